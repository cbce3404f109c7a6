// <hojo-navi>: a launcher with its panel, or with the attribute `inline` a panel in its place.
import { Api } from "./api.js";
import { Conversation } from "./conversation.js";
import { h, icon } from "./dom.js";
import { Memory } from "./memory.js";
import { Panel } from "./panel.js";
import { PrintView } from "./print.js";
import { STYLE } from "./built.js";
import { loadWords, teller } from "./words.js";

const COVERING = "(max-width: 30em), (max-height: 26em)";
const FOCUSABLE = "button, a[href], input, textarea, summary, [tabindex='0']";

function sheetOf(css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

class HojoNavi extends HTMLElement {
  #shadow = this.attachShadow({ mode: "open" });
  #end = null;
  #root;
  #launcher = null;
  #box;
  #api;
  #panel;
  #memory;
  #conversation = null;
  #print;
  #opener = null;
  #tell;

  async connectedCallback() {
    this.#end = new AbortController();
    const { signal } = this.#end;
    const words = await loadWords(this.getAttribute("lang") || "ja");
    if (signal.aborted) return;
    this.#tell = teller(words);
    this.#build(new URL(this.getAttribute("base-url") || "..", import.meta.url).href);
    this.#listen(signal);
    if (this.#inline) this.#talk();
    else if (this.hasAttribute("open") || this.#memory.open) this.open(false);
  }

  disconnectedCallback() {
    this.#end?.abort();
    this.#conversation?.stop();
    this.#conversation = null;
    this.#shadow.replaceChildren();
  }

  get #inline() {
    return this.hasAttribute("inline");
  }

  get isOpen() {
    return !this.#box?.hidden;
  }

  open(focus = true) {
    if (!this.#box || (this.isOpen && !this.#inline)) return;
    this.#opener = this.#focused();
    this.#box.hidden = false;
    raise(this.#box);
    this.#mark(true);
    this.#fit();
    this.#talk();
    if (focus) this.#panel.focusFirst(matchMedia("(pointer: coarse)").matches);
  }

  close() {
    if (this.#inline || !this.isOpen) return;
    this.#box.hidden = true;
    this.#mark(false);
    const opener = this.#opener?.isConnected ? this.#opener : this.#launcher;
    opener.focus();
  }

  #focused() {
    return document.activeElement === this ? this.#shadow.activeElement : document.activeElement;
  }

  #mark(open) {
    this.#memory.open = open;
    this.#launcher.setAttribute("aria-expanded", String(open));
    this.#root.classList.toggle("opened", open);
  }

  #build(base) {
    const tell = this.#tell;
    const sheet = sheetOf(STYLE);
    this.#shadow.adoptedStyleSheets = [sheet];
    this.#print = new PrintView(sheet);
    this.#memory = new Memory(base);
    const acts = { close: this.#inline ? null : () => this.close(), print: () => this.#printNow(), size: (size) => this.#resize(size) };
    this.#root = h("div", { class: `root ${this.#inline ? "inline" : "floating"}`, lang: this.getAttribute("lang") || "ja" });
    this.#panel = new Panel(tell, base, this.#root, acts, this.#memory.size);
    this.#api = new Api(base);
    const role = this.#inline ? { role: "region" } : { role: "dialog", hidden: true, popover: "manual" };
    this.#box = h("section", { id: "panel", class: "panel", "aria-labelledby": "title", ...role }, this.#panel.parts);
    if (!this.#inline) this.#launcher = this.#makeLauncher(tell);
    this.#root.append(...[this.#launcher, this.#box].filter(Boolean));
    this.#resize(this.#memory.size);
    this.#theme();
    this.#shadow.replaceChildren(this.#root);
    if (this.#launcher) raise(this.#launcher);
  }

  #makeLauncher(tell) {
    const toggle = () => (this.isOpen ? this.close() : this.open());
    const state = { "aria-expanded": "false", "aria-controls": "panel", "aria-haspopup": "dialog" };
    return h("button", { type: "button", class: "launcher", popover: "manual", click: toggle, ...state }, icon("chat"), h("span", null, tell("launcher")));
  }

  #listen(signal) {
    this.#root.addEventListener("keydown", (event) => this.#key(event), { signal });
    document.addEventListener("click", (event) => this.#openFromPage(event), { signal });
    window.addEventListener("beforeprint", () => (this.isOpen || this.#inline) && this.#print.show(this.#panel), { signal });
    window.addEventListener("afterprint", () => this.#print.hide(), { signal });
    for (const type of ["resize", "scroll"]) window.visualViewport?.addEventListener(type, () => this.#fit(), { signal });
    window.matchMedia(COVERING).addEventListener("change", () => this.#fit(), { signal });
  }

  // Any element of the page with this attribute opens the widget.
  #openFromPage(event) {
    const trigger = event.target instanceof Element && event.target.closest("[data-hojo-navi-open]");
    if (!trigger) return;
    event.preventDefault();
    this.open();
    if (this.#inline) this.scrollIntoView({ block: "nearest" });
    this.#opener = trigger;
  }

  #key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") {
      if (!this.#panel.closeMenu()) this.close();
      event.stopPropagation();
    } else if (event.key === "Tab" && this.#covers) {
      this.#keepInside(event);
    }
  }

  get #covers() {
    return !this.#inline && this.isOpen && matchMedia(COVERING).matches;
  }

  // A panel that covers the page keeps the focus.
  #keepInside(event) {
    const stops = [...this.#box.querySelectorAll(FOCUSABLE)].filter((stop) => stop.getClientRects().length && stop.tabIndex >= 0);
    const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
    if (this.#shadow.activeElement !== edge) return;
    event.preventDefault();
    stops[event.shiftKey ? stops.length - 1 : 0].focus();
  }

  // The panel ends above the on-screen keyboard.
  #fit() {
    const seen = window.visualViewport;
    const covering = this.#covers;
    if (!this.#inline) this.#box.setAttribute("aria-modal", String(covering));
    const zoomed = seen && seen.scale > 1.01;
    this.#box.style.height = covering && seen && !zoomed ? `${seen.height}px` : "";
    this.#box.style.top = covering && seen && !zoomed ? `${seen.offsetTop}px` : "";
  }

  #talk() {
    if (this.#conversation) return;
    this.#conversation = new Conversation(this.#panel, this.#api, this.#memory);
    this.#panel.attach(this.#conversation);
    this.#conversation.start();
  }

  #resize(size) {
    this.#memory.size = size;
    this.#root.dataset.size = String(size);
    this.#panel.setSize(size);
  }

  #theme() {
    const theme = this.getAttribute("theme");
    if (theme === "light" || theme === "dark") this.#root.dataset.theme = theme;
  }

  #printNow() {
    this.#print.show(this.#panel);
    window.print();
  }
}

// The top layer: no style of the page, no stacking and no transformed ancestor reaches it.
function raise(element) {
  if (!element.showPopover) element.removeAttribute("popover");
  else if (!element.matches(":popover-open")) element.showPopover();
}

if (!customElements.get("hojo-navi")) customElements.define("hojo-navi", HojoNavi);
