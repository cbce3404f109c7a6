// 「入力内容」: what was told, each line with the button that corrects it.
import { h, icon, list, plain } from "./dom.js";
import { choice } from "./parts.js";

const LINE = /^・(.+?)：(.*)$/;

// The lines of the text and the buttons belong together by the name they start with.
export function rowsOf(message) {
  const left = list(message.buttons).filter((button) => plain(button.title) && plain(button.choice));
  const rows = [];
  const rest = [];
  for (const line of plain(message.text).split("\n")) {
    const match = LINE.exec(line);
    if (!match) {
      if (line.trim()) rest.push(line);
      continue;
    }
    const place = left.findIndex((button) => button.title.startsWith(match[1]));
    rows.push({ label: match[1], value: match[2], button: place >= 0 ? left.splice(place, 1)[0] : null });
  }
  return { rows, rest, left };
}

export function summary(message, custom, view) {
  const { rows, rest, left } = rowsOf(message);
  if (!rows.length) throw new Error("no lines");
  view.profile = rows;
  view.accepting = left.find((button) => button.choice === custom.confirm)?.title;
  const last = custom.confirm ? rest.pop() : null;
  return [
    h("div", { class: "bubble" }, rest.map((line) => h("p", { class: "text" }, line))),
    h("div", { class: "sheet" }, h("h3", null, view.tell("summary")), h("ul", { class: "rows" }, rows.map((row) => rowElement(row, view)))),
    last && h("div", { class: "bubble" }, h("p", { class: "text" }, last)),
    left.length > 0 && h("div", { class: "choices" }, left.map((button) => choice(button, view, button.choice === custom.confirm))),
  ];
}

function rowElement({ label, value, button }, view) {
  const press = (event) => view.pick(button.choice, button.title, event);
  const name = view.tell("edit_this", { label });
  return h(
    "li",
    null,
    h("span", { class: "label" }, label),
    h("span", { class: "value" }, value),
    button && h("button", { type: "button", class: "edit", "aria-label": name, click: press }, icon("edit"), view.tell("edit")),
  );
}
