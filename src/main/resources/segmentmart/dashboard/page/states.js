// What is shown in place of data: while it comes, where there is none, where it could not be had.

import {el} from "./dom.js";
import {t} from "./words.js";

export function loading() {
  return el("p", {class: "state loading", role: "status"}, t("shell.loading"));
}

/** Nothing there yet, and what to do about it. */
export function empty(title, ...hints) {
  return el("div", {class: "state empty"},
    el("h2", {}, title), hints.map(hint => hint && (hint instanceof Node ? hint : el("p", {}, hint))));
}

/** What went wrong, as the daemon says it. */
export function failed(problem, retry) {
  return el("div", {class: "state failed", role: "alert"},
    el("h2", {}, t("shell.failed")),
    el("p", {}, problem.status === 0 ? t("shell.offline") : problem.message || String(problem)),
    retry && el("button", {id: "retry", type: "button", onclick: retry}, t("shell.retry")));
}
