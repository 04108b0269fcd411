// The colours the page wears: light or dark as the system has it, or as the reader chose; light on paper.

import {redraw} from "./chart.js";

const THEMES = ["auto", "light", "dark"];
const KEPT = "segment-mart.theme";
const dark = matchMedia("(prefers-color-scheme: dark)");

let chosen = read();
wear();
dark.addEventListener("change", wear);
addEventListener("beforeprint", () => put("light"));
addEventListener("afterprint", wear);

function read() {
  try {
    const kept = localStorage.getItem(KEPT);
    return THEMES.includes(kept) ? kept : "auto";
  } catch {
    return "auto";
  }
}

/** What the reader chose: auto, light or dark. */
export function theme() {
  return chosen;
}

/** Goes on to the next of them. */
export function nextTheme() {
  chosen = THEMES[(THEMES.indexOf(chosen) + 1) % THEMES.length];
  try {
    localStorage.setItem(KEPT, chosen);
  } catch {
    // Then for this visit.
  }
  wear();
}

function wear() {
  put(chosen === "auto" ? (dark.matches ? "dark" : "light") : chosen);
}

function put(colours) {
  if (document.documentElement.dataset.theme !== colours) {
    document.documentElement.dataset.theme = colours;
    redraw();
  }
}
