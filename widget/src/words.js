// The widget's own words: one JSON file for each language.
import { FILES, JA } from "./built.js";

export async function loadWords(lang) {
  if (lang !== "en") return JA;
  const answer = await fetch(new URL(FILES.en, import.meta.url));
  return { ...JA, ...(await answer.json()) };
}

export function teller(words) {
  const tell = (key, values = {}) =>
    String(words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
  tell.words = words;
  tell.has = (key) => key in words;
  tell.list = (key) => words[key] || [];
  return tell;
}

// As the bot writes amounts: 1億5,000万円.
export function yen(amount) {
  if (!Number.isSafeInteger(amount)) return "";
  const size = Math.abs(amount);
  const grouped = (number, unit) => (number ? number.toLocaleString("en-US") + unit : "");
  const parts = grouped(Math.floor(size / 1e8), "億") + grouped(Math.floor((size % 1e8) / 1e4), "万") + grouped(size % 1e4, "");
  return `${amount < 0 ? "-" : ""}${parts || "0"}円`;
}

export function day(value, tell) {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(String(value));
  return match ? tell("date", { y: +match[1], m: +match[2], d: +match[3] }) : "";
}

export function clock(value, tell) {
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? "" : tell("time", { h: at.getHours(), m: String(at.getMinutes()).padStart(2, "0") });
}
