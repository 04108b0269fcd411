// The card of a client: what the mart says of him, what to offer, why, and where each figure is from.

import {el} from "./dom.js";
import {counted, day, moment, money, number, percent} from "./format.js";
import {linkToOrigin, phrase} from "./phrase.js";
import {addressOf} from "./place.js";
import {reasons} from "./reasons.js";
import {timeline} from "./timeline.js";
import {uses} from "./uses.js";
import {versions} from "./versions.js";
import {t} from "./words.js";
import {foreign} from "./written.js";

const RULE_LETTERS = 12;

export function card(explanation) {
  const {trail} = explanation;
  const said = trail.mart ?? trail.client ?? trail.history.newest[0];
  return [
    el("header", {},
      el("p", {class: "aside"}, t("client.number", {id: trail.id})),
      el("h2", {}, said ? foreign(said.client_name) : t("client.nameless"))),
    reasons(explanation),
    trail.mart ? facts(trail) : outside(trail),
    trail.mart && offer(trail.mart),
    timeline(trail),
    uses(trail),
    versions(trail),
    trail.refresh?.refresh_id && source(trail.refresh),
  ];
}

function facts({mart, client, uses: byProduct}) {
  return el("dl", {class: "facts"},
    fact(t("client.fact.segment"),
      el("a", {href: addressOf("/", {segment: mart.client_segment})}, mart.client_segment)),
    fact(t("client.fact.income"), money(mart.client_revenue), client && linkToOrigin(client)),
    fact(t("client.fact.products"), number(mart.usage_count),
      el("a", {href: "#uses"}, t("client.fact.products.which"))),
    fact(t("client.fact.last"), day(mart.last_product_usage_date), lastUses(mart, byProduct)));
}

/** What staging has of a client who is not in the mart. */
function outside({client, uses: byProduct}) {
  const count = Object.values(byProduct).reduce((sum, {count: n}) => sum + n, 0);
  return el("dl", {class: "facts"},
    fact(t("client.fact.segment"), t("client.outside")),
    client && fact(t("client.fact.income"), money(client.client_revenue), linkToOrigin(client)),
    fact(t("client.fact.uses"), number(count), count > 0 && el("a", {href: "#uses"}, t("client.fact.products.which"))));
}

function lastUses(mart, byProduct) {
  return Object.entries(byProduct)
    .map(([product, {newest}]) => ({product, use: newest[0]}))
    .filter(({use}) => use.usage_date === mart.last_product_usage_date)
    .map(({product, use}) => el("span", {class: "last"}, foreign(product), ": ", linkToOrigin(use)));
}

function fact(name, value, ...where) {
  return el("div", {}, el("dt", {}, name), el("dd", {class: "value"}, value),
    where.flat().filter(Boolean).map(one => el("dd", {class: "where"}, one)));
}

function offer(mart) {
  const isLeft = mart.offer !== null;
  return el("section", {class: ["offer", !isLeft && "none"], "aria-labelledby": "offer"},
    el("h2", {id: "offer"}, t("client.offer")),
    isLeft && el("p", {class: "value"}, foreign(mart.offer)),
    el("p", {}, isLeft
      ? phrase(mart.offer_rank === 1 ? "client.offer.first" : "client.offer.next", {
        rank: number(mart.offer_rank),
        segment: mart.client_segment,
        users: number(mart.offer_used_by),
        clients: counted("shell.of_clients", mart.clients_of_segment),
        share: percent(mart.offer_used_by / mart.clients_of_segment),
      })
      : t("client.offer.none", {segment: mart.client_segment})));
}

function source(refresh) {
  return el("section", {class: "source", "aria-labelledby": "source"},
    el("h2", {id: "source"}, t("client.source")),
    el("p", {}, phrase("client.source.of", {
      refresh: el("a", {href: "/operations#refreshes"}, t("client.source.refresh", {id: refresh.refresh_id})),
      mode: t(`client.source.${refresh.mode}`),
      at: moment(refresh.finished_at),
      rule: el("a", {href: "/operations#rule"}, el("code", {}, refresh.rule_sha256.slice(0, RULE_LETTERS))),
    })));
}
