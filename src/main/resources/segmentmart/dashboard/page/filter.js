// Which segment the page is of. The address keeps it.

import {el} from "./dom.js";
import {short} from "./format.js";
import {changed, go} from "./place.js";
import {radio} from "./ways.js";
import {t} from "./words.js";

/** Has the page show one segment; null for all. */
export function choose(segment) {
  go(changed({segment}));
}

export function filter({segment, names}) {
  const option = (key, label, value) =>
    radio({id: `segment-${key}`, group: "segment", label, checked: value === segment, pick: () => choose(value)});
  return el("fieldset", {class: "options", id: "filter"},
    el("legend", {class: "heard"}, t("segments.filter")),
    option("all", t("segments.all"), null),
    names.map((name, place) => option(place, short(name), name)));
}
