// The segmentation rule that runs, and whether the mart was made by it.

import {get} from "./api.js";
import {el} from "./dom.js";
import {Part} from "./part.js";
import {t} from "./words.js";
import {foreign} from "./written.js";

const SHOWN_LETTERS = 12;

export function rule() {
  return new Part({
    id: "rule",
    title: t("operations.rule"),
    ask: (_, signal) => get("/api/rule", {}, {signal}),
    draw: ({name, sql, sha256, published_sha256: published, is_followed: isFollowed, edit_refused: refused}) => [
      el("p", {class: "says"},
        el("span", {class: ["standing", isFollowed ? "loaded" : "waiting"]},
          el("span", {class: "sign", "aria-hidden": "true"}, isFollowed ? "✓" : "…"), " ",
          t(`operations.rule.${isFollowed ? "followed" : published === null ? "unused" : "not-followed"}`))),
      refused !== null && el("div", {class: "wrong"}, el("p", {}, t("operations.rule.refused")),
        el("p", {lang: "en"}, foreign(refused))),
      el("p", {class: "aside"}, el("code", {}, `routes/sql/${name}.sql`), " · ",
        el("code", {title: sha256}, sha256.slice(0, SHOWN_LETTERS))),
      el("pre", {class: "sql", tabindex: "0", role: "region", "aria-label": name}, el("code", {lang: "en"}, sql)),
    ],
  });
}
