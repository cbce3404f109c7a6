// Comparison, result of the checklist, offices, report.
import { h, icon, linked, link, list, plain, record, shape, telephone, webAddress } from "./dom.js";
import { around, bubble, buttons, without, words } from "./parts.js";
import { day } from "./words.js";

const MOST_OFFICES = 4;

export function comparison(message, custom, view) {
  const frames = list(custom.frames);
  const rows = list(custom.rows);
  if (!frames.length || !rows.length) throw new Error("nothing to compare");
  const head = h("tr", null, h("td"), frames.map((frame) => h("th", { scope: "col" }, plain(frame.name))));
  const body = rows.map((row) =>
    h("tr", null, h("th", { scope: "row" }, plain(row.label)), frames.map((_, place) => h("td", null, linked(Array.isArray(row.cells) ? row.cells[place] : "")))),
  );
  const title = view.tell("comparison");
  const notes = list(custom.notes).map(plain);
  const [above, below] = around(
    message,
    (line) =>
      (line.startsWith("■") && frames.some((frame) => line.includes(plain(frame.name)))) ||
      (line.startsWith("・") && rows.some((row) => line.includes(plain(row.label)))) ||
      notes.some((note) => note && line.endsWith(note)),
  );
  const table = h("table", null, h("caption", { class: "sr" }, title), h("thead", null, head), h("tbody", null, body));
  return [
    above,
    h("div", { class: "sheet wide", role: "region", "aria-label": title, tabindex: "0" }, table),
    notes.map((note) => h("p", { class: "note" }, linked(note))),
    below,
    buttons(message, custom, view),
  ].flat();
}

export function checklistResult(message, custom, view) {
  const sections = list(custom.sections).filter((section) => section.of > 0);
  if (!sections.length) throw new Error("no sections");
  const { tell } = view;
  const listed = new Set([...list(custom.advice), ...list(custom.next_steps)].map(line));
  const names = sections.map((section) => `${plain(section.name)}：`);
  const isDrawn = (text) => listed.has(text) || (text.startsWith("・") && names.some((name) => text.includes(name)));
  return [
    words(without(message, isDrawn)),
    h(
      "div",
      { class: "sheet" },
      h("h3", null, tell("checklist")),
      h("ul", { class: "bars" }, sections.map((section) => bar(section, tell))),
      fact("pattern", custom.pattern, tell),
      fact("stage", custom.stage, tell),
      steps("advice", custom.advice, tell),
      steps("next", custom.next_steps, tell),
    ),
    buttons(message, custom, view),
  ];
}

// A piece of advice or a next step as a line of the text.
function line(value) {
  const url = plain(record(value).url);
  return `・${plain(value) || plain(record(value).text)}${url && ` ${url}`}`;
}

function bar({ name, count, of, answered }, tell) {
  const share = Math.max(0, Math.min(1, count / of));
  const picture = shape(
    "svg",
    { viewBox: "0 0 100 10", preserveAspectRatio: "none", class: "bar", "aria-hidden": "true" },
    shape("rect", { width: "100", height: "10", class: "whole" }),
    shape("rect", { width: String(share * 100), height: "10", class: "part" }),
  );
  return h("li", null, h("span", null, plain(name)), h("b", null, answered === false ? tell("unanswered") : tell("count_of", { n: count, of })), picture);
}

function fact(key, value, tell) {
  const shown = plain(value) || plain(record(value).name);
  return shown && h("p", null, h("b", null, tell(key)), " ", shown);
}

function steps(key, values, tell) {
  const shown = list(values).filter((value) => plain(value) || plain(record(value).text));
  return shown.length > 0 && [h("h4", null, tell(key)), h("ul", null, shown.map(step))];
}

function step(value) {
  const address = webAddress(record(value).url);
  return h("li", null, address ? link(address, plain(value.text)) : linked(plain(value) || value.text));
}

export function offices(message, custom, view) {
  const rows = list(custom.items).filter((row) => plain(row.name));
  if (!rows.length) return [bubble(message, custom, view), buttons(message, custom, view)];
  view.offices = rows;
  const [above, below] = around(message, (line) => line.startsWith("・") && rows.some((row) => line.includes(plain(row.name))));
  const title = custom.prefecture ? view.tell("offices_of", { place: plain(custom.prefecture) }) : view.tell("offices");
  const entries = (some) => h("ul", { class: "offices" }, some.map((row) => office(row, view.tell)));
  const more = rows.slice(MOST_OFFICES);
  const others = more.length > 0 && h("details", null, h("summary", null, view.tell("more_offices", { n: more.length })), entries(more));
  return [above, h("div", { class: "sheet" }, h("h3", null, title), entries(rows.slice(0, MOST_OFFICES)), others), below, buttons(message, custom, view)];
}

export function office(row, tell) {
  const address = webAddress(row.url);
  const support = Array.isArray(row.support) ? row.support.map(plain).join(tell("comma")) : plain(row.support);
  const age = row.as_of ? tell("as_of", { date: plain(row.as_of) }) + (row.checked === false ? tell("unchecked") : "") : "";
  return h(
    "li",
    null,
    h("strong", null, plain(row.name)),
    support && h("span", null, support),
    row.phone && h("span", null, tell("phone"), telephone(row.phone)),
    ["contact", "address", "hours", "note"].map((key) => plain(row[key]) && h("span", null, linked(row[key]))),
    address && h("span", null, link(address, tell("website"))),
    age && h("small", null, age),
  );
}

export function report(message, custom, view) {
  const address = webAddress(custom.url, view.base);
  if (!address) throw new Error("no address");
  const title = plain(custom.title) || view.tell("report");
  const until = custom.expires && view.tell("expires", { date: day(custom.expires, view.tell) || plain(custom.expires) });
  const anchor = link(address, title);
  anchor.className = "choice main";
  anchor.prepend(icon("print"));
  return [bubble(message, custom, view), h("div", { class: "choices" }, anchor, until && h("p", { class: "hint" }, until)), buttons(message, custom, view)];
}

export function datedSteps(message, custom, view) {
  const calendar = plain(custom.ics);
  if (!calendar) throw new Error("no dated step");
  const href = URL.createObjectURL(new Blob([calendar], { type: "text/calendar" }));
  const anchor = h("a", { class: "choice", href, download: "hojo-navi.ics" }, view.tell("calendar"));
  return [bubble(message, custom, view), h("div", { class: "choices" }, anchor), buttons(message, custom, view)];
}
