// The uses of a client by product, each down to its drop and line.

import {el} from "./dom.js";
import {counted, day, moment, number} from "./format.js";
import {linkToOrigin} from "./phrase.js";
import {changed} from "./place.js";
import {table} from "./table.js";
import {t} from "./words.js";
import {foreign} from "./written.js";

/** The most that can be asked for. */
const MOST = 1000;

const COLUMNS = () => [
  {title: t("client.uses.date"), cell: use => day(use.usage_date), heads: true},
  {title: t("client.origin"), cell: linkToOrigin},
  {title: t("client.loaded"), cell: use => moment(use.loaded_at)},
];

/** Nothing where no use is known. */
export function uses({uses: byProduct}) {
  const products = Object.entries(byProduct);
  return products.length > 0
    && el("section", {id: "uses", class: "uses", "aria-labelledby": "uses-title"},
      el("h2", {id: "uses-title"}, t("client.uses")),
      products.map(([product, excerpt]) => ofProduct(product, excerpt)));
}

function ofProduct(product, {count, newest}) {
  return el("details", {},
    el("summary", {},
      el("span", {class: "product"}, foreign(product)),
      el("span", {class: "aside"},
        counted("client.uses.count", count, {last: day(newest[0].usage_date)}))),
    table(product, COLUMNS(), newest),
    count > newest.length && el("p", {class: "aside"},
      t("client.uses.cut", {shown: number(newest.length), count: number(count)}), " ",
      newest.length < MOST && el("a", {href: changed({most: MOST})}, t("client.uses.more", {most: number(MOST)}))));
}
