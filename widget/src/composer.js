// The field to write in: input methods, numeric keypad and units, growing with its text.
import { h, icon } from "./dom.js";

const LIMIT = 500;
const WARN_FROM = 450;

export class Composer {
  #tell;
  #units;
  #count;
  #toggle;
  #mode = "text";

  constructor(tell, send) {
    this.#tell = tell;
    this.field = h("textarea", {
      id: "field",
      rows: "1",
      maxlength: String(LIMIT),
      autocomplete: "off",
      enterkeyhint: "send",
      placeholder: tell("placeholder"),
      "aria-describedby": "count",
      input: () => this.#changed(),
      keydown: (event) => this.#key(event),
    });
    this.#units = h("div", { class: "units", role: "group", "aria-label": tell("units"), hidden: true });
    this.#count = h("p", { id: "count", class: "hint", role: "status" });
    this.button = h("button", { type: "submit", class: "send" }, icon("send"), h("span", null, tell("send")));
    const label = h("label", { for: "field", class: "sr" }, tell("input"));
    const submit = (event) => {
      event.preventDefault();
      const words = this.field.value.trim();
      if (words && send(words)) this.write("");
    };
    this.element = h("form", { class: "composer", submit }, this.#units, label, this.field, this.button, this.#count);
  }

  // Takes the keypad and the units that fit the open question.
  expect(question) {
    const number = question?.input === "number";
    const slot = String(question?.slot || "");
    const family = /yen/.test(slot) ? "yen" : /pct|sales/.test(slot) ? "percent" : slot === "employees" ? "people" : "";
    const units = number && family ? this.#tell.list(`units_${family}`) : [];
    this.#mode = !number ? "text" : family === "people" ? "numeric" : "decimal";
    this.field.placeholder = this.#tell(number && family === "yen" ? "placeholder_number" : "placeholder");
    this.#toggle = h("button", { type: "button", class: "unit", click: () => this.#switch() });
    this.#units.replaceChildren(...units.map((unit) => this.#unit(unit)), ...(number ? [this.#toggle] : []));
    this.#units.hidden = !number;
    this.#setKeypad(this.#mode);
  }

  write(text) {
    this.field.value = text;
    this.#changed();
  }

  #unit(unit) {
    const add = () => {
      this.write(this.field.value + unit);
      this.field.focus();
    };
    return h("button", { type: "button", class: "unit", click: add }, unit);
  }

  #switch() {
    this.#setKeypad(this.field.inputMode === "text" ? this.#mode : "text");
    this.field.focus();
  }

  #setKeypad(mode) {
    this.field.inputMode = mode;
    this.#toggle.textContent = this.#tell(mode === "text" ? "digits" : "letters");
  }

  #changed() {
    const { field } = this;
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight + 2, 140)}px`;
    const left = LIMIT - field.value.length;
    this.#count.textContent = field.value.length >= WARN_FROM ? this.#tell("too_long", { n: left }) : "";
  }

  #key(event) {
    if (event.key !== "Enter" || event.shiftKey) return;
    // Enter confirms a candidate of the input method; Safari reports its end too early, but then the code is 229.
    if (event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.element.requestSubmit();
  }
}
