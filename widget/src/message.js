// One message as elements. Kinds that are not known are shown by their text and buttons.
import { h, icon, record } from "./dom.js";
import { clock } from "./words.js";
import { recommendations } from "./cards.js";
import { bubble, buttons } from "./parts.js";
import { checklistResult, comparison, datedSteps, offices, report } from "./tables.js";
import { summary } from "./summary.js";

const KINDS = { recommendations, comparison, offices, report, profile_summary: summary, checklist_result: checklistResult, steps: datedSteps };
const SENDERS = { user: "user", bot: "bot", staff: "staff" };

// `view`: {tell, base, pick(choice, title), pickSeveral(choices, titles), profile, last}
export function entryElement(entry, view) {
  const sender = SENDERS[entry.from] || "bot";
  const message = record(entry.message);
  const time = clock(entry.at ?? Date.now(), view.tell);
  const said = h("p", { class: "said sr" }, `${view.tell(`from_${sender}`)}${time ? ` ${time}` : ""}`);
  const badge = sender === "staff" && h("p", { class: "badge" }, icon("person"), view.tell("from_staff"));
  const element = h("div", { class: `entry ${sender}`, tabindex: "-1", lang: "ja" }, said, badge);
  element.append(...parts(message, view));
  return element;
}

function parts(message, view) {
  const custom = record(message.custom);
  const draw = KINDS[custom.kind];
  if (draw) {
    try {
      return draw(message, custom, view).filter(Boolean);
    } catch {
      // A message of another shape than agreed upon still has its words.
    }
  }
  return [bubble(message, custom, view), buttons(message, custom, view)].filter(Boolean);
}
