// One load in full: what it was, what it did to others, what it set aside and how to mend that.

import {csvAt, get} from "./api.js";
import {el} from "./dom.js";
import {bytes, counted, moment, number, seconds} from "./format.js";
import {pager, Part} from "./part.js";
import {linkToLoad, phrase} from "./phrase.js";
import {changed} from "./place.js";
import {rejectTable} from "./rejects.js";
import {standing} from "./standing.js";
import {empty} from "./states.js";
import {t} from "./words.js";
import {foreign} from "./written.js";

const PAGE = 50;

export function load() {
  return new Part({
    id: "load",
    title: t("operations.load"),
    of: ({query}) => ({load: query.get("load"), from: query.get("from")}),
    ask,
    draw,
    controls: [el("a", {href: "/operations", class: "button", onclick: event => {
      // What else the reader chose stays.
      event.currentTarget.href = changed({load: null, from: null});
    }}, t("operations.load.close"))],
  });
}

async function ask({load: id, from}, signal) {
  if (id === null) {
    return null;
  }
  if (!/^\d{1,15}$/.test(id)) {
    return {found: undefined};
  }
  const {loads: [found]} = await get("/api/loads", {load_id: id}, {signal});
  const rejects = found?.records_rejected > 0
    && await get("/api/rejects", {load_id: id, all: true, offset: from, limit: PAGE}, {signal});
  return {found, rejects};
}

function draw(data, {load: id, from}) {
  if (data === null) {
    return [];
  }
  const {found, rejects} = data;
  return found
    ? [el("p", {class: "drop-name"}, foreign(found.drop_name), " ", standing(found)),
      wrong(found), retraction(found), facts(found), rejects && setAside(found, rejects, from)]
    : [empty(t("operations.load.unknown", {id}), t("operations.load.unknown.hint"))];
}

function wrong({error, loaded_since: since}) {
  return error !== null && el("div", {class: ["wrong", since !== null && "mended"]},
    el("p", {lang: "en"}, foreign(error)),
    since !== null && el("p", {}, phrase("operations.load.since", {load: linkToLoad(since)})));
}

function retraction({retracted_at: at, retracted_by: by, retraction_reason: reason}) {
  return at !== null && el("div", {class: "wrong mended"},
    el("p", {}, phrase("operations.load.retracted", {at: moment(at), by: foreign(by), reason: foreign(reason)})));
}

/** What is null or false is left out. */
function facts(load) {
  const told = {
    id: number(load.load_id),
    kind: load.kind && t(`operations.kind.${load.kind}`),
    snapshot: load.is_snapshot && t("operations.load.snapshot.yes"),
    format: load.format
      && [load.format.toUpperCase(), load.encoding, delimiter(load.delimiter)].filter(Boolean).join(", "),
    bytes: bytes(load.bytes),
    started: moment(load.started_at),
    seconds: seconds(load.seconds),
    read: number(load.records_read),
    loaded: number(load.records_loaded),
    rejected: load.records_rejected > 0 && number(load.records_rejected),
    superseded: load.records_superseded > 0 && number(load.records_superseded),
    replaces: load.replaces_load_id && linkToLoad(load.replaces_load_id),
    duplicates: load.duplicate_of_load_id && linkToLoad(load.duplicate_of_load_id),
    corrects: load.corrects_load_id && linkToLoad(load.corrects_load_id),
    ignored: load.ignored_columns.length > 0 && foreign(load.ignored_columns.join(", ")),
    refresh: load.status === "loaded" && (load.refresh_id === null
      ? t("operations.load.not-in-mart")
      : el("a", {href: `${changed({})}#refreshes`}, t("operations.load.refresh.by", {id: load.refresh_id}))),
  };
  return el("dl", {class: "facts"}, Object.entries(told)
    .filter(([, value]) => value)
    .map(([name, value]) => el("div", {},
      el("dt", {}, t(`operations.load.${name}`)), el("dd", {class: "value"}, value))));
}

function delimiter(character) {
  return character && (character === "\t" ? t("operations.tab") : t("operations.delimiter", {character}));
}

function setAside(load, page, from) {
  const parameters = {load_id: load.load_id, all: true};
  return el("div", {class: "set-aside"},
    el("h3", {}, counted("operations.load.set-aside", load.records_rejected)),
    load.open_rejects > 0 && el("p", {},
      el("a", {class: "button", href: `/api/loads/${load.load_id}/rejects`, download: true},
        t("operations.load.correct")),
      " ", t("operations.load.correct.how")),
    rejectTable(t("operations.rejects.of", {id: load.load_id}), page.rejects,
      {csv: csvAt("/api/rejects.csv", parameters), isOfOneLoad: true}),
    pager("load", "from", page.next, from));
}
