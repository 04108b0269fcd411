// The ledger: each attempt to load a drop, the newest first.

import {csvAt, get} from "./api.js";
import {counted, moment, number, seconds} from "./format.js";
import {el} from "./dom.js";
import {choice, pager, Part} from "./part.js";
import {changed} from "./place.js";
import {standing, standingOf} from "./standing.js";
import {empty} from "./states.js";
import {table} from "./table.js";
import {t} from "./words.js";
import {foreign} from "./written.js";

const PAGE = 20;
const STATUSES = [null, "loaded", "duplicate", "failed"];

export function loads() {
  return new Part({
    id: "loads",
    title: t("operations.loads"),
    of: ({query}) => ({status: query.get("status"), before: query.get("before")}),
    ask: (parameters, signal) => get("/api/loads", {...parameters, limit: PAGE}, {signal}),
    draw: ({loads: rows, next}, {status, before}) => [
      choice(t("operations.loads.which"), STATUSES.map(one => ({
        text: t(`operations.loads.${one ?? "all"}`),
        href: `${changed({status: one, before: null})}#loads`,
        isCurrent: one === status,
      }))),
      rows.length === 0
        ? status === null
          ? empty(t("operations.loads.none"), t("operations.loads.none.hint"))
          : empty(t("operations.loads.none.such"))
        : table(t("operations.loads"), COLUMNS(), rows, {
            csv: csvAt("/api/loads.csv", {status}),
            marked: load => standingOf(load) === "failed",
          }),
      pager("loads", "before", next, before),
    ],
  });
}

const COLUMNS = () => [
  {title: t("operations.load.id"), numeric: true, cell: load => number(load.load_id)},
  {title: t("operations.load.drop"), heads: true,
    cell: load => el("a", {class: "file", href: changed({load: load.load_id, from: null})}, foreign(load.drop_name))},
  {title: t("operations.load.status"), cell: state},
  {title: t("operations.load.finished"), cell: load => el("span", {class: "when"}, moment(load.finished_at))},
  {title: t("operations.load.read"), numeric: true, cell: load => number(load.records_read)},
  {title: t("operations.load.loaded"), numeric: true, cell: load => number(load.records_loaded)},
  {title: t("operations.load.rejected"), numeric: true, cell: load => number(load.records_rejected)},
  {title: t("operations.load.seconds"), numeric: true, cell: load => seconds(load.seconds)},
];

function state(load) {
  return el("div", {class: "state-of"}, standing(load),
    standingOf(load) === "failed" && el("p", {class: "detail", lang: "en"}, foreign(load.error)),
    load.open_rejects > 0 && el("p", {class: "aside"},
      counted("operations.load.open", load.open_rejects)),
    load.status === "loaded" && load.refresh_id === null
      && el("p", {class: "aside"}, t("operations.load.not-in-mart")));
}
