// The view for paper: answers, verdicts with every reason, offices; without a verdict, what was said.
import { h, list, plain } from "./dom.js";
import { card } from "./cards.js";
import { office } from "./tables.js";
import { day } from "./words.js";

const HIDE = "@media print { body > :not(hojo-navi-print) { display: none !important } body { background: #fff !important } } @media screen { hojo-navi-print { display: none !important } }";

export class PrintView {
  #sheet;
  #style = null;
  #element = null;

  constructor(sheet) {
    this.#sheet = sheet;
  }

  // Puts the view into the page; the page itself is hidden on paper.
  show(panel) {
    this.hide();
    this.#element = document.createElement("hojo-navi-print");
    const root = this.#element.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [this.#sheet];
    root.append(paper(panel));
    this.#style = new CSSStyleSheet();
    this.#style.replaceSync(HIDE);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.#style];
    document.body.append(this.#element);
  }

  hide() {
    this.#element?.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.#style);
    this.#element = null;
  }
}

function paper({ view, entries }) {
  const { tell, profile, offices, last } = view;
  const items = list(last.items);
  const now = new Date();
  const today = tell("date", { y: now.getFullYear(), m: now.getMonth() + 1, d: now.getDate() });
  return h(
    "main",
    { class: "root paper", lang: "ja" },
    h("h1", null, tell(items.length ? "print_title" : "print_talk")),
    h("p", { class: "note" }, tell("printed_on", { date: today })),
    last.on && h("p", { class: "note" }, tell("judged_on", { date: day(last.on, tell) })),
    profile && [h("h2", null, tell("summary")), h("ul", { class: "rows" }, profile.map(row))],
    items.map((item) => card(item, null, view, true)),
    offices && [h("h2", null, tell("offices")), h("ul", { class: "offices" }, offices.map((one) => h("li", null, plain(one.name), " ", plain(one.phone) || plain(one.contact))))],
    items.length ? null : entries.map((entry) => h("p", { class: "said" }, ...spoken(entry))),
  );
}

function row({ label, value }) {
  return h("li", null, h("span", { class: "label" }, label), h("span", { class: "value" }, value));
}

function spoken(entry) {
  const who = entry.querySelector(".said")?.textContent || "";
  return [h("b", null, who), " ", [...entry.querySelectorAll(".text")].map((text) => text.textContent).join(" ")];
}
