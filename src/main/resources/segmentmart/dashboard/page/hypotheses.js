// The three hypotheses, and what the data say to each.

import {csvOf} from "./api.js";
import {el} from "./dom.js";
import {figure} from "./figure.js";
import {counted, number} from "./format.js";
import {csvLink} from "./table.js";
import {has, language, t} from "./words.js";

export function hypotheses({answers}, {segment}) {
  return figure({
    id: "hypotheses",
    title: t("segments.hypotheses"),
    scope: segment && t("segments.of_all"),
    content: answers.length === 0 ? [el("p", {class: "says"}, t("segments.hypotheses.none"))] : [
      el("div", {class: "cards"}, answers.map(card)),
      csvLink(t("segments.hypotheses"), csvOf("hypotheses")),
    ],
  });
}

function card(answer) {
  return el("article", {class: "hypothesis", id: `hypothesis-${answer.hypothesis}`},
    el("h3", {}, t(`segments.hypothesis.${answer.hypothesis}`)),
    el("p", {class: ["verdict", answer.verdict]}, t(`segments.verdict.${answer.verdict}`)),
    answer.figure !== null && el("p", {class: "headline"}, number(answer.figure, 2), " ",
      el("span", {class: "unit"}, measure(answer))),
    el("p", {}, language() === "ru" ? answer.sentence_ru : answer.sentence_en),
    el("p", {class: "more"}, t("segments.hypothesis.n", {clients: counted("shell.n_clients", answer.n)}),
      answer.margin !== null && ` ${t("segments.hypothesis.margin", {margin: number(answer.margin, 2)})}`));
}

function measure(answer) {
  const key = `segments.measure.${answer.hypothesis}`;
  return has(key) ? t(key) : answer.measure;
}
