// How clients moved between segments from one month to a later one.

import {csvOf} from "./api.js";
import {label} from "./axes.js";
import {colour, colourOf} from "./chart.js";
import {el} from "./dom.js";
import {figure} from "./figure.js";
import {counted, month, number, percent, quoted} from "./format.js";
import {heat} from "./heat.js";
import {changed, go} from "./place.js";
import {ways} from "./ways.js";
import {t} from "./words.js";

/**
 * The two months and the basis that the address asks for, else the last two months that are over; null where there are
 * no two. With `active`, the later month is the next one.
 *
 * @returns {{basis: string, from: string, to: string, froms: string[], tos: string[]}|null} months such as 2025-01
 */
export function periodOf(byMonth, query) {
  const basis = query.get("moves") === "active" ? "active" : "ever";
  const all = [...new Set(byMonth.map(row => row.month.slice(0, 7)))].sort();
  const over = [...new Set(byMonth.filter(row => !row.is_partial).map(row => row.month.slice(0, 7)))].sort();
  const tosOf = from => all.filter(to => (basis === "ever" ? to > from : to === nextOf(from)));
  const froms = all.filter(from => tosOf(from).length > 0);
  if (froms.length === 0) {
    return null;
  }
  const pick = (options, asked, usual) => [asked, usual].find(one => options.includes(one)) ?? options.at(-1);
  const from = pick(froms, query.get("from"), over.at(-2));
  const tos = tosOf(from);
  return {basis, from, to: pick(tos, query.get("to"), over.at(-1)), froms, tos};
}

function nextOf(yearMonth) {
  const [year, number] = yearMonth.split("-").map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
}

export function migration({byMonth, moves}, {segment, names, query}) {
  const period = periodOf(byMonth, query);
  const shown = segment
    ? moves.filter(move => move.segment_before === segment || move.segment_after === segment)
    : moves;
  return figure({
    id: "migration",
    title: t("segments.migration"),
    sentence: says(period, shown, segment),
    scope: [
      segment && t("segments.migration.of", {segment: quoted(segment)}),
      period && t(`segments.migration.${period.basis}.hint`),
    ].filter(Boolean).join(" "),
    controls: period ? [controls(period)] : [],
    drawing: shown.length > 0 && {option: () => drawn(shown, names, period.basis)},
    data: shown.length > 0 && {...matrix(shown, moves, names, period.basis), csv: csvOf("segment_migration")},
  });
}

function controls({basis, from, to, froms, tos}) {
  return el("div", {class: "controls"},
    ways("moves", t("segments.way"), basis, {ever: t("segments.ever"), active: t("segments.active")}),
    months("from", t("segments.from"), froms, from),
    months("to", t("segments.to"), tos, to));
}

function months(key, title, options, chosen) {
  return el("label", {}, title, " ",
    el("select", {id: `migration-${key}`, onchange: event => go(changed({[key]: event.target.value}), {replace: true})},
      options.map(one => el("option", {value: one, selected: one === chosen}, month(one)))));
}

function says(period, moves, segment) {
  if (!period) {
    return t("segments.migration.one_month");
  }
  if (moves.length === 0) {
    return t("segments.migration.none", {from: month(period.from), to: month(period.to)});
  }
  const moved = moves.filter(move => move.segment_before !== move.segment_after);
  const main = moved.reduce((most, move) => (move.clients > (most?.clients ?? 0) ? move : most), null);
  return [
    main && t("segments.migration.says", {
      from: sentenceCase(month(period.from)),
      to: month(period.to),
      before: said(main.segment_before, period.basis),
      after: said(main.segment_after, period.basis),
      clients: counted("shell.n_clients", main.clients),
    }),
    stayed(moves.filter(move => (segment ? move.segment_before === segment : move.segment_before !== null))),
  ].filter(Boolean).join(" ");
}

/** How many of those who were in a segment are in it still. */
function stayed(moves) {
  const all = clientsOf(moves);
  const still = clientsOf(moves.filter(move => move.segment_before === move.segment_after));
  return all > 0 && t("segments.migration.stayed", {
    clients: number(still),
    all: number(all),
    share: percent(still / all),
  });
}

function clientsOf(moves) {
  return moves.reduce((sum, move) => sum + move.clients, 0);
}

function sentenceCase(words) {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

function said(segment, basis) {
  return quoted(nameOf(segment, basis));
}

function nameOf(segment, basis) {
  return segment ?? t(`segments.migration.${basis}.nowhere`);
}

/** The segments of one side, those of no segment first. */
function sideOf(moves, side, names) {
  const there = new Set(moves.map(move => move[side]));
  return [null, ...names].filter(name => there.has(name));
}

/** The moves that are shown, as a table; shares and totals are of everybody who was in the segment. */
function matrix(moves, all, names, basis) {
  const befores = sideOf(moves, "segment_before", names);
  const afters = sideOf(moves, "segment_after", names);
  const clients = (before, after) =>
    clientsOf(moves.filter(move => move.segment_before === before && move.segment_after === after));
  const totalOf = before => clientsOf(all.filter(move => move.segment_before === before));
  return {
    rows: befores,
    columns: [
      {title: t("segments.column.before_after"), cell: before => nameOf(before, basis), heads: true},
      ...afters.map(after => ({
        title: nameOf(after, basis),
        cell: before => cell(clients(before, after), totalOf(before)),
        numeric: true,
        shade: before => heat(clients(before, after) / totalOf(before)),
      })),
      {title: t("segments.column.total"), cell: before => number(totalOf(before)), numeric: true},
    ],
  };
}

function cell(clients, total) {
  return clients === 0 ? "—" : [number(clients), el("small", {}, percent(clients / total))];
}

function drawn(moves, names, basis) {
  const node = (side, segment) => `${side} ${names.indexOf(segment)}`;
  const nodes = (side, column) => sideOf(moves, column, names).map(segment => ({
    name: node(side, segment),
    said: label(nameOf(segment, basis), 20),
    itemStyle: {color: segment === null ? colour("chart-6") : colourOf(names.indexOf(segment))},
    label: {position: side === "before" ? "right" : "left"},
    depth: side === "before" ? 0 : 1,
  }));
  return {
    tooltip: {formatter: ({data, value}) => `${data.said}\n${counted("shell.n_clients", value)}`},
    series: [{
      type: "sankey",
      left: 4,
      right: 4,
      top: 8,
      bottom: 8,
      draggable: false,
      nodeWidth: 14,
      nodeGap: 14,
      layoutIterations: 0,
      label: {
        color: colour("text"),
        textBorderColor: colour("surface"),
        textBorderWidth: 3,
        formatter: ({data}) => data.said,
      },
      lineStyle: {color: "source", opacity: 0.35},
      data: [...nodes("before", "segment_before"), ...nodes("after", "segment_after")],
      links: moves.map(move => ({
        source: node("before", move.segment_before),
        target: node("after", move.segment_after),
        value: move.clients,
        said: `${label(nameOf(move.segment_before, basis))} → ${label(nameOf(move.segment_after, basis))}`,
      })),
    }],
  };
}
