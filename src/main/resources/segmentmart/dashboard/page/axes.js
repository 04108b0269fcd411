// How charts of the page look: axes, legend, names.

import {colour} from "./chart.js";
import {short} from "./format.js";

/** A name out of data as ECharts may draw it: on one line, cut, and without what it would take for markup. */
export function label(name, length = 24) {
  return short(name.replace(/\s+/g, " "), length).replaceAll("{", "{\u2060");
}

/** Whether there is as little room as on a phone. */
export function isNarrow() {
  return matchMedia("(max-width: 40rem)").matches;
}

export const PLOT = {left: 16, right: 16, top: 36, bottom: 8, containLabel: true};

export function categoryAxis(names, more = {}) {
  return {
    type: "category",
    data: names,
    axisTick: {show: false},
    axisLine: {lineStyle: {color: colour("edge")}},
    ...more,
    axisLabel: {color: colour("muted"), hideOverlap: true, ...more.axisLabel},
  };
}

export function valueAxis(formatter, more = {}) {
  return {
    type: "value",
    splitLine: {lineStyle: {color: colour("line")}},
    ...more,
    axisLabel: {color: colour("muted"), formatter, hideOverlap: true, ...more.axisLabel},
  };
}

/** What the colours mean; it is only read, the filter of the page chooses. */
export function legend(names) {
  return {
    data: names,
    type: "scroll",
    left: 0,
    top: 0,
    icon: "roundRect",
    itemWidth: 12,
    itemHeight: 12,
    selectedMode: false,
    formatter: name => label(name),
    textStyle: {color: colour("text")},
    pageTextStyle: {color: colour("text")},
  };
}
