// A figure: a heading, a sentence that says what is to be seen, a chart, and the same as a table beside it.

import {chart} from "./chart.js";
import {el} from "./dom.js";
import {table} from "./table.js";

/**
 * A figure.
 *
 * @param {string} id of its section, for links and tests
 * @param {string} title
 * @param {string} sentence what it says; also the text alternative of the chart
 * @param {string} scope what else to know before reading it, such as whom it is of
 * @param {{option: () => object, begun?: (chart) => void, height?: number}|null} drawing the chart, and its height in
 *     pixels where the usual one does not do; null for a table alone
 * @param {{columns: object[], rows: object[], csv?: string, marked?: (row) => boolean}|null} data the table
 * @param {Node[]} controls what it is chosen by
 * @param {Node[]} content what is shown where it is neither chart nor table
 */
export function figure({id, title, sentence, scope, drawing = null, data = null, controls = [], content = []}) {
  return el("section", {id, class: ["figure", drawing && "drawn"], "aria-labelledby": `${id}-title`},
    el("header", {}, el("h2", {id: `${id}-title`}, title), controls),
    sentence && el("p", {class: "says"}, sentence),
    scope && el("p", {class: "scope"}, scope),
    (drawing || data) && el("div", {class: "both"},
      drawing && chart(sentence || title, drawing.option, drawing.begun, drawing),
      data && table(title, data.columns, data.rows, data)),
    content);
}
