// The three numbers that cross-selling starts from: how many clients, how many have little, how many have nothing.

import {el} from "./dom.js";
import {counted, number, percent, quoted} from "./format.js";
import {t} from "./words.js";

export function numbers({publication, segments, ranked}, {segment}) {
  const {clients, clients_without_products: without} = publication;
  const focus = segments.find(row => row.client_segment === segment) ?? (segment ? null : segments[0]);
  return el("section", {class: "numbers", "aria-label": t("segments.numbers")},
    one("number-clients", t("segments.number.clients"), clients, t("segments.number.clients.more"), segment),
    focus && ofSegment(focus, ranked),
    without !== null && one("number-without", t("segments.number.without"), without,
      t("segments.number.without.more", {share: percent(without / Math.max(clients + without, 1))}), segment));
}

function ofSegment(focus, ranked) {
  const share = t("segments.number.segment.more", {share: percent(focus.share)});
  return one("number-segment", t("segments.number.segment", {segment: quoted(focus.client_segment)}), focus.clients,
    [share, lead(focus, ranked)].filter(Boolean).join("; "));
}

function lead(focus, ranked) {
  const first = ranked.find(row => row.client_segment === focus.client_segment);
  const lacking = first ? focus.clients - first.clients : 0;
  return lacking > 0 && t("segments.number.lead", {
    product: quoted(first.product_name),
    clients: counted("shell.to_clients", lacking),
  });
}

function one(id, title, value, more, isOfAll) {
  return el("div", {class: "one", id},
    el("h2", {}, title),
    el("p", {class: "headline"}, number(value), " ",
      el("span", {class: "unit"}, counted("segments.clients.unit", value))),
    el("p", {class: "more"}, more),
    isOfAll && el("p", {class: "more"}, t("segments.number.of_all")));
}
