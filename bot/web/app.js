"use strict";

const BASE = "/webhooks/web";
const TOKEN_KEY = "hojo-navi-token";
const POLL_MS = 20000;
const TIMEOUT_MS = 15000;

const log = document.getElementById("log");
const status = document.getElementById("status");
const text = document.getElementById("text");
const send = document.getElementById("send");

let token = null;
let lastId = null;
let busy = false;

class Refused extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

// Storage may be switched off; the conversation then lasts as long as the page.
const memory = {
  load() { try { return localStorage.getItem(TOKEN_KEY); } catch { return token; } },
  save(value) { try { localStorage.setItem(TOKEN_KEY, value); } catch { /* kept in the page only */ } },
  clear() { try { localStorage.removeItem(TOKEN_KEY); } catch { /* nothing was kept */ } },
};

async function call(method, path, body) {
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIMEOUT_MS);
  try {
    const reply = await fetch(BASE + path, { method, headers, body: body && JSON.stringify(body), signal: stop.signal });
    const content = reply.status === 204 ? {} : await reply.json();
    if (!reply.ok) throw new Refused(content.error, content.message);
    return content;
  } catch (error) {
    throw error instanceof Refused ? error : new Refused("offline", "つながりませんでした。通信の状態を確かめて、もう一度お送りください。");
  } finally {
    clearTimeout(timer);
  }
}

function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function element(tag, className, content) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (content !== undefined) made.textContent = content;
  return made;
}

function button(title, onClick) {
  const made = element("button", "", title);
  made.type = "button";
  made.addEventListener("click", onClick);
  return made;
}

function singleChoices(buttons) {
  const row = element("div", "choices");
  for (const { title, choice } of buttons) row.append(button(title, () => say({ choice }, title)));
  return row;
}

function severalChoices(buttons) {
  const row = element("fieldset", "choices");
  row.append(element("legend", "hidden", "あてはまるものをすべて選んでください"));
  for (const { title, choice } of buttons) {
    const label = element("label");
    const box = element("input");
    box.type = "checkbox";
    box.value = choice;
    label.append(box, element("span", "", title));
    row.append(label);
  }
  row.append(button("これで決定", () => {
    const marked = [...row.querySelectorAll("input:checked")];
    if (!marked.length) return;
    const titles = marked.map((box) => box.parentElement.textContent);
    say({ choices: marked.map((box) => box.value) }, titles.join("、"));
  }));
  return row;
}

function show(sender, message) {
  const bubble = element("div", `message ${sender}`);
  const custom = message.custom || {};
  if (sender === "staff") bubble.append(element("span", "hidden", "担当者より"));
  if (message.text) bubble.append(element("p", "", message.text));
  if (message.buttons) bubble.append(custom.input === "multi" ? severalChoices(message.buttons) : singleChoices(message.buttons));
  if (custom.progress) showProgress(custom.progress);
  if (!bubble.childElementCount) return;
  log.append(bubble);
  log.scrollTop = log.scrollHeight;
}

function showProgress({ answered, remaining_at_most: left }) {
  document.getElementById("progress").hidden = false;
  document.getElementById("bar").value = answered / Math.max(1, answered + left);
  document.getElementById("left").textContent = left ? `あと最大${left}問` : "質問はここまでです";
}

function tell(message, retry) {
  status.textContent = message;
  if (retry) status.append(" ", button("もう一度送る", retry));
}

function wait(on) {
  busy = on;
  send.disabled = on;
  if (on) tell("考えています…");
}

async function say(content, shown) {
  if (busy) return;
  if (shown) show("user", { text: shown });
  await deliver({ ...content, client_message_id: newId() });
}

// The same id goes with every try: what did arrive is not taken twice.
async function deliver(body) {
  wait(true);
  try {
    const { messages } = await call("POST", "/messages", body);
    tell("");
    for (const message of messages) show("bot", message);
  } catch (error) {
    if (error.code === "unauthorized") tell(error.message, begin);
    else tell(error.message, ["offline", "unavailable", "rate_limited"].includes(error.code) ? () => deliver(body) : null);
  } finally {
    wait(false);
    text.focus();
  }
}

async function begin() {
  wait(true);
  try {
    token = null;
    lastId = null;
    log.replaceChildren();
    document.getElementById("progress").hidden = true;
    ({ token } = await call("POST", "/session"));
    memory.save(token);
    tell("");
  } catch (error) {
    tell(error.message, begin);
    return;
  } finally {
    wait(false);
  }
  await say({ event: "start" });
}

async function resume() {
  token = memory.load();
  if (!token) return begin();
  try {
    const { messages } = await call("GET", "/history");
    for (const entry of messages) {
      show(entry.from, entry.message);
      lastId = entry.id;
    }
    return messages.length ? undefined : say({ event: "start" });
  } catch (error) {
    return error.code === "unauthorized" ? begin() : tell(error.message, resume);
  }
}

async function poll() {
  if (!token || busy || document.hidden) return;
  try {
    const { messages } = await call("GET", lastId ? `/history?after=${lastId}` : "/history");
    for (const entry of messages) {
      lastId = entry.id;
      if (entry.from === "staff") show("staff", entry.message);
    }
  } catch { /* the next round tries again */ }
}

async function erase() {
  if (busy || !confirm("この会話の内容をすべて削除します。よろしいですか？")) return;
  try {
    if (token) await call("DELETE", "/session");
  } catch (error) {
    if (error.code !== "unauthorized") return tell(error.message);
  }
  memory.clear();
  await begin();
}

document.getElementById("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const words = text.value;
  if (busy || !words.trim()) return;
  text.value = "";
  say({ text: words }, words);
});

text.addEventListener("keydown", (event) => {
  // While an input method composes, Enter confirms its candidate (keyCode 229 where isComposing is late).
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  document.getElementById("form").requestSubmit();
});

document.getElementById("erase").addEventListener("click", erase);
setInterval(poll, POLL_MS);
resume();
