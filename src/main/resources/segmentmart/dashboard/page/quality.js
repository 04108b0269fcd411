// What to know before trusting a figure.

import {csvOf, get} from "./api.js";
import {el} from "./dom.js";
import {day, moment, number} from "./format.js";
import {Part} from "./part.js";
import {t} from "./words.js";

const FIGURES = {
  as_of_date: day,
  clients_without_products: number,
  orphan_clients: number,
  orphan_uses: number,
  future_uses: number,
  open_rejects: number,
  loads_not_in_mart: number,
  last_load_at: moment,
  last_refresh_at: moment,
};

export function quality() {
  return new Part({
    id: "quality",
    title: t("operations.quality"),
    ask: (_, signal) => get("/api/quality", {}, {signal}),
    draw: figures => [
      el("dl", {class: "facts"}, Object.entries(FIGURES).map(([name, written]) => el("div", {},
        el("dt", {}, t(`operations.quality.${name}`)),
        el("dd", {class: "value"}, figures[name] === null ? t("shell.unknown") : written(figures[name])),
        el("dd", {class: "where"}, t(`operations.quality.${name}.means`))))),
      el("a", {class: "csv", href: csvOf("data_quality"), download: true,
        "aria-label": t("shell.csv.of", {title: t("operations.quality")})}, t("shell.csv")),
    ],
  });
}
