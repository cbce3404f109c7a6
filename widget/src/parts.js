// The parts that messages share: the bubble, and the buttons below it.
import { h, icon, linked, list, plain, record } from "./dom.js";

export function bubble(message, custom, view) {
  const text = plain(message.text);
  if (!text) return null;
  const ask = custom.kind === "question" || custom.kind === "checklist_question";
  const mark = custom.kind === "notice" && h("span", { class: "mark" }, icon("info"));
  const above = Array.isArray(custom.confirm) ? h("span", { class: "tag" }, view.tell("ask_back")) : place(custom, text, view);
  const decides = ask && custom.decides > 0 && h("span", { class: "hint" }, view.tell("decides", { n: custom.decides }));
  const topic = custom.kind === "notice" ? `notice t-${/^\w+$/.test(custom.topic) ? custom.topic : "other"}` : "";
  return h("div", { class: `bubble ${topic}` }, mark, h("div", null, above, h("p", { class: "text" }, linked(text)), decides));
}

// Which part of the checklist it is, where the text does not say so.
function place(custom, text, view) {
  if (custom.kind !== "checklist_question") return null;
  const name = plain(custom.section) || plain(record(custom.section).name);
  const number = custom.number && custom.of ? view.tell("item_of", { n: custom.number, of: custom.of }) : "";
  if (!name || plain(text).includes(name)) return null;
  return h("span", { class: "tag" }, [name, number].filter(Boolean).join(" "));
}

export function buttons(message, custom, view) {
  const given = list(message.buttons).filter((button) => plain(button.title) && plain(button.choice));
  if (!given.length) return null;
  if (custom.input === "multi") return several(given, list(custom.items), view);
  const main = plain(custom.accept) || plain(custom.confirm);
  const group = h("div", { class: "choices" }, given.map((button) => choice(button, view, button.choice === main)));
  if (custom.kind === "question" || custom.kind === "checklist_question") return old(group, view, "change_answer");
  return main ? old(group, view, "choices_again") : group;
}

export function choice(button, view, main = false) {
  const quiet = view.tell.list("quiet_titles").includes(button.title);
  const style = main ? "choice main" : quiet ? "choice quiet" : "choice";
  const press = (event) => view.pick(button.choice, button.title, event);
  return h("button", { type: "button", class: style, click: press }, button.title);
}

// What can be ticked: with `items`, the buttons that name one; else all but those that are no answer.
function several(given, items, view) {
  const named = (button) => items.find((item) => plain(item.text) && button.title.includes(item.text));
  const quiet = view.tell.list("quiet_titles");
  const isAside = (button) => (items.length ? !named(button) : quiet.includes(button.title));
  const asides = given.filter(isAside);
  const boxes = given
    .filter((button) => !isAside(button))
    .map((button) => [button, h("input", { type: "checkbox", checked: named(button)?.ticked === true })]);
  const hint = h("p", { class: "hint", role: "status" });
  const send = (event) => {
    const ticked = boxes.filter(([, box]) => box.checked).map(([button]) => button);
    if (!ticked.length) hint.textContent = view.tell("tick_one");
    else view.pickSeveral(ticked.map((button) => button.choice), ticked.map((button) => button.title), event);
  };
  return old(
    h(
      "fieldset",
      { class: "choices several" },
      h("legend", null, view.tell("tick_all")),
      boxes.map(([button, box]) => h("label", { class: "tick" }, box, h("span", null, button.title))),
      h("div", { class: "row" }, h("button", { type: "button", class: "choice main", click: send }, view.tell("decide"))),
      hint,
      h("div", { class: "row" }, asides.map((button) => choice(button, view))),
    ),
    view,
    "change_answer",
  );
}

// Buttons of a question that is answered fold away: pressing one later corrects that answer.
function old(group, view, title) {
  view.folding.push(() => {
    if (!group.isConnected || group.closest("details")) return;
    const fold = h("details", { class: "answered" }, h("summary", null, view.tell(title)));
    group.replaceWith(fold);
    fold.append(group);
  });
  return group;
}

export function words(text) {
  return text.trim() ? h("div", { class: "bubble" }, h("p", { class: "text" }, linked(text.trim()))) : null;
}

// The text without the lines that are drawn in another way, and without headings that have none left.
export function without(message, isDrawn) {
  const lines = plain(message.text).split("\n");
  return lines.filter((line, place) => !isDrawn(line) && !(line.startsWith("■") && isDrawn(lines[place + 1] ?? ""))).join("\n");
}

// The text above and below what is drawn in another way. Only lines that are shown elsewhere are left out.
export function around(message, isDrawn) {
  const lines = plain(message.text).split("\n");
  const first = lines.findIndex(isDrawn);
  if (first < 0) return [words(lines.join("\n")), null];
  const below = lines.slice(first).filter((line) => !isDrawn(line));
  return [words(lines.slice(0, first).join("\n")), words(below.join("\n"))];
}
