// The bot's web channel over HTTP.

const TIMEOUT_MS = 20000;
export const WAITING = new Set(["offline", "unavailable", "rate_limited"]);

export class Refused extends Error {
  constructor(code, message, waitSeconds) {
    super(message || "");
    this.code = code;
    this.waitSeconds = waitSeconds;
  }

  // Worth sending again, because nothing of it was stored or the same id tells that it was.
  get passes() {
    return WAITING.has(this.code);
  }
}

export class Api {
  constructor(base) {
    this.base = base;
    this.token = null;
  }

  async call(method, path, body) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), TIMEOUT_MS);
    try {
      return await this.#exchange(method, path, body, stop.signal);
    } catch (error) {
      throw error instanceof Refused ? error : new Refused("offline");
    } finally {
      clearTimeout(timer);
    }
  }

  async #exchange(method, path, body, signal) {
    const headers = {};
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    if (body) headers["Content-Type"] = "application/json";
    const options = { method, headers, signal, credentials: "omit", cache: "no-store" };
    if (body) options.body = JSON.stringify(body);
    const answer = await fetch(new URL(`webhooks/web${path}`, this.base), options);
    if (answer.status === 204) return { receipt: answer.headers.get("Erasure-Receipt") };
    const content = await answer.json().catch(() => null);
    if (!answer.ok) throw refusal(answer, content || {});
    // Cut off on the way, or the page of a network that wants a sign-in first.
    if (!content) throw new Refused("offline");
    return content;
  }
}

function refusal(answer, content) {
  const wait = Number(answer.headers.get("Retry-After")) || undefined;
  if (answer.status === 429) return new Refused("rate_limited", content.message, wait);
  // A proxy in front of a server that is down answers without JSON.
  if (answer.status >= 500) return new Refused("unavailable", content.message, wait);
  return new Refused(content.error || "malformed", content.message);
}

export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
