// The open widget: shows entries and takes answers. It is the view of a Conversation.
import { h } from "./dom.js";
import { Composer } from "./composer.js";
import { confirmation, header, menu, progress, tools, trouble } from "./shell.js";
import { entryElement } from "./message.js";

const TYPING_AFTER_MS = 300;

export class Panel {
  #tell;
  #root;
  #composer;
  #tools;
  #menu;
  #progress = null;
  #trouble = trouble();
  #log;
  #typing;
  #status;
  #typingTimer = 0;
  #lastUser = null;
  #lastEntry = null;
  #afterTurn = null;
  #ended = false;
  #barred = false;

  // `acts`: {close, print, size}; `root`: where dialogs go.
  constructor(tell, base, root, acts, size) {
    this.#tell = tell;
    this.#root = root;
    this.#composer = new Composer(tell, (words) => this.#say({ text: words }, words));
    this.#progress = progress(tell);
    this.#tools = tools(tell, {
      edit: () => this.#say({ text: tell("say_edit") }, tell("say_edit")),
      office: () => this.#say({ text: tell("say_office") }, tell("say_office")),
      print: () => this.#print(acts.print),
      menu: () => this.toggleMenu(),
    });
    this.#menu = menu(tell, { size: acts.size, renew: () => this.#askRenew(), take: () => this.conversation.take(), erase: () => this.#askErase() }, size);
    this.#log = h("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": tell("log"), tabindex: "0" });
    this.#typing = h("div", { class: "typing", "aria-hidden": "true", hidden: true }, h("i"), h("i"), h("i"));
    this.#status = h("p", { class: "sr", role: "status" });
    this.view = {
      tell,
      base,
      folding: [],
      profile: null,
      offices: null,
      last: {},
      pick: (choice, title, event) => this.#pick({ choice }, title, event),
      pickSeveral: (choices, titles, event) => this.#pick({ choices }, titles.join("、"), event),
    };
    this.parts = [
      header(tell, acts.close),
      this.#tools.bar,
      this.#menu,
      this.#progress.element,
      h("div", { class: "talk" }, this.#log, this.#typing),
      this.#status,
      this.#trouble.element,
      this.#composer.element,
    ];
  }

  // The conversation that this panel shows.
  attach(conversation) {
    this.conversation = conversation;
  }

  get entries() {
    return [...this.#log.children];
  }

  focusFirst(coarse) {
    if (coarse || this.#ended) this.parts[0].querySelector("h2").focus({ preventScroll: true });
    else this.#composer.field.focus({ preventScroll: true });
  }

  // Closes the menu; false where it was closed.
  closeMenu() {
    if (this.#menu.hidden) return false;
    this.toggleMenu();
    this.#tools.menu.focus();
    return true;
  }

  toggleMenu() {
    this.#menu.hidden = !this.#menu.hidden;
    this.#tools.menu.setAttribute("aria-expanded", String(!this.#menu.hidden));
  }

  setSize(size) {
    this.#menu.querySelectorAll(".size").forEach((button, step) => button.setAttribute("aria-pressed", String(step === size)));
    this.#scroll();
  }

  // What a Conversation calls ------------------------------------------------------------------------------------

  show(entry) {
    if (entry.from === "user") this.#answered(entry.message?.text);
    const element = entryElement(entry, this.view);
    this.#log.append(element);
    this.#lastEntry = element;
    if (entry.from === "user") this.#lastUser = element;
    if (entry.from !== "user") this.#follow(entry.message?.custom || {});
    this.#scroll();
  }

  // The history is not read out.
  quietly(work) {
    this.#log.setAttribute("aria-live", "off");
    work();
    setTimeout(() => this.#log.setAttribute("aria-live", "polite"), 500);
  }

  empty() {
    this.#log.replaceChildren();
    Object.assign(this.view, { folding: [], profile: null, offices: null, last: {} });
    this.#lastUser = null;
    this.#progress.show(null);
    this.#composer.expect(null);
    this.#setEnded(false);
  }

  busy(on) {
    clearTimeout(this.#typingTimer);
    this.#composer.button.setAttribute("aria-disabled", String(on));
    if (on) {
      this.#typingTimer = setTimeout(() => this.#showTyping(true), TYPING_AFTER_MS);
      return;
    }
    this.#showTyping(false);
    const next = this.#afterTurn;
    this.#afterTurn = null;
    if (next && !this.#barred) next();
  }

  calm() {
    if (this.#barred) this.#status.textContent = this.#tell("restored");
    this.#barred = false;
    this.#trouble.show("");
  }

  trouble(error, automatic, unsent) {
    this.#barred = true;
    const again = automatic ? this.#tell("again_soon") : "";
    const buttons = [[this.#tell("again_now"), () => this.conversation.retry()]];
    if (unsent) buttons.push([this.#tell("give_up"), () => this.#takeBack(this.conversation.giveUp())]);
    const known = this.#tell.has(error.code) ? error.code : "not_sent";
    this.#trouble.show(`${this.#tell(known)}${again}`, buttons);
  }

  refused(error, words) {
    this.#takeBack(words);
    this.#trouble.show(error.message || this.#tell("not_sent"));
  }

  // The conversation is over: why, and the way to a new one.
  ended(reason, values) {
    this.#setEnded(true);
    this.#end(this.#tell(reason, values));
  }

  // ---------------------------------------------------------------------------------------------------------------

  #end(text) {
    const again = h("button", { type: "button", class: "choice main", click: () => this.#renew() }, this.#tell("renew"));
    this.#log.append(h("div", { class: "entry bot" }, h("div", { class: "bubble notice" }, h("p", { class: "text" }, text)), h("div", { class: "choices" }, again)));
    again.focus();
  }

  #setEnded(on) {
    this.#ended = on;
    this.#composer.element.hidden = on;
    this.#tools.bar.hidden = on;
    this.#menu.hidden = true;
    this.#tools.menu.setAttribute("aria-expanded", "false");
  }

  // What was listed before may no longer hold; only accepting the list leaves it as it is.
  #answered(words) {
    this.view.folding.splice(0).forEach((fold) => fold());
    if (words !== this.view.accepting) this.view.profile = null;
  }

  #follow(custom) {
    // A verdict holds until something is asked anew or is to be confirmed.
    if (custom.kind === "question" || (custom.kind === "profile_summary" && custom.confirm)) this.view.last = {};
    if (custom.kind === "question" || custom.kind === "checklist_question") {
      this.#progress.show(custom.progress);
      this.#composer.expect(custom);
    } else if (custom.kind === "recommendations" || custom.kind === "profile_summary") {
      this.#progress.show(null);
      this.#composer.expect(null);
    }
  }

  #say(body, words) {
    if (this.conversation.busy) return false;
    this.#trouble.show("");
    this.conversation.say(body, words);
    return true;
  }

  // On paper the verdict stands beside the answers it was made from: they are asked for where they are not known.
  #print(act) {
    const stale = this.view.last.items && !this.view.profile;
    if (stale && this.#say({ text: this.#tell("say_edit") }, this.#tell("say_edit"))) this.#afterTurn = act;
    else act();
  }

  #pick(body, words, event) {
    const keyboard = event.detail === 0;
    if (!this.#say(body, words)) return;
    // The pressed button folds away; the focus goes where the next answer is given.
    this.#lastEntry.focus({ preventScroll: true });
    const toField = !keyboard && matchMedia("(pointer: fine)").matches;
    this.#afterTurn = () => (toField ? this.#composer.field : this.#lastEntry).focus({ preventScroll: true });
  }

  // What could not be sent goes back to the field.
  #takeBack(words) {
    if (words == null) return;
    this.#lastUser?.remove();
    this.#lastUser = null;
    if (words && !this.#composer.field.value) this.#composer.write(words);
    this.#composer.field.focus();
  }

  #showTyping(on) {
    this.#typing.hidden = !on;
    this.#status.textContent = on ? this.#tell("typing") : "";
    if (on) this.#scroll();
  }

  // Shows the newest answer from its beginning, or the end where all of it fits.
  #scroll() {
    const log = this.#log;
    const end = log.scrollHeight - log.clientHeight;
    log.scrollTop = this.#lastUser ? Math.min(end, this.#lastUser.offsetTop - 12) : end;
  }

  #renew() {
    this.conversation.renew();
    this.focusFirst(matchMedia("(pointer: coarse)").matches);
  }

  #askRenew() {
    this.closeMenu();
    confirmation(this.#tell, this.#root, this.#tell("renew_sure"), { title: this.#tell("renew_yes"), act: () => this.#renew() });
  }

  #askErase() {
    this.closeMenu();
    confirmation(this.#tell, this.#root, this.#tell("erase_sure"), { title: this.#tell("erase_yes"), act: () => this.conversation.erase() });
  }
}
