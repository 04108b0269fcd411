// The segments month by month.

import {csvOf} from "./api.js";
import {categoryAxis, label, legend, PLOT, valueAxis} from "./axes.js";
import {colourOf} from "./chart.js";
import {figure} from "./figure.js";
import {counted, day, lastDayOf, month, number, quoted} from "./format.js";
import {grouped} from "./grouped.js";
import {ways} from "./ways.js";
import {t} from "./words.js";

const COUNTED = {ever: "clients_ever", active: "clients_active"};

export function months({byMonth}, {segment, names, query}) {
  const way = query.get("dynamics") === "active" ? "active" : "ever";
  const shown = segment ? [segment] : names.filter(name => byMonth.some(row => row.client_segment === name));
  const points = grouped(byMonth, row => row.month).map(rows => gathered(rows, shown, COUNTED[way]));
  return figure({
    id: "months",
    title: t("segments.months"),
    sentence: points.length > 0 ? says(points, segment, way) : t("segments.months.none"),
    scope: t(`segments.months.${way}.hint`),
    controls: [ways("dynamics", t("segments.way"), way, {ever: t("segments.ever"), active: t("segments.active")})],
    drawing: points.length > 1 && {option: () => drawn(points, shown, names)},
    data: points.length > 0 && {
      columns: columns(shown),
      rows: [...points].reverse(),
      csv: csvOf("segment_months", {segment}),
    },
  });
}

/** One month, with the clients of each segment by its name. */
function gathered(rows, shown, column) {
  const clients = new Map(rows.map(row => [row.client_segment, row[column]]));
  const clientsOf = name => clients.get(name) ?? 0;
  return {
    month: rows[0].month,
    isPartial: rows[0].is_partial,
    clientsOf,
    total: shown.reduce((sum, name) => sum + clientsOf(name), 0),
  };
}

function says(points, segment, way) {
  const whole = points.filter(point => !point.isPartial);
  const [before, last] = [whole.at(-2), whole.at(-1)];
  const now = last && t(`segments.months.${way}`, {
    month: month(last.month),
    day: day(lastDayOf(last.month)),
    clients: counted("shell.n_clients", last.total),
    whom: segment ? t("segments.months.of", {segment: quoted(segment)}) : t("segments.months.of_all"),
  });
  const more = before && last.total - before.total;
  const change = before && t(moved(more), {clients: counted("shell.n_clients", Math.abs(more))});
  const open = points.find(point => point.isPartial);
  const partial = open && t("segments.months.partial", {month: month(open.month)});
  return [now && (change ? `${now}${change}.` : `${now}.`), partial].filter(Boolean).join(" ");
}

function moved(difference) {
  return difference > 0 ? "segments.months.more" : difference < 0 ? "segments.months.less" : "segments.months.same";
}

function drawn(points, shown, names) {
  return {
    grid: PLOT,
    legend: legend(shown),
    tooltip: {trigger: "axis", formatter: ([{dataIndex}]) => [title(points[dataIndex]),
      ...shown.map(name => `${label(name, 40)}: ${number(points[dataIndex].clientsOf(name))}`)].join("\n")},
    xAxis: categoryAxis(points.map(point => month(point.month, "short"))),
    yAxis: valueAxis(value => number(value), {minInterval: 1}),
    series: shown.flatMap(name => [line(points, name, colourOf(names.indexOf(name))),
      dashes(points, name, colourOf(names.indexOf(name)))]),
  };
}

function line(points, name, color) {
  return {
    name,
    type: "line",
    symbol: "circle",
    symbolSize: 7,
    itemStyle: {color},
    lineStyle: {width: 2.5},
    data: points.map(point => (point.isPartial ? null : point.clientsOf(name))),
  };
}

/** The way to a month that is not over, from the last that is. */
function dashes(points, name, color) {
  return {
    type: "line",
    symbolSize: 7,
    itemStyle: {color},
    lineStyle: {width: 2, type: "dashed"},
    data: points.map((point, i) => (point.isPartial || points[i + 1]?.isPartial
      ? {value: point.clientsOf(name), symbol: point.isPartial ? "emptyCircle" : "none"}
      : null)),
  };
}

function title(point) {
  return point.isPartial ? t("segments.months.open", {month: month(point.month)}) : month(point.month);
}

function columns(shown) {
  return [
    {title: t("segments.column.month"), cell: title, heads: true},
    ...shown.map(name => ({title: name, cell: row => number(row.clientsOf(name)), numeric: true})),
    shown.length > 1 && {title: t("segments.column.total"), cell: row => number(row.total), numeric: true},
  ].filter(Boolean);
}
