// When a client used what: a chart of months and products, and the same as a table.

import {label} from "./axes.js";
import {colour} from "./chart.js";
import {figure} from "./figure.js";
import {counted, month, number} from "./format.js";
import {t} from "./words.js";
import {foreign} from "./written.js";

const SMALLEST_PX = 14;
const LARGEST_PX = 34;
const WIDEST_NAME_PX = 170;
const ROW_PX = 44;
const AXIS_PX = 40;

/** Nothing where no use is known. */
export function timeline({uses}) {
  const products = Object.keys(uses);
  if (products.length === 0) {
    return null;
  }
  const months = monthsOf(uses);
  const isCut = Object.values(uses).some(({count, newest}) => count > newest.length);
  return figure({
    id: "timeline",
    title: t("client.timeline"),
    sentence: [
      counted(months.length === 1 ? "client.timeline.says.month" : "client.timeline.says", products.length,
        {from: month(months[0]), to: month(months.at(-1))}),
      isCut && t("client.timeline.cut"),
    ].filter(Boolean).join("; "),
    drawing: months.length > 1 ? {
      option: () => bubbles(uses, products, months), height: products.length * ROW_PX + AXIS_PX,
    } : null,
    data: {
      columns: [
        {title: t("client.month"), cell: one => month(one, "short"), heads: true},
        ...products.map(product => ({
          title: foreign(product), numeric: true, cell: one => told(uses[product], one),
        })),
      ],
      rows: [...months].reverse(),
    },
  });
}

/** Each month from the first use to the last, also those without any. */
function monthsOf(uses) {
  const days = Object.values(uses).flatMap(({newest}) => newest.map(use => use.usage_date)).sort();
  const months = [];
  const last = days.at(-1).slice(0, 7);
  for (let at = new Date(`${days[0].slice(0, 7)}-01T00:00:00Z`); ; at.setUTCMonth(at.getUTCMonth() + 1)) {
    const written = at.toISOString().slice(0, 7);
    months.push(`${written}-01`);
    if (written >= last) {
      return months;
    }
  }
}

function inMonth({newest}, of) {
  return newest.filter(use => use.usage_date.startsWith(of.slice(0, 7))).length;
}

/** How many in a month; where only the newest uses are known, not more is said than they tell. */
function told(excerpt, of) {
  const oldest = excerpt.newest.at(-1).usage_date.slice(0, 7);
  const isCut = excerpt.count > excerpt.newest.length;
  if (isCut && of.slice(0, 7) < oldest) {
    return "…";
  }
  return `${isCut && of.startsWith(oldest) ? "≥\u00a0" : ""}${number(inMonth(excerpt, of))}`;
}

function bubbles(uses, products, months) {
  const points = products.flatMap((product, y) => months.map((of, x) => [x, y, inMonth(uses[product], of)]))
    .filter(([, , n]) => n > 0);
  const most = Math.max(...points.map(([, , n]) => n));
  const namePx = Math.min(WIDEST_NAME_PX, innerWidth / 4);
  const axis = {
    type: "category",
    axisTick: {show: false},
    axisLine: {show: false},
    splitLine: {show: true, lineStyle: {color: colour("line")}},
  };
  return {
    grid: {left: namePx + 16, right: 16, top: 8, bottom: 28},
    xAxis: {...axis, data: months.map(of => month(of, "short")),
      axisLabel: {color: colour("muted"), hideOverlap: true}},
    yAxis: {...axis, data: products.map(product => label(product, 40)), inverse: true,
      axisLabel: {color: colour("text"), width: namePx, overflow: "truncate"}},
    tooltip: {formatter: ({value: [x, y, n]}) => `${label(products[y], 60)}\n${month(months[x])}: ${number(n)}`},
    series: [{
      type: "scatter",
      data: points,
      symbolSize: ([, , n]) => SMALLEST_PX + (LARGEST_PX - SMALLEST_PX) * Math.sqrt((n - 1) / Math.max(most - 1, 1)),
      itemStyle: {color: colour("chart-1"), opacity: 1},
      label: {show: true, formatter: ({value}) => number(value[2]), color: colour("surface"), fontSize: 11},
    }],
  };
}
