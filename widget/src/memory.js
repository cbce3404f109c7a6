// What the browser keeps. Storage may be switched off; then it lasts as long as the page.

class Shelf {
  constructor(name) {
    this.spare = new Map();
    try {
      this.storage = window[name];
    } catch {
      this.storage = null;
    }
  }

  get(key) {
    try {
      return this.storage.getItem(key);
    } catch {
      return this.spare.get(key) ?? null;
    }
  }

  set(key, value) {
    try {
      if (value == null) this.storage.removeItem(key);
      else this.storage.setItem(key, value);
    } catch {
      this.spare.set(key, value);
    }
  }
}

export class Memory {
  constructor(base) {
    this.prefix = `hojo-navi:${base}:`;
    // Shared by all tabs and kept after they close: an owner comes back to the same conversation the next day.
    this.device = new Shelf("localStorage");
    // Of this tab only.
    this.tab = new Shelf("sessionStorage");
  }

  get token() {
    return this.device.get(`${this.prefix}token`);
  }

  set token(value) {
    this.device.set(`${this.prefix}token`, value);
  }

  get size() {
    return Number(this.device.get("hojo-navi:size")) || 0;
  }

  set size(value) {
    this.device.set("hojo-navi:size", String(value));
  }

  get open() {
    return this.tab.get(`${this.prefix}open`) === "1";
  }

  set open(value) {
    this.tab.set(`${this.prefix}open`, value ? "1" : null);
  }

  // What was sent and not answered yet: {body, shown, token}, so that a reload does not lose it.
  get unsent() {
    try {
      return JSON.parse(this.tab.get(`${this.prefix}unsent`));
    } catch {
      return null;
    }
  }

  set unsent(value) {
    this.tab.set(`${this.prefix}unsent`, value && JSON.stringify(value));
  }

  // Another tab began or erased a conversation.
  onToken(listener) {
    const hear = (event) => {
      if (event.key === `${this.prefix}token`) listener(event.newValue);
    };
    window.addEventListener("storage", hear);
    return () => window.removeEventListener("storage", hear);
  }
}
