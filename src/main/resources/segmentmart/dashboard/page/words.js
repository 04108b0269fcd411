// The words of the page, in Russian and English.

import shell from "./words/shell.js";
import segments from "./words/segments.js";
import client from "./words/client.js";
import operations from "./words/operations.js";

const LANGUAGES = ["ru", "en"];
const KEPT = "segment-mart.language";

let spoken = chosen();
document.documentElement.lang = spoken;

/** What the address asks for, else what was chosen before, else what the browser prefers. */
function chosen() {
  const preferred = [new URLSearchParams(location.search).get("lang"), read(), ...navigator.languages]
    .map(tag => tag?.slice(0, 2).toLowerCase());
  return preferred.find(tag => LANGUAGES.includes(tag)) ?? "ru";
}

function read() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

export function language() {
  return spoken;
}

/** Speaks another language from now on; what is shown has to be shown anew. */
export function speak(tag) {
  spoken = tag;
  document.documentElement.lang = tag;
  try {
    localStorage.setItem(KEPT, tag);
  } catch {
    // Then for this visit.
  }
}

/**
 * The words for a key such as `segments.title`, with `{name}` replaced by values. Where a key has several forms, the
 * one for the number `n` is taken: that of the number itself, else by the plural rules of the language. In Russian,
 * `one` is also the form of 21.
 */
export function t(key, values = {}) {
  const [room, ...rest] = key.split(".");
  const words = {shell, segments, client, operations}[room]?.[spoken]?.[rest.join(".")];
  if (words === undefined) {
    throw new Error(`no words for ${key} in ${spoken}`);
  }
  const form = typeof words === "string" ? words
    : words[values.n] ?? words[new Intl.PluralRules(spoken).select(values.n)] ?? words.other;
  return form.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Whether there are words for a key. */
export function has(key) {
  const [room, ...rest] = key.split(".");
  return {shell, segments, client, operations}[room]?.[spoken]?.[rest.join(".")] !== undefined;
}
