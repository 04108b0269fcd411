// The products that clients have, those of most of them first, and what follows for an offer.

import {csvOf} from "./api.js";
import {categoryAxis, isNarrow, label, PLOT, valueAxis} from "./axes.js";
import {colour, colourOf} from "./chart.js";
import {figure} from "./figure.js";
import {counted, number, percent, quoted} from "./format.js";
import {t} from "./words.js";

const MOST_BARS = 12;
const BAR_PX = 30;

export function products({overall, ranked, segments}, {segment, names}) {
  const size = segments.find(row => row.client_segment === segment)?.clients ?? 0;
  const rows = segment
    ? ranked.filter(row => row.client_segment === segment).sort((a, b) => a.segment_rank - b.segment_rank)
    : [...overall].sort((a, b) => b.clients - a.clients || b.uses - a.uses);
  const bars = rows.slice(0, MOST_BARS);
  return figure({
    id: "products",
    title: segment ? t("segments.products.of", {segment: quoted(segment)}) : t("segments.products"),
    sentence: segment ? offer(rows, segment, size) : most(rows),
    scope: [
      t(segment ? "segments.products.order" : "segments.products.all"),
      rows.length > bars.length && t("segments.products.cut", {shown: bars.length, all: rows.length}),
    ].filter(Boolean).join(" "),
    drawing: bars.length > 0 && {
      option: () => drawn(bars, segment ? colourOf(names.indexOf(segment)) : colour("accent")),
      height: bars.length * BAR_PX + 48,
    },
    data: bars.length > 0 && {
      columns: segment ? ofSegment(size) : ofAll(),
      rows,
      csv: segment ? csvOf("segment_products", {segment}) : csvOf("product_usage_frequency"),
    },
  });
}

function most([first]) {
  return !first ? t("segments.products.none") : t("segments.products.says", {
    product: quoted(first.product_name),
    clients: counted("shell.of_clients", first.clients),
  });
}

/** To whom which product: it leads the segment, so it goes to those who lack it, and to the others what comes next. */
function offer([first, second], segment, size) {
  if (!first) {
    return t("segments.offer.none");
  }
  const lacking = size - first.clients;
  return [
    t("segments.offer.leads", {
      product: quoted(first.product_name),
      segment: quoted(segment),
      having: number(first.clients),
      size: number(size),
    }),
    lacking > 0 && t("segments.offer.lacking", {n: lacking, clients: counted("shell.of_clients", lacking)}),
    second ? t("segments.offer.next", {next: quoted(second.product_name)}) : t("segments.offer.nothing"),
  ].filter(Boolean).join(" ");
}

function drawn(bars, fill) {
  return {
    grid: {...PLOT, top: 4, right: 72},
    tooltip: {trigger: "axis", axisPointer: {type: "shadow"}, formatter: ([{dataIndex}]) => {
      const row = bars[dataIndex];
      return [label(row.product_name, 60), counted("shell.n_clients", row.clients),
        `${t("segments.column.uses")}: ${number(row.uses)}`].join("\n");
    }},
    xAxis: valueAxis(value => number(value), {minInterval: 1}),
    yAxis: categoryAxis(bars.map(row => label(row.product_name, 40)), {
      inverse: true,
      axisLabel: {width: isNarrow() ? 116 : 164, overflow: "truncate", color: colour("text"), interval: 0},
    }),
    series: [{
      type: "bar",
      barMaxWidth: 20,
      itemStyle: {color: fill, borderRadius: [0, 3, 3, 0]},
      label: {show: true, position: "right", color: colour("text"), formatter: ({value}) => number(value)},
      data: bars.map(row => row.clients),
    }],
  };
}

function ofSegment(size) {
  return [
    {title: t("segments.column.rank"), cell: row => number(row.segment_rank), numeric: true},
    {title: t("segments.column.product"), cell: row => row.product_name, heads: true},
    {title: t("segments.column.clients"), cell: row => number(row.clients), numeric: true},
    {title: t("segments.column.share_of_segment"), cell: row => percent(row.clients / size), numeric: true},
    {title: t("segments.column.uses"), cell: row => number(row.uses), numeric: true},
  ];
}

function ofAll() {
  return [
    {title: t("segments.column.product"), cell: row => row.product_name, heads: true},
    {title: t("segments.column.clients"), cell: row => number(row.clients), numeric: true},
    {title: t("segments.column.uses"), cell: row => number(row.uses), numeric: true},
    {title: t("segments.column.share_of_uses"), cell: row => percent(row.share), numeric: true},
  ];
}
