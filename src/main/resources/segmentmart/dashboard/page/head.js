// The head of the page: its views, its language, its colours. The freshness line under it is filled by freshness.js.

import {el, refill} from "./dom.js";
import {changed, go, place} from "./place.js";
import {nextTheme, theme} from "./theme.js";
import {language, speak, t} from "./words.js";

/**
 * Fills the head.
 *
 * @param {[string, string][]} views the key and the path of each
 * @param {string} current the key of the one that is shown
 * @param {Node} freshness the line under it
 */
export function head(views, current, freshness) {
  entitle(t(`shell.${current}`));
  document.getElementById("skip").textContent = t("shell.skip");
  refill(document.getElementById("top"),
    el("p", {class: "name"}, "Segment Mart"),
    el("nav", {"aria-label": t("shell.views")}, views.map(([view, path]) =>
      el("a", {id: `to-${view}`, href: path, "aria-current": view === current && "page"}, t(`shell.${view}`)))),
    el("div", {class: "choices"}, languageButton(), themeButton()),
    freshness);
}

/** What the window is called. */
export function entitle(name) {
  document.title = `${name} · Segment Mart`;
}

function languageButton() {
  const other = language() === "ru" ? "en" : "ru";
  return el("button", {id: "language", type: "button", lang: other, onclick: () => {
    speak(other);
    // An address that names a language would bring the old one back when it is opened again.
    go(changed(place().query.has("lang") ? {lang: other} : {}), {replace: true});
  }}, t("shell.language"));
}

function themeButton() {
  const label = () => `${t("shell.theme")}: ${t(`shell.theme.${theme()}`)}`;
  return el("button", {id: "theme", type: "button", onclick: event => {
    nextTheme();
    event.currentTarget.textContent = label();
  }}, label());
}
