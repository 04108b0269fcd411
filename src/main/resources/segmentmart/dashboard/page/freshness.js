// How fresh the figures are: a line under the head, kept up while the page is looked at.

import {get} from "./api.js";
import {el} from "./dom.js";
import {ago, counted, day, short} from "./format.js";
import {addressOf} from "./place.js";
import {t} from "./words.js";

const POLL_MS = 5_000;
const MINUTE_MS = 60_000;

const line = el("p", {id: "freshness", class: "freshness", role: "status", "aria-atomic": "false"});
const listeners = new Set();
let publication = null;
let problem = null;
let timer;

/** The line; it is filled as soon as the daemon has answered. */
export function freshness() {
  poll();
  document.addEventListener("visibilitychange", poll);
  return line;
}

/**
 * Has a listener told, until the signal ends, when the figures that are shown may be old: another publication is out,
 * or the daemon answers again after it did not. It is given what /api/publication says.
 *
 * @param {(publication: object) => void} listener
 * @param {AbortSignal} signal such as the one that a view is shown with
 */
export function onNews(listener, signal) {
  listeners.add(listener);
  signal.addEventListener("abort", () => listeners.delete(listener));
}

async function poll() {
  clearTimeout(timer);
  if (document.hidden) {
    return;
  }
  const before = {publication, problem};
  try {
    publication = await get("/api/publication");
    problem = null;
  } catch (e) {
    problem = e;
  }
  retell();
  const isNews = before.publication && before.publication.publication_id !== publication.publication_id;
  if (!problem && (before.problem || isNews)) {
    [...listeners].forEach(listener => listener(publication));
  }
  clearTimeout(timer);
  timer = setTimeout(poll, POLL_MS);
}

/** Says it again, in the language of now. What has not changed is left in place, so that nobody hears it twice. */
export function retell() {
  const parts = [problem && away(problem), ...(publication ? told(publication) : [])].filter(Boolean);
  const kept = new Map([...line.children].map(part => [part.dataset.part, part]));
  parts.forEach((part, place) => {
    const old = kept.get(part.dataset.part);
    kept.delete(part.dataset.part);
    if (!old) {
      line.insertBefore(part, line.children[place] ?? null);
    } else if (saidIn(old) !== saidIn(part)) {
      old.replaceWith(part);
    } else if (old.textContent !== part.textContent) {
      old.querySelector("time").replaceWith(part.querySelector("time"));
    }
  });
  kept.forEach(part => part.remove());
}

/** What a part says but for how long ago it was, which goes on by itself. */
function saidIn(part) {
  const copy = part.cloneNode(true);
  copy.querySelectorAll("time").forEach(time => time.remove());
  return `${copy.textContent} ${copy.querySelector("a")?.href}`;
}

function away(e) {
  const words = e.status === 0 ? t("shell.fresh.offline") : e.status === 503 ? t("shell.fresh.database") : e.message;
  return part("away", "failure", words);
}

function told(now) {
  const published = now.publication_id !== null;
  return [
    now.refresh_error && part("refused", "failure", t("shell.fresh.refused", {reason: now.refresh_error})),
    now.loads_not_in_mart > 0 && part("behind", "warning", counted("shell.fresh.behind", now.loads_not_in_mart), " ",
      since(new Date(new Date(now.now) - now.seconds_behind * 1000), now.now)),
    !published && part("never", null, t("shell.fresh.never")),
    published && now.as_of_date && part("as-of", null, t("shell.fresh.as_of", {day: day(now.as_of_date)})),
    now.last_drop && part("drop", null, `${t("shell.fresh.drop")} `,
      el("a", {href: addressOf("/operations", {load: now.last_drop.load_id})},
        el("bdi", {}, short(now.last_drop.drop_name))),
      now.last_drop.status === "loaded" ? ", " : ` (${t(`shell.fresh.${now.last_drop.status}`)}), `,
      since(now.last_drop.finished_at, now.now)),
    published && part("refresh", null, `${t("shell.fresh.refresh")} `, since(now.published_at, now.now)),
  ];
}

function part(name, kind, ...children) {
  return el("span", {"data-part": name, class: kind}, children, " ");
}

function since(moment, now) {
  const isFresh = new Date(now) - new Date(moment) < MINUTE_MS;
  return el("time", {datetime: new Date(moment).toISOString(), "aria-live": "off"},
    isFresh ? t("shell.fresh.just_now") : ago(moment, now));
}
