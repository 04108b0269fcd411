// Text that somebody else wrote: nothing in it stays unseen, and nothing turns the letters around it.

import {el} from "./dom.js";
import {t} from "./words.js";

const SHORT = 160;
// Joiners (200C, 200D) are left: letters of some languages want them.
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** The text, in which characters that cannot be seen are shown by their code, such as ⟨202E⟩. */
export function seen(text) {
  return text.replace(UNSEEN, character =>
    `⟨${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
}

/** A name or a sentence: whichever way its letters run, those around it keep theirs. */
export function foreign(text) {
  return el("bdi", {}, seen(text));
}

/** A record as a file has it; of a long one the beginning, and the rest when it is asked for. */
export function written(text) {
  const shown = seen(text);
  return shown.length <= SHORT ? el("code", {class: "written", dir: "auto"}, shown) : el("details", {class: "long"},
    el("summary", {},
      el("code", {class: "written beginning", dir: "auto"}, `${shown.slice(0, SHORT)}…`),
      el("span", {class: "less"}, t("operations.less"))),
    el("code", {class: "written whole", dir: "auto", tabindex: "0"}, shown));
}
