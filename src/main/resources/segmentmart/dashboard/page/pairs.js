// Which products go together: the strongest pairs in words, and all of them as a matrix.

import {csvOf} from "./api.js";
import {el} from "./dom.js";
import {figure} from "./figure.js";
import {counted, number, quoted} from "./format.js";
import {pairMatrix} from "./pair-matrix.js";
import {csvLink} from "./table.js";
import {t} from "./words.js";

export function pairs({together, answers}, {segment}) {
  const strong = strongest(answers);
  const known = together.length > 0;
  return figure({
    id: "pairs",
    title: t("segments.pairs"),
    sentence: strong.length > 0 ? t("segments.pairs.says") : t("segments.pairs.none"),
    content: [
      strong.length > 0 && el("ol", {class: "strongest"}, strong.map(pair => el("li", {}, inWords(pair)))),
      segment && el("p", {class: "scope"}, t("segments.of_all")),
      known && el("p", {class: "scope"}, t("segments.pairs.hint")),
      known && pairMatrix(together),
      known && csvLink(t("segments.pairs"), csvOf("product_pairs")),
    ].filter(Boolean),
  });
}

/** The pairs that go together beyond chance, as the second hypothesis found them. */
function strongest(answers) {
  return answers.find(answer => answer.hypothesis === 2)?.figures.pairs ?? [];
}

function inWords(pair) {
  return t("segments.pairs.pair", {
    a: quoted(pair.product_a),
    b: quoted(pair.product_b),
    n: Number(pair.lift.toFixed(2)),
    count: number(pair.lift, 2),
    clients: counted("shell.of_clients", pair.clients),
  });
}
