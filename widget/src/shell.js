// The frame of the panel: header, tools, menu, progress, log, notices, dialog. Elements only; what they do is given.
import { h, icon } from "./dom.js";

export function header(tell, close) {
  return h(
    "header",
    null,
    h("h2", { id: "title", tabindex: "-1" }, icon("chat"), tell("title")),
    close && h("button", { type: "button", class: "close", "aria-label": tell("launcher_close"), click: close }, icon("close"), tell("close")),
  );
}

export function tools(tell, acts) {
  const tool = (name, act, more = {}) => h("button", { type: "button", class: "tool", click: act, ...more }, icon(name), h("span", null, tell(`tool_${TOOL[name]}`)));
  const menu = tool("menu", acts.menu, { "aria-expanded": "false", "aria-controls": "menu" });
  const printing = typeof window.print === "function" && tool("print", acts.print);
  const bar = h("div", { class: "tools", role: "group", "aria-label": tell("tools") }, tool("edit", acts.edit), tool("person", acts.office), printing, menu);
  return { bar, menu };
}

const TOOL = { edit: "edit", person: "office", print: "print", menu: "menu" };

export function menu(tell, acts, size) {
  const sizes = tell.list("sizes").map((name, step) =>
    h("button", { type: "button", class: `size s${step}`, "aria-pressed": String(step === size), click: () => acts.size(step) }, name),
  );
  return h(
    "div",
    { id: "menu", class: "menu", hidden: true },
    h("div", { class: "sizes", role: "group", "aria-label": tell("size") }, h("span", { "aria-hidden": "true" }, tell("size")), sizes),
    h("button", { type: "button", class: "choice", click: acts.renew }, tell("renew")),
    h("button", { type: "button", class: "choice", click: acts.take }, tell("take")),
    h("button", { type: "button", class: "choice danger", click: acts.erase }, tell("erase")),
  );
}

export function progress(tell) {
  const bar = h("progress", { max: "1", value: "0", "aria-labelledby": "left" });
  const text = h("span", { id: "left" });
  const element = h("div", { class: "progress", hidden: true }, bar, text);
  const show = (value) => {
    const answered = Number(value?.answered);
    const left = Number(value?.remaining_at_most);
    element.hidden = !(answered >= 0 && left >= 0);
    if (element.hidden) return;
    bar.value = answered / Math.max(1, answered + left);
    text.textContent = tell("progress", { answered, left });
  };
  return { element, show };
}

export function trouble() {
  const words = h("p", { role: "alert" });
  const acts = h("div", { class: "row" });
  const element = h("div", { class: "trouble", hidden: true }, words, acts);
  const show = (text, buttons = []) => {
    element.hidden = !text;
    if (words.textContent !== text) words.textContent = text;
    acts.replaceChildren(...buttons.map(([title, act]) => h("button", { type: "button", class: "choice", click: act }, title)));
  };
  return { element, show };
}

// Asks before something is lost. The browser keeps the focus inside and gives it back.
export function confirmation(tell, root, question, yes) {
  const dialog = h("dialog", { class: "confirm", "aria-labelledby": "question" });
  const end = () => {
    dialog.close();
    dialog.remove();
  };
  const go = () => {
    end();
    yes.act();
  };
  const stop = (event) => event.key === "Escape" && event.stopPropagation();
  dialog.append(
    h("p", { id: "question" }, question),
    h("div", { class: "row" }, h("button", { type: "button", class: "choice", click: end }, tell("cancel")), h("button", { type: "button", class: "choice danger", click: go }, yes.title)),
  );
  dialog.addEventListener("keydown", stop);
  dialog.addEventListener("close", () => dialog.remove());
  root.append(dialog);
  dialog.showModal();
}
