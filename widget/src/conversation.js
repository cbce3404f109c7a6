// One conversation: sends, tries again, reads the history, keeps several tabs in step. Knows nothing of the page.
import { newId } from "./api.js";
import { save } from "./file.js";

const POLL_MS = 20000;
const AUTOMATIC_TRIES = 8;
// The topic of the notice that the bot has erased everything, on words of the visitor.
const ERASED = "erased";

export class Conversation {
  #view;
  #api;
  #memory;
  #job = null;
  #tries = 0;
  #timer = 0;
  #busy = false;
  #lastId = null;
  // Keys of what is shown already and will come again with the history.
  #shown = [];
  #stops = [];
  #channel = null;

  constructor(view, api, memory) {
    this.#view = view;
    this.#api = api;
    this.#memory = memory;
  }

  start() {
    const poll = setInterval(() => this.#follow(), POLL_MS);
    const wake = () => (this.#job ? this.retry() : this.#follow());
    window.addEventListener("online", wake);
    document.addEventListener("visibilitychange", wake);
    const stopHearing = this.#memory.onToken((token) => this.#changedElsewhere(token));
    this.#channel = "BroadcastChannel" in window ? new BroadcastChannel(this.#memory.prefix) : null;
    if (this.#channel) this.#channel.onmessage = ({ data }) => (data === ERASED ? this.#reload() : this.#follow());
    this.#stops = [
      () => clearInterval(poll),
      () => clearTimeout(this.#timer),
      () => window.removeEventListener("online", wake),
      () => document.removeEventListener("visibilitychange", wake),
      stopHearing,
      () => this.#channel?.close(),
    ];
    return this.#attempt(() => this.#resume());
  }

  stop() {
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  get busy() {
    return this.#busy || this.#job !== null;
  }

  // Shows what the visitor said and sends it; `body` is text, choice or choices.
  say(body, words) {
    if (this.busy) return;
    this.#show({ from: "user", message: { text: words }, at: Date.now() });
    this.#deliver({ ...body, client_message_id: newId() }, words);
  }

  retry() {
    if (this.#job && !this.#busy) this.#attempt(this.#job);
  }

  // The visitor no longer wants to send it. Returns the text, to be written again; null where nothing was on its way.
  giveUp() {
    const { unsent } = this.#memory;
    const words = unsent && (unsent.body.text ?? "");
    clearTimeout(this.#timer);
    this.#job = null;
    this.#memory.unsent = null;
    this.#view.calm();
    return words;
  }

  // A new conversation. The one before stays on the server until its time is over.
  renew() {
    if (this.#busy) return;
    this.#forget();
    this.#attempt(() => this.#begin());
  }

  // Erases the conversation on the server; true when it is gone.
  async erase() {
    if (this.#busy) return false;
    let receipt = null;
    try {
      if (this.#api.token) ({ receipt } = await this.#api.call("DELETE", "/session"));
    } catch (error) {
      if (error.code !== "unauthorized") {
        this.#view.trouble(error, false);
        return false;
      }
    }
    this.#forget();
    this.#view.ended(receipt ? "erased_receipt" : "erased", { receipt });
    return true;
  }

  // Hands the visitor a file with all that is kept of the conversation.
  async take() {
    if (!this.#api.token) return;
    try {
      save("hojo-navi.json", await this.#api.call("GET", "/export"));
    } catch (error) {
      this.#view.trouble(error, false);
    }
  }

  #forget() {
    clearTimeout(this.#timer);
    this.#job = null;
    this.#api.token = null;
    this.#memory.token = null;
    this.#memory.unsent = null;
    this.#empty();
    this.#view.calm();
  }

  #empty() {
    this.#lastId = null;
    this.#shown = [];
    this.#view.empty();
  }

  async #begin() {
    if (!this.#api.token) {
      this.#api.token = (await this.#api.call("POST", "/session")).token;
      this.#memory.token = this.#api.token;
    }
    await this.#post({ event: "start", client_message_id: "start" });
  }

  async #resume() {
    this.#api.token = this.#memory.token;
    if (!this.#api.token) return this.#begin();
    try {
      await this.#sendUnsent();
      const { messages } = await this.#api.call("GET", "/history");
      this.#view.quietly(() => messages.forEach((entry) => this.#take(entry)));
      return messages.length ? undefined : await this.#begin();
    } catch (error) {
      // The conversation of last time is over: a new one.
      if (error.code !== "unauthorized") throw error;
      this.#api.token = null;
      return this.#begin();
    }
  }

  // The answer comes with the history; the id keeps it from being taken twice.
  async #sendUnsent() {
    const unsent = this.#memory.unsent;
    if (unsent && unsent.token === this.#api.token) {
      try {
        await this.#api.call("POST", "/messages", unsent.body);
      } catch (error) {
        if (error.passes || error.code === "unauthorized") throw error;
      }
    }
    this.#memory.unsent = null;
  }

  #deliver(body, words) {
    this.#memory.unsent = { body, shown: words, token: this.#api.token };
    return this.#attempt(() => this.#post(body));
  }

  async #post(body) {
    const { messages } = await this.#api.call("POST", "/messages", body);
    this.#memory.unsent = null;
    const erased = messages.some((message) => message.custom?.topic === ERASED);
    if (erased) this.#empty();
    for (const message of messages) this.#show({ from: "bot", message, at: Date.now() });
    this.#channel?.postMessage(erased ? ERASED : "news");
  }

  // Runs a job and, while the way to the bot is barred, runs the same job again later.
  async #attempt(job) {
    clearTimeout(this.#timer);
    this.#job = job;
    this.#busy = true;
    this.#view.busy(true);
    try {
      await job();
      if (this.#job === job) this.#job = null;
      this.#tries = 0;
      this.#view.calm();
    } catch (error) {
      this.#failed(error, job);
    } finally {
      this.#busy = false;
      this.#view.busy(false);
    }
  }

  #failed(error, job) {
    if (this.#job !== job) return;
    if (error.code === "unauthorized") {
      this.#forget();
      this.#view.ended("expired");
    } else if (error.passes) {
      this.#tries += 1;
      const automatic = this.#tries <= AUTOMATIC_TRIES;
      const seconds = Math.max(error.waitSeconds || 0, Math.min(30, 2 ** this.#tries));
      if (automatic) this.#timer = setTimeout(() => this.retry(), seconds * 1000);
      this.#view.trouble(error, automatic, this.#memory.unsent !== null);
    } else {
      const words = this.giveUp();
      this.#view.refused(error, words);
    }
  }

  #show(entry) {
    this.#shown.push(keyOf(entry));
    this.#view.show(entry);
  }

  // An entry of the history; what is on the screen already is only ticked off.
  #take(entry) {
    if (this.#lastId && numberOf(entry.id) <= numberOf(this.#lastId)) return;
    this.#lastId = entry.id;
    const place = this.#shown.indexOf(keyOf(entry));
    if (place >= 0) this.#shown.splice(place, 1);
    else this.#view.show(entry);
  }

  // What is new from another tab or from staff.
  async #follow() {
    if (!this.#api.token || this.busy || document.hidden) return;
    const token = this.#api.token;
    try {
      const path = this.#lastId ? `/history?after=${encodeURIComponent(this.#lastId)}` : "/history";
      const { messages } = await this.#api.call("GET", path);
      if (token === this.#api.token && !this.busy) messages.forEach((entry) => this.#take(entry));
    } catch (error) {
      if (error.code === "unauthorized" && token === this.#api.token && !this.busy) {
        this.#forget();
        this.#view.ended("expired");
      }
    }
  }

  #changedElsewhere(token) {
    if (token === this.#api.token) return;
    if (token) {
      this.#reload();
      return;
    }
    clearTimeout(this.#timer);
    this.#job = null;
    this.#api.token = null;
    this.#empty();
    this.#view.ended("erased_elsewhere");
  }

  #reload() {
    clearTimeout(this.#timer);
    this.#empty();
    this.#attempt(() => this.#resume());
  }
}

function numberOf(id) {
  return Number(/\d+/.exec(String(id))?.[0] || 0);
}

// Buttons have ids of their own, so that two answers with the same words still differ.
function keyOf({ from, message }) {
  const buttons = (message.buttons || []).map((button) => button.choice).join();
  const text = String(message.text || "").replace(/[^\S\n]+|[\x00-\x09\x0b-\x1f\x7f-\x9f]/g, " ").trim();
  return [from, text, buttons, message.custom?.kind || ""].join("\n");
}
