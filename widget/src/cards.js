// Recommendations: one card for each frame that the message shows.
import { h, icon, linked, link, list, plain, record, webAddress } from "./dom.js";
import { bubble, buttons, choice, words } from "./parts.js";
import { day, yen } from "./words.js";

const STATUSES = ["eligible", "undetermined", "ineligible"];
const STATES = ["unmet", "unknown", "human", "met"];
const CALLS = ["open", "upcoming", "closed", "unknown"];

export function recommendations(message, custom, view) {
  const items = list(custom.items).filter((item) => item.shown !== false).map((item) => ({ ...item, extra: [] }));
  if (!items.length) return [bubble(message, custom, view), buttons(message, custom, view)];
  const text = withoutCards(message, items, view.tell);
  const left = list(message.buttons).filter((button) => plain(button.title) && plain(button.choice));
  const cards = h("div", { class: "cards" }, items.map((item) => card(item, takeButton(left, item), view)));
  // The same result after a side question is folded, so that the answer above it stays in sight.
  const same = JSON.stringify(items);
  const again = view.last.result === same;
  view.last = { result: same, items, on: custom.on };
  return [
    words(text),
    again ? h("details", { class: "again" }, h("summary", null, view.tell("same_result", { n: items.length })), cards) : cards,
    left.length > 0 && h("div", { class: "choices" }, left.map((button) => choice(button, view))),
  ];
}

// The text without what the cards show. A line of a card that it has no place for goes to its `extra` lines.
function withoutCards(message, items, tell) {
  const rest = [];
  let item = null;
  for (const line of plain(message.text).split("\n")) {
    if (line.startsWith("■")) {
      item = items.find((one) => !one.found && [one.name, one.frame].every((name) => line.includes(plain(name))));
      if (item) item.found = true;
      else rest.push(line);
    } else if (!item) rest.push(line);
    else if (line.trim() && !isOnCard(line, item, tell)) item.extra.push(line.trim());
  }
  return rest.join("\n");
}

function isOnCard(line, item, tell) {
  const has = (state) => list(item.criteria).some((one) => one.state === state);
  const shown = { rate: isGrant(item) && item.rate, failed: has("unmet"), missing: has("unknown"), call: item.call_reason };
  return Object.entries(record(tell.words.card_lines)).some(([part, start]) => shown[part] && line.startsWith(start));
}

// Loans and guarantees have conditions instead of a rate; the bot's own line says them.
function isGrant(item) {
  return item.support == null || item.support === "grant";
}

function takeButton(left, item) {
  const names = [`${plain(item.name)} ${plain(item.frame)}`, plain(item.frame), plain(item.name)];
  const place = left.findIndex((button) => names[0].length > 1 && button.title.startsWith(names[0]));
  return place >= 0 ? left.splice(place, 1)[0] : null;
}

export function card(item, button, view, open = false) {
  const { tell } = view;
  const status = STATUSES.includes(item.status) ? item.status : "undetermined";
  const next = list(item.next_steps).map((step) => plain(step) || plain(record(step).text)).filter(Boolean);
  const address = webAddress(item.official_url);
  return h(
    "article",
    { class: `card ${status}` },
    h("h3", null, plain(item.name), h("span", { class: "frame" }, plain(item.frame))),
    h("p", { class: "status" }, icon(status), tell(`status_${status}`)),
    list(item.extra).map((line) => h("p", { class: "extra" }, linked(line))),
    call(item, tell),
    amount(item, tell, open),
    reasons(item, status, tell),
    criteria(item, tell, open),
    next.length > 0 && fold(tell("next_steps", { n: next.length }), h("ol", null, next.map((step) => h("li", null, linked(step)))), open),
    list(item.successors).map((text) => h("p", { class: "note" }, tell("successor"), linked(text))),
    h("p", { class: "foot" }, address && link(address, tell("official")), item.checked_on && h("span", null, tell("checked_on", { date: day(item.checked_on, tell) }))),
    button && h("div", { class: "row noprint" }, choice(button, view)),
  );
}

function call(item, tell) {
  const state = CALLS.includes(item.call_status) ? item.call_status : "unknown";
  return h("p", { class: "call" }, h("span", { class: `tag c-${state}` }, tell(`call_${state}`)), " ", plain(item.call_reason));
}

// The figures as the bot worked them out; `working` says how, line by line.
function amount(item, tell, open) {
  const figures = [
    ["rate", plain(item.rate)],
    ["cap", yen(item.max_subsidy_yen)],
    ["estimate", yen(item.est_subsidy_yen)],
  ].filter(([, value]) => value);
  if (!figures.length || !isGrant(item)) return null;
  const working = workingLines(item.working, tell);
  const title = tell(working.length ? "working" : "estimate_about");
  const lines = [...working, tell("estimate_note")];
  return [
    h("dl", { class: "figures" }, figures.map(([name, value]) => h("div", null, h("dt", null, tell(name)), h("dd", null, value)))),
    item.est_subsidy_yen != null && fold(title, h("ul", null, lines.map((line) => h("li", null, line))), open),
  ];
}

function workingLines(working, tell) {
  if (Array.isArray(working)) return working.map(plain).filter(Boolean);
  const given = record(working);
  if (!given.cost) return [];
  return [
    tell("working_product", given),
    ...list(given.steps).map((step) => tell("working_step", step)),
    given.cap && tell("working_cap", given),
    given.own_share && tell("working_own", given),
  ].filter(Boolean);
}

// What stands in the way, or is still open, is said without unfolding anything.
function reasons(item, status, tell) {
  const wanted = { ineligible: "unmet", undetermined: "unknown" }[status];
  const found = list(item.criteria).filter((criterion) => criterion.state === wanted && !list(item.todo).includes(criterion.id));
  if (!found.length) return null;
  return h("div", { class: "why" }, h("h4", null, tell(`why_${wanted}`)), h("ul", null, found.map((one) => h("li", null, plain(one.text)))));
}

function criteria(item, tell, open) {
  const all = list(item.criteria).map(record);
  if (!all.length) return null;
  const sorted = [...all].sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state));
  const counts = STATES.map((state) => [state, all.filter((one) => one.state === state).length]);
  const said = counts.filter(([, n]) => n).map(([state, n]) => `${tell(`state_${state}`)}${n}`);
  return fold(tell("criteria", { counts: said.join(tell("comma")) }), h("ul", { class: "criteria" }, sorted.map((one) => criterion(one, tell))), open);
}

function criterion(one, tell) {
  const state = STATES.includes(one.state) ? one.state : "unknown";
  const { document: name, place, url } = record(one.source);
  const source = [plain(name), plain(place)].filter(Boolean).join(tell("comma"));
  const address = webAddress(url);
  return h(
    "li",
    { class: state },
    h("span", { class: "state" }, icon(state), tell(`state_${state}`)),
    h("span", null, plain(one.text)),
    source && h("small", null, tell("source"), address ? link(address, source) : source),
  );
}

export function fold(title, content, open = false) {
  return h("details", { open }, h("summary", null, title), content);
}
