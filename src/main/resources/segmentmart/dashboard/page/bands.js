// Tenths of the clients by income, and how the segments share in each.

import {csvOf} from "./api.js";
import {categoryAxis, label, legend, PLOT, valueAxis} from "./axes.js";
import {colourOf} from "./chart.js";
import {figure} from "./figure.js";
import {money, number, percent, quoted} from "./format.js";
import {grouped} from "./grouped.js";
import {t} from "./words.js";

export function bands({income}, {segment, names}) {
  const tenths = grouped(income, row => row.band).map(gathered);
  const shown = segment ? [segment] : names.filter(name => income.some(row => row.client_segment === name));
  return figure({
    id: "bands",
    title: t("segments.bands"),
    sentence: tenths.length > 1 ? says(tenths, segment ?? shown[0]) : t("segments.bands.none"),
    scope: t("segments.bands.hint"),
    drawing: tenths.length > 1 && {option: () => drawn(tenths, shown, names, !segment)},
    data: tenths.length > 0 && {columns: columns(shown), rows: tenths, csv: csvOf("revenue_bands", {segment})},
  });
}

/** One tenth, with the share of each segment by its name. */
function gathered(rows) {
  const shares = new Map(rows.map(row => [row.client_segment, row.segment_share]));
  return {...rows[0], shareOf: name => shares.get(name) ?? 0};
}

function says(tenths, name) {
  const [lowest, highest] = [tenths[0], tenths.at(-1)];
  return t("segments.bands.says", {
    segment: quoted(name),
    low: percent(lowest.shareOf(name)),
    high: percent(highest.shareOf(name)),
  });
}

function rangeOf(tenth) {
  return `${number(tenth.revenue_from)} – ${money(tenth.revenue_to)}`;
}

function drawn(tenths, shown, names, isWhole) {
  return {
    grid: PLOT,
    legend: legend(shown),
    tooltip: {trigger: "axis", axisPointer: {type: "shadow"}, formatter: ([{dataIndex}]) => {
      const tenth = tenths[dataIndex];
      return [t("segments.bands.tenth", {band: tenth.band, range: rangeOf(tenth)}),
        ...shown.map(name => `${label(name, 40)}: ${percent(tenth.shareOf(name))}`)].join("\n");
    }},
    xAxis: categoryAxis(tenths.map(tenth => number(tenth.band))),
    yAxis: valueAxis(value => percent(value, 0), isWhole ? {max: 1} : {}),
    series: shown.map(name => ({
      name,
      type: "bar",
      stack: "whole",
      barMaxWidth: 40,
      itemStyle: {color: colourOf(names.indexOf(name))},
      data: tenths.map(tenth => tenth.shareOf(name)),
    })),
  };
}

function columns(shown) {
  return [
    {title: t("segments.column.band"), cell: row => number(row.band), heads: true},
    {title: t("segments.column.income"), cell: rangeOf, numeric: true},
    {title: t("segments.column.clients"), cell: row => number(row.clients), numeric: true},
    {title: t("segments.column.products"), cell: row => number(row.mean_usage_count, 2), numeric: true},
    ...shown.map(name => ({title: name, cell: row => percent(row.shareOf(name)), numeric: true})),
  ];
}
