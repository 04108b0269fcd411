// How it stands with a load, in a word and a sign: never by colour alone.

import {el} from "./dom.js";
import {t} from "./words.js";

const SIGNS = {loaded: "✓", duplicate: "=", failed: "✕", mended: "✓", replaced: "↷", retracted: "↶"};

/** The word for how a load stands now, which its status alone does not tell. */
export function standingOf(load) {
  if (load.status === "failed") {
    return load.loaded_since === null ? "failed" : "mended";
  }
  if (load.retracted_at !== null) {
    return "retracted";
  }
  return load.status === "loaded" && !load.is_in_force ? "replaced" : load.status;
}

export function standing(load) {
  const word = standingOf(load);
  return el("span", {class: ["standing", word]},
    el("span", {class: "sign", "aria-hidden": "true"}, SIGNS[word]), " ", t(`operations.standing.${word}`));
}
