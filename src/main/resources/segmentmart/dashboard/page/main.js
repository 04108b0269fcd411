// The page: its views, and which of them is shown.

import {Problem} from "./api.js";
import {refill} from "./dom.js";
import {freshness, onNews, retell} from "./freshness.js";
import {head} from "./head.js";
import {onPlace, place} from "./place.js";
import {failed, loading} from "./states.js";
import {language} from "./words.js";

/**
 * Each view: a module with `show(root, place, signal)`, which fills the root. It is called again for each place within
 * the view, with the root as it was left, and for another language; the signal ends with the place.
 */
const VIEWS = {
  segments: {path: "/", load: () => import("./segments.js")},
  clients: {path: "/clients", load: () => import("./client.js")},
  operations: {path: "/operations", load: () => import("./operations.js")},
};

const root = document.getElementById("view");
const line = freshness();
let showing = new AbortController();
let shown = {};

async function show(at) {
  showing.abort();
  showing = new AbortController();
  const {signal} = showing;
  const view = Object.keys(VIEWS).includes(at.view) ? at.view : "segments";
  enter(view);
  root.setAttribute("aria-busy", "true");
  try {
    const module = await VIEWS[view].load().catch(unreachable);
    if (!signal.aborted) {
      await module.show(root, at, signal);
    }
  } catch (e) {
    if (!signal.aborted) {
      refill(root, failed(e, () => show(place())));
      onNews(() => show(place()), signal);
    }
  } finally {
    if (!signal.aborted) {
      root.removeAttribute("aria-busy");
    }
  }
}

/** A module that cannot be had is told as any other answer that does not come. */
function unreachable(e) {
  throw e instanceof TypeError ? new Problem(0, "", "") : e;
}

/** What is there as soon as another view, or language, is asked for; a place within the view leaves all as it is. */
function enter(view) {
  const before = shown;
  shown = {view, language: language()};
  if (before.view === view && before.language === shown.language) {
    return;
  }
  head(Object.entries(VIEWS).map(([key, {path}]) => [key, path]), view, line);
  if (before.language !== shown.language) {
    retell();
  }
  if (before.view !== view) {
    refill(root, loading());
    if (before.view) {
      root.focus({preventScroll: true});
      scrollTo(0, 0);
    }
  }
}

onPlace(show);
show(place());
