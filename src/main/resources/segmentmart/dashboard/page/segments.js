// The view of segments: what the mart says of all clients, or of those of one segment.

import {get} from "./api.js";
import {bands} from "./bands.js";
import {el, refill} from "./dom.js";
import {donut} from "./donut.js";
import {filter} from "./filter.js";
import {counted, percent, quoted} from "./format.js";
import {onNews} from "./freshness.js";
import {hypotheses} from "./hypotheses.js";
import {migration, periodOf} from "./migration.js";
import {months} from "./months.js";
import {numbers} from "./numbers.js";
import {pairs} from "./pairs.js";
import {place} from "./place.js";
import {products} from "./products.js";
import {empty} from "./states.js";
import {t} from "./words.js";

export async function show(root, at, signal) {
  let drawings = 0;
  const draw = async ({query}) => {
    drawings++;
    const drawing = drawings;
    const mart = await read(query, signal);
    // What was asked for before the newest publication must not take the place of that.
    if (!signal.aborted && drawing === drawings) {
      fill(root, mart, query);
    }
  };
  // Where the daemon cannot be asked any more, the freshness line says so, and what was read stays.
  onNews(() => draw(place()).catch(() => {}), signal);
  await draw(at);
}

function fill(root, mart, query) {
  refill(root, mart.segments.length === 0 ? nothingYet(mart) : figures(mart, choice(mart, query)));
}

async function read(query, signal) {
  const ask = (path, parameters) => get(path, parameters, {signal});
  // First: whatever is newer than it is told of as news, and then all is read again.
  const publication = await ask("/api/publication");
  const monthly = ask("/api/months");
  const [segments, overall, ranked, income, byMonth, moves, together, answers] = await Promise.all([
    ask("/api/segments"),
    ask("/api/products"),
    ask("/api/segment-products"),
    ask("/api/revenue-bands"),
    monthly,
    monthly.then(rows => movesOf(periodOf(rows, query), ask)),
    ask("/api/pairs"),
    ask("/api/hypotheses"),
  ]);
  return {publication, segments, overall, ranked, income, byMonth, moves, together, answers};
}

function movesOf(period, ask) {
  return period ? ask("/api/migration", {from: period.from, to: period.to, basis: period.basis}) : [];
}

/**
 * What the reader chose: `segment`, null for all; and `names`, the segments in their order, whose places give them
 * their colours: also those that only months of the past had. `gone` is a segment that was asked for and is none.
 */
function choice({segments, byMonth}, query) {
  const rungs = new Map(byMonth.map(row => [row.client_segment, row.products_from]));
  const rung = name => rungs.get(name) ?? Number.MAX_VALUE;
  const names = [...new Set([...segments, ...byMonth].map(row => row.client_segment))]
    .sort((a, b) => rung(a) - rung(b));
  const asked = query.get("segment");
  const isThere = names.includes(asked);
  return {segment: isThere ? asked : null, gone: isThere ? null : asked, names, query};
}

function figures(mart, chosen) {
  return [
    el("div", {class: "overview"}, el("h1", {}, t("segments.title")),
      chosen.gone && el("p", {class: "gone", role: "status"},
        t("segments.filter.gone", {segment: quoted(chosen.gone)})),
      filter(chosen)),
    leftOut(mart.publication),
    numbers(mart, chosen),
    donut(mart, chosen),
    products(mart, chosen),
    bands(mart, chosen),
    months(mart, chosen),
    migration(mart, chosen),
    pairs(mart, chosen),
    hypotheses(mart, chosen),
  ];
}

/** What to know before trusting a figure. */
function leftOut({uses, orphan_uses: orphans}) {
  return orphans > 0 && el("p", {id: "left-out", class: "left-out"},
    t("segments.left_out", {uses: counted("segments.uses", orphans), share: percent(orphans / uses)}), " ",
    el("a", {href: "/operations#quality"}, t("segments.left_out.see")));
}

/** Before the first publication, or where nobody whom the mart knows has used anything. */
function nothingYet(mart) {
  return [
    el("h1", {}, t("segments.title")),
    mart.publication.publication_id !== null && numbers(mart, {segment: null}),
    empty(t("segments.none"),
      t("segments.none.why"),
      el("ul", {class: "steps"},
        el("li", {}, t("segments.none.drop"), " ", el("a", {href: "/operations"}, t("shell.operations"))),
        el("li", {}, t("segments.none.demo"), " ", el("code", {}, "segment-mart demo"))),
      t("segments.none.then")),
  ];
}
