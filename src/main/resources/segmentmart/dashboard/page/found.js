// A client in the list of those found, with what was sought marked in the name.

import {el} from "./dom.js";
import {money, number} from "./format.js";
import {t} from "./words.js";
import {seen} from "./written.js";

const folded = text => text.toLowerCase().replaceAll("ё", "е");

/** The name, in which the beginnings of words that were sought are marked. */
export function marked(name, search) {
  const sought = folded(search).split(/[\s-]+/).filter(Boolean).sort((a, b) => b.length - a.length);
  return el("bdi", {}, seen(name).split(/([\s-]+)/).map(word => {
    const length = sought.find(beginning => folded(word).startsWith(beginning))?.length ?? 0;
    return [length > 0 && el("mark", {}, word.slice(0, length)), word.slice(length)];
  }));
}

/** The id of the option of a client. */
export function optionId(client) {
  return `client-${client.client_id}`;
}

export function option(client, {search, isOpen}) {
  return el("li", {id: optionId(client), role: "option", "aria-selected": "false", class: isOpen && "open"},
    el("span", {class: "client-name"}, marked(client.client_name, search)),
    el("span", {class: "income"}, money(client.client_revenue)),
    el("span", {class: "aside"},
      t("client.number", {id: client.client_id}), " · ", client.client_segment ?? t("client.outside")),
    client.usage_count !== null
      && el("span", {class: "aside products"}, t("client.products", {products: number(client.usage_count)})));
}
