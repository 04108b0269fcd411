// Refreshes of the mart, the newest first, and the wish for one.

import {get, post} from "./api.js";
import {el, refill} from "./dom.js";
import {moment, number, seconds} from "./format.js";
import {pager, Part} from "./part.js";
import {empty} from "./states.js";
import {table} from "./table.js";
import {has, t} from "./words.js";
import {foreign} from "./written.js";

const PAGE = 10;

export function refreshes() {
  const says = el("span", {class: "aside", role: "status"});
  const buttons = [false, true].map(isFull => el("button", {type: "button", onclick: () => refresh(isFull)},
    t(isFull ? "operations.refresh.full" : "operations.refresh.now")));
  const part = new Part({
    id: "refreshes",
    title: t("operations.refreshes"),
    of: ({query}) => ({before: query.get("refreshes_before")}),
    ask: (parameters, signal) => get("/api/refreshes", {...parameters, limit: PAGE}, {signal}),
    draw: ({refreshes: rows, next}, {before}) => [
      rows.length === 0
        ? empty(t("operations.refreshes.none"))
        : table(t("operations.refreshes"), COLUMNS(), rows, {marked: one => one.error !== null}),
      pager("refreshes", "refreshes_before", next, before),
    ],
    controls: [el("div", {class: "ask"}, buttons, says)],
  });

  async function refresh(isFull) {
    buttons.forEach(button => (button.disabled = true));
    says.textContent = t("operations.refresh.asked");
    try {
      const {outcome} = await post("/api/refreshes", {full: isFull || null});
      says.textContent = t(`operations.refresh.${outcome}`);
      part.renew();
    } catch (e) {
      refill(says, e.status === 0 ? t("shell.offline") : el("span", {lang: "en"}, foreign(e.message)));
    } finally {
      buttons.forEach(button => (button.disabled = false));
    }
  }
  return part;
}

const COLUMNS = () => [
  {title: t("operations.load.id"), numeric: true, heads: true, cell: one => number(one.refresh_id)},
  {title: t("operations.load.finished"), cell: one => el("span", {class: "when"}, moment(one.finished_at))},
  {title: t("operations.refresh.trigger"), cell: one => word("operations.trigger", one.trigger)},
  {title: t("operations.refresh.mode"), cell: result},
  {title: t("operations.refresh.segments"), cell: one => segments(one.segments)},
  {title: t("operations.refresh.loads"), numeric: true, cell: one => count(one.loads_included)},
  {title: t("operations.refresh.rows"), numeric: true, cell: one => count(one.rows_written)},
  {title: t("operations.load.seconds"), numeric: true, cell: one => seconds(one.seconds)},
];

function result(one) {
  return one.error === null ? word("operations.mode", one.mode) : el("div", {class: "state-of"},
    el("span", {class: "standing failed"}, el("span", {class: "sign", "aria-hidden": "true"}, "✕"), " ",
      t("operations.refresh.error")),
    el("p", {class: "detail", lang: "en"}, foreign(one.error)));
}

function segments(counts) {
  return counts === null ? "—" : el("ul", {class: "plain"}, Object.entries(counts).map(([segment, clients]) =>
    el("li", {}, foreign(segment), ": ", number(clients))));
}

function count(value) {
  return value === null ? "—" : number(value);
}

function word(room, name) {
  return has(`${room}.${name}`) ? t(`${room}.${name}`) : name;
}
