// What earlier drops said of a client, and which later one changed it.

import {el} from "./dom.js";
import {money, moment, number} from "./format.js";
import {linkToLoad, linkToOrigin} from "./phrase.js";
import {table} from "./table.js";
import {t} from "./words.js";
import {foreign} from "./written.js";

/** Nothing where there is only one version. */
export function versions({client, history: {count, newest}}) {
  if (count === 0) {
    return null;
  }
  const rows = newest.map((version, at) => ({version, next: at === 0 ? client : newest[at - 1]}));
  return el("section", {class: "versions", "aria-labelledby": "versions"},
    el("h2", {id: "versions"}, t("client.versions")),
    client && el("p", {class: "says"},
      t("client.versions.now"), " ", linkToOrigin(client), ", ", moment(client.loaded_at)),
    table(t("client.versions"), [
      {title: t("client.name"), cell: ({version}) => foreign(version.client_name), heads: true},
      {title: t("client.fact.income"), cell: ({version}) => money(version.client_revenue), numeric: true},
      {title: t("client.origin"), cell: ({version}) => linkToOrigin(version)},
      {title: t("client.versions.by"),
        cell: ({version}) => linkToLoad(version.replaced_by_load_id, version.replaced_by_drop_name)},
      {title: t("client.versions.change"), cell: change},
    ], rows),
    count > newest.length
      && el("p", {class: "aside"}, t("client.uses.cut", {shown: number(newest.length), count: number(count)})));
}

function change({version, next}) {
  if (!next) {
    return t("client.versions.removed");
  }
  return [
    version.client_name !== next.client_name && t("client.versions.renamed", {name: next.client_name}),
    version.client_revenue !== next.client_revenue && t("client.versions.income", {income: money(next.client_revenue)}),
  ].filter(Boolean).join("; ") || t("client.versions.same");
}
