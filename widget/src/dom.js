// Elements are made here and nowhere else. What the bot or the visitor wrote arrives as text nodes only.

const SVG = "http://www.w3.org/2000/svg";
const ADDRESS = /https?:\/\/[A-Za-z0-9\-._~:/?#@!$&*+,;=%]+/g;

function fill(node, props, children) {
  for (const [name, value] of Object.entries(props || {})) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.flat(3).filter((child) => child != null && child !== false && child !== ""));
  return node;
}

export function h(tag, props, ...children) {
  return fill(document.createElement(tag), props, children);
}

export function shape(tag, props, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

// Anything that is no text becomes nothing, so that "[object Object]" is never shown.
export function plain(value) {
  if (typeof value === "string") return value;
  return typeof value === "number" && Number.isFinite(value) ? String(value) : "";
}

export function list(value) {
  return Array.isArray(value) ? value.filter((item) => item != null) : [];
}

export function record(value) {
  return value && typeof value === "object" && !Array.isArray(value) ? value : {};
}

// An address that may be linked: web addresses only, never javascript: or data:.
export function webAddress(value, base) {
  if (typeof value !== "string" || !value) return null;
  try {
    const url = new URL(value, base);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

export function link(address, title) {
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, title);
}

// A telephone link for one plain number only; anything else stays text.
export function telephone(value) {
  const number = plain(value).normalize("NFKC").trim();
  if (!/^\+?[0-9][0-9\-() ]{7,18}$/.test(number)) return plain(value);
  return h("a", { href: `tel:${number.replace(/[^+0-9]/g, "")}`, class: "tel" }, number);
}

// Text with its web addresses as links.
export function linked(value) {
  const text = plain(value);
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = webAddress(match[0].replace(/[.,;:!?]+$/, ""));
    if (!address) continue;
    const length = match[0].replace(/[.,;:!?]+$/, "").length;
    parts.push(text.slice(from, match.index), link(address, match[0].slice(0, length)));
    from = match.index + length;
  }
  parts.push(text.slice(from));
  return parts;
}

const PATHS = {
  chat: "M4 5h16v11H11l-5 4v-4H4z",
  close: "M6 6l12 12M18 6L6 18",
  send: "M12 20V5M5 11l7-7 7 7",
  edit: "M5 19h4L19 9l-4-4L5 15zM13 7l4 4",
  person: "M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 3-7 8-7s8 3 8 7",
  print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
  menu: "M4 7h16M4 12h16M4 17h16",
  info: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v6M12 7v.5",
  eligible: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16z",
  undetermined: "M12 4l9 16H3z",
  ineligible: "M5 5l14 14M19 5L5 19",
  met: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16z",
  unmet: "M5 5l14 14M19 5L5 19",
  unknown: "M12 4l9 16H3z",
  human: "M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 3-7 8-7s8 3 8 7",
};

export function icon(name) {
  return shape(
    "svg",
    { viewBox: "0 0 24 24", class: `icon i-${name}`, "aria-hidden": "true", focusable: "false" },
    shape("path", { d: PATHS[name] || PATHS.info }),
  );
}
