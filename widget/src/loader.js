// The stable address: brings the rest, and a launcher where the page has no <hojo-navi> of its own.
{
  const script = document.currentScript;
  import(new URL(FILES.main, script.src)).catch(() => {});
  const place = () => {
    if (document.querySelector("hojo-navi")) return;
    const element = document.createElement("hojo-navi");
    for (const name of ["lang", "theme", "open", "base-url"]) {
      const value = script.getAttribute(`data-${name}`);
      if (value !== null) element.setAttribute(name, value);
    }
    document.body.append(element);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", place);
  else place();
}
