// Why a client is not in the mart, or why his figures there are behind, in the language of the page.

import {el} from "./dom.js";
import {number} from "./format.js";
import {linkToLoad, linkToOrigin, phrase} from "./phrase.js";
import {t} from "./words.js";
import {foreign} from "./written.js";

/** What each cause is told with: values of its words, and what the daemon alone can say, in English. */
const TOLD = {
  ORPHAN: trail => ({values: {n: allUses(trail), count: number(allUses(trail))}}),
  REMOVED: ({history: {newest: [last]}}) => ({values: {
    by: linkToLoad(last.replaced_by_load_id, last.replaced_by_drop_name),
    from: linkToLoad(last.load_id, last.drop_name),
  }}),
  NO_USES: () => ({}),
  BEHIND: ({waiting}) => ({values: {
    n: waiting.length,
    loads: el("span", {}, waiting.flatMap((load, at) => [at > 0 && ", ", linkToLoad(load.load_id, load.drop_name)])),
  }}),
  REFRESH_FAILED: ({refresh}) => ({detail: refresh.error}),
  RULE: () => ({values: {rule: el("a", {href: "/operations#rule"}, t("client.why.rule"))}}),
};

/** Nothing where there is nothing to explain. */
export function reasons({trail, reasons: found}) {
  const rejects = [...trail.rejects];
  return found.length > 0
    && el("section", {class: "why", "aria-labelledby": "why"},
      el("h2", {id: "why"}, t(trail.mart ? "client.why.behind" : "client.why.outside")),
      el("ul", {}, found.map(reason => el("li", {}, reason.cause === "REJECT"
        ? rejected(rejects.shift(), reason)
        : told(reason, TOLD[reason.cause]?.(trail))))));
}

function told({cause, sentence}, known) {
  return known
    ? [el("p", {}, phrase(`client.why.${cause}`, known.values)), known.detail && detail(known.detail)]
    : detail(sentence);
}

/** The reasons of rejects come in the order of the rejects. */
function rejected(reject, {sentence}) {
  return reject
    ? [el("p", {}, phrase("client.why.REJECT", {where: linkToOrigin(reject)})), detail(reject.message)]
    : detail(sentence);
}

function detail(text) {
  return el("p", {class: "detail", lang: "en"}, foreign(text));
}

function allUses(trail) {
  return Object.values(trail.uses).reduce((sum, {count}) => sum + count, 0);
}
