// Products by products: how many times as often as by chance clients have both. What a cell says in full stands below
// the matrix for the one that is pointed at, or that the arrow keys have come to.

import {el} from "./dom.js";
import {counted, number, percent, quoted} from "./format.js";
import {liftHeat} from "./heat.js";
import {t} from "./words.js";

const STEPS = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]};

export function pairMatrix(together) {
  const products = byClients(together);
  const pairOf = new Map(together.map(pair => [key(pair.product_a, pair.product_b), pair]));
  const detail = el("p", {class: "pair-detail", "aria-live": "polite"}, t("segments.pairs.choose"));
  const cells = products.map((a, row) => products.map((b, column) => cell(pairOf.get(key(a, b)), row, column)));
  const tell = (row, column) => {
    detail.textContent = row === column
      ? t("segments.pairs.itself")
      : inFull(products[row], products[column], pairOf.get(key(products[row], products[column])));
  };
  return [
    el("div", {id: "pair-matrix", class: "scroll matrix"}, grid(products, cells, tell)),
    detail,
  ];
}

const key = (a, b) => JSON.stringify([a, b]);

function byClients(together) {
  const clients = new Map(together.map(pair => [pair.product_a, pair.clients_a]));
  return [...clients.keys()].sort((a, b) => clients.get(b) - clients.get(a) || (a < b ? -1 : 1));
}

function grid(products, cells, tell) {
  const at = event => {
    const {row, column} = event.target.closest("td")?.dataset ?? {};
    return row && [Number(row), Number(column)];
  };
  return el("table", {
    role: "grid",
    onmouseover: event => at(event) && tell(...at(event)),
    onfocusin: event => at(event) && tell(...at(event)),
    onclick: event => at(event) && stay(cells, ...at(event)),
    onkeydown: event => at(event) && walk(event, cells, ...at(event)),
  },
  el("caption", {class: "heard"}, t("segments.pairs.matrix")),
  el("thead", {}, el("tr", {},
    el("th", {scope: "col"}, t("segments.column.product")),
    products.map((product, place) => el("th", {scope: "col", title: product},
      number(place + 1), el("span", {class: "heard"}, ` ${product}`))))),
  el("tbody", {}, products.map((product, place) => el("tr", {},
    el("th", {scope: "row", title: product},
      el("span", {class: "cut"}, `${number(place + 1)}. `, el("bdi", {}, product))),
    cells[place]))));
}

function cell(pair, row, column) {
  const isSelf = row === column;
  const isFew = !isSelf && (!pair || pair.is_too_few);
  const lift = number(pair?.lift ?? 0, 1);
  return el("td", {
    id: `pair-${row}-${column}`,
    tabindex: row === 0 && column === 1 ? "0" : "-1",
    "data-row": row,
    "data-column": column,
    class: ["number", isSelf ? "self" : isFew ? "few" : liftHeat(pair.lift)],
  }, isSelf ? "—" : isFew ? `(${lift})` : lift);
}

/** Arrows go from cell to cell, Home and End to those at the ends of the row. */
function walk(event, cells, row, column) {
  const [down, right] = STEPS[event.key] ?? [0, {Home: -cells.length, End: cells.length}[event.key]];
  if (right === undefined) {
    return;
  }
  event.preventDefault();
  const within = place => Math.max(0, Math.min(cells.length - 1, place));
  stay(cells, within(row + down), within(column + right));
}

function stay(cells, row, column) {
  cells.flat().forEach(one => {
    one.tabIndex = -1;
  });
  cells[row][column].tabIndex = 0;
  cells[row][column].focus();
}

function inFull(a, b, pair) {
  if (!pair || pair.clients === 0) {
    return t("segments.pairs.nobody", {a: quoted(a), b: quoted(b)});
  }
  const full = t("segments.pairs.full", {
    a: quoted(a),
    b: quoted(b),
    n: pair.clients,
    clients: counted("shell.of_clients", pair.clients),
    having: number(pair.clients_a),
    share: percent(pair.probability_b_given_a),
    lift: number(pair.lift, 2),
  });
  return pair.is_too_few ? `${full} ${t("segments.pairs.few")}` : full;
}
