// Records that were set aside: how many for which reason, and each with its line, what it holds and why it is bad.

import {csvAt, get} from "./api.js";
import {el} from "./dom.js";
import {number} from "./format.js";
import {choice, pager, Part} from "./part.js";
import {linkToLoad} from "./phrase.js";
import {changed} from "./place.js";
import {empty} from "./states.js";
import {table} from "./table.js";
import {has, t} from "./words.js";
import {written} from "./written.js";

const PAGE = 20;

export function rejects() {
  return new Part({
    id: "rejects",
    title: t("operations.rejects"),
    of: ({query}) => ({isAll: query.get("rejects") === "all", offset: query.get("offset")}),
    ask: ({isAll, offset}, signal) => get("/api/rejects", {all: isAll || null, offset, limit: PAGE}, {signal}),
    draw: ({codes, rejects: rows, next}, {isAll, offset}) => [
      choice(t("operations.rejects.which"), [false, true].map(all => ({
        text: t(`operations.rejects.which.${all ? "all" : "open"}`),
        href: `${changed({rejects: all ? "all" : null, offset: null})}#rejects`,
        isCurrent: all === isAll,
      }))),
      rows.length === 0
        ? empty(t(isAll ? "operations.rejects.none.all" : "operations.rejects.none"))
        : [byCode(codes), rejectTable(t("operations.rejects"), rows,
          {csv: csvAt("/api/rejects.csv", {all: isAll || null})})],
      pager("rejects", "offset", next, offset),
    ],
  });
}

function byCode(codes) {
  return el("ul", {class: "codes"}, codes.map(({code, records}) =>
    el("li", {}, el("strong", {}, number(records)), " ", reason(code) ?? code)));
}

/** The reason in the language of the page, null for a code that it has no words for. */
function reason(code) {
  return has(`operations.code.${code}`) ? t(`operations.code.${code}`) : null;
}

/** Rejects as a table, with the load of each unless they are all of one. */
export function rejectTable(caption, rows, {csv, isOfOneLoad = false}) {
  return table(caption, [
    !isOfOneLoad && {title: t("operations.load.drop"), cell: drop},
    {title: t("operations.rejects.line"), numeric: true, heads: true, cell: reject => number(reject.line_no)},
    {title: t("operations.rejects.why"), cell: why},
    {title: t("operations.rejects.field"), cell: reject => el("span", {class: "field"}, reject.field ?? "—")},
    {title: t("operations.rejects.raw"), cell: reject => el("div", {class: "raw"}, written(reject.raw))},
    {title: t("operations.rejects.state"), cell: state},
  ].filter(Boolean), rows, {csv});
}

function drop(reject) {
  return el("span", {class: "file"}, linkToLoad(reject.load_id, reject.drop_name));
}

function why({code, message}) {
  const words = reason(code);
  return el("div", {class: "raw"}, words && el("p", {}, words),
    el("p", {class: words && "aside", lang: "en"}, written(message)));
}

function state(reject) {
  return el("div", {}, t(`operations.rejects.${reject.state}`),
    reject.resolved_by_load_id !== null
      && [": ", linkToLoad(reject.resolved_by_load_id, reject.resolved_by_drop_name)]);
}
