// Tables, each with its caption and, where there is one, its CSV.

import {el} from "./dom.js";
import {t} from "./words.js";

/**
 * A table.
 *
 * @param {string} caption what it is of
 * @param {{title: string, cell: (row) => (string|Node), numeric?: boolean, heads?: boolean,
 *     shade?: (row) => string}[]} columns; the one that heads a row is its header, for those who hear it; a shade is
 *     the class that colours a cell
 * @param {object[]} rows
 * @param {{csv?: string, hidden?: boolean, marked?: (row) => boolean}} options address of the same rows as CSV; whether
 *     the caption is only heard; which rows stand out
 */
export function table(caption, columns, rows, {csv, hidden = true, marked = () => false} = {}) {
  return el("div", {class: "table"},
    el("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": `${t("shell.table")}: ${caption}`},
      el("table", {},
        el("caption", {class: hidden && "heard"}, caption),
        el("thead", {}, el("tr", {}, columns.map(column =>
          el("th", {scope: "col", class: column.numeric && "number"},
            el("span", {class: "title"}, column.title))))),
        el("tbody", {}, rows.map(row => el("tr", {class: marked(row) && "marked"}, columns.map(column =>
          el(column.heads ? "th" : "td", {
            scope: column.heads && "row",
            class: [column.numeric && "number", column.shade?.(row)],
          }, column.cell(row)))))))),
    csv && csvLink(caption, csv));
}

/** Where what is shown can be had as CSV. */
export function csvLink(title, address) {
  return el("a", {class: "csv", href: address, download: true, "aria-label": t("shell.csv.of", {title})},
    t("shell.csv"));
}
