// The view of clients: the search, and the card of the one that is chosen.

import {get} from "./api.js";
import {card} from "./card.js";
import {el, refill} from "./dom.js";
import {onNews} from "./freshness.js";
import {entitle} from "./head.js";
import {Search} from "./search.js";
import {empty, failed, loading} from "./states.js";
import {language, t} from "./words.js";

/** Of a product; as many as the daemon tells. */
const MOST_USES = 1000;

const GREATEST_ID = 2147483647;

/** Kept while the reader goes from client to client, with what was typed and found. */
let kept = null;

export async function show(root, at, signal) {
  if (!kept || !root.contains(kept.element) || kept.language !== language()) {
    kept = frame();
    refill(root, kept.element);
  }
  kept.search.follow(at);
  kept.element.classList.toggle("opened", at.client !== null);
  const {search, client} = kept;
  if (kept.shown !== at.client) {
    kept.shown = at.client;
    entitle(t("shell.clients"));
    refill(client, loading());
  }
  onNews(() => {
    search.renew();
    showClient(client, at, signal);
  }, signal);
  await showClient(client, at, signal);
}

function frame() {
  const search = new Search();
  const client = el("div", {id: "client", class: "client", tabindex: "-1", role: "region",
    "aria-label": t("client.card")});
  const element = el("div", {class: "clients"}, el("h1", {}, t("client.title")), search.element, client);
  return {element, search, client, language: language()};
}

async function showClient(shown, at, signal) {
  if (at.client === null) {
    refill(shown, empty(t("client.choose"), t("client.choose.hint")));
    return;
  }
  if (!(at.client >= 1 && at.client <= GREATEST_ID)) {
    refill(shown, empty(t("client.bad"), t("client.bad.hint")));
    return;
  }
  shown.setAttribute("aria-busy", "true");
  try {
    const explanation = await get(`/api/clients/${at.client}`, {most: MOST_USES}, {signal});
    refill(shown, card(explanation));
    entitle(shown.querySelector("h2").textContent);
  } catch (e) {
    if (!signal.aborted) {
      refill(shown, notShown(e, at, () => showClient(shown, at, signal)));
    }
  } finally {
    if (!signal.aborted) {
      shown.removeAttribute("aria-busy");
    }
  }
}

function notShown(problem, at, retry) {
  switch (problem.status) {
    case 404:
      return empty(t("client.unknown", {id: at.client}), t("client.unknown.hint"));
    case 400:
      return empty(t("client.bad"), t("client.bad.hint"));
    default:
      return failed(problem, retry);
  }
}
