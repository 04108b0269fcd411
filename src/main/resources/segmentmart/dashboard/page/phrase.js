// Sentences with elements in them, and the links that lead from a figure to its drop and line.

import {el} from "./dom.js";
import {addressOf} from "./place.js";
import {t} from "./words.js";
import {foreign} from "./written.js";

/** The words for a key as a list of nodes, as `t` gives them, but `{name}` may stand for an element. */
export function phrase(key, values = {}) {
  const plain = Object.fromEntries(Object.entries(values).filter(([, value]) => !(value instanceof Node)));
  return t(key, plain).split(/\{(\w+)\}/).map((part, at) => (at % 2 ? values[part] : part));
}

/** A link to a load, by its number and, where it is known, the name of its drop. */
export function linkToLoad(id, drop = null) {
  return link(id, drop === null ? t("client.number", {id}) : t("client.load", {id, drop}));
}

/** A link to the load that a row of staging is from, such as `clients.csv, line 41`. */
export function linkToOrigin({load_id: id, drop_name: drop, line_no: line}) {
  return link(id, t("client.line", {drop, line}));
}

function link(load, text) {
  return el("a", {href: addressOf("/operations", {load})}, foreign(text));
}
