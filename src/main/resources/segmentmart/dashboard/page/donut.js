// The segments and their shares; a click on one has the page show it.

import {csvOf} from "./api.js";
import {isNarrow, label, legend} from "./axes.js";
import {colour, colourOf} from "./chart.js";
import {figure} from "./figure.js";
import {choose} from "./filter.js";
import {counted, money, number, percent, quoted} from "./format.js";
import {t} from "./words.js";

// Appended to a colour.
const FADED = "4d";

export function donut({segments}, {segment, names}) {
  const total = segments.reduce((sum, row) => sum + row.clients, 0);
  const greatest = segments.reduce((most, row) => (row.clients > most.clients ? row : most), segments[0]);
  const told = segments.find(row => row.client_segment === segment) ?? greatest;
  return figure({
    id: "segments",
    title: t("segments.donut"),
    sentence: told && t(segment ? "segments.donut.chosen" : "segments.donut.says", {
      segment: quoted(told.client_segment),
      clients: counted("shell.n_clients", told.clients),
      share: percent(told.share),
    }),
    scope: t("segments.donut.hint"),
    drawing: {
      option: () => drawn(segments, names, segment, total),
      begun: made => made.on("click", ({dataIndex}) => {
        const clicked = segments[dataIndex].client_segment;
        choose(clicked === segment ? null : clicked);
      }),
    },
    data: {columns: columns(), rows: segments, csv: csvOf("segment_summary"),
      marked: row => row.client_segment === segment},
  });
}

function drawn(segments, names, segment, total) {
  const isOut = row => segment !== null && row.client_segment !== segment;
  return {
    legend: {...legend(segments.map(row => row.client_segment)), show: isNarrow()},
    title: {
      text: number(total),
      subtext: counted("segments.clients.unit", total),
      left: "center",
      top: "center",
      itemGap: 2,
      textStyle: {color: colour("text"), fontSize: 24},
      subtextStyle: {color: colour("muted"), fontSize: 13},
    },
    tooltip: {formatter: ({dataIndex}) => {
      const row = segments[dataIndex];
      return `${label(row.client_segment, 40)}\n${counted("shell.n_clients", row.clients)}, ${percent(row.share)}`;
    }},
    series: [{
      type: "pie",
      // What stands at a slice takes less room where the name is in the legend.
      radius: isNarrow() ? ["50%", "73%"] : ["44%", "64%"],
      selectedOffset: 8,
      itemStyle: {borderColor: colour("surface"), borderWidth: 2},
      label: {
        color: colour("text"),
        lineHeight: 16,
        formatter: ({dataIndex}) => said(segments[dataIndex]),
      },
      labelLine: {lineStyle: {color: colour("edge")}, length: 14, length2: 4},
      data: segments.map(row => ({
        name: row.client_segment,
        value: row.clients,
        selected: row.client_segment === segment,
        itemStyle: {color: colourOf(names.indexOf(row.client_segment)) + (isOut(row) ? FADED : "")},
      })),
    }],
  };
}

/** What stands at a slice; the name is in the legend where there is no room for it. */
function said(row) {
  return isNarrow() ? percent(row.share) : `${label(row.client_segment, 16)}\n${percent(row.share)}`;
}

function columns() {
  return [
    {title: t("segments.column.segment"), cell: row => row.client_segment, heads: true},
    {title: t("segments.column.clients"), cell: row => number(row.clients), numeric: true},
    {title: t("segments.column.share"), cell: row => percent(row.share), numeric: true},
    {title: t("segments.column.median_revenue"), cell: row => money(row.median_revenue), numeric: true},
    {title: t("segments.column.mean_revenue"), cell: row => money(row.mean_revenue), numeric: true},
    {title: t("segments.column.median_days"), cell: row => number(row.median_days_since_last_use, 1), numeric: true},
  ];
}
