// The view of operations: what comes in, what became of it, and what the mart is made by.

import {get} from "./api.js";
import {el, refill} from "./dom.js";
import {Inbox} from "./inbox.js";
import {load} from "./load.js";
import {loads} from "./loads.js";
import {quality} from "./quality.js";
import {refreshes} from "./refreshes.js";
import {rejects} from "./rejects.js";
import {rule} from "./rule.js";
import {Upload} from "./upload.js";
import {watch} from "./watch.js";
import {language, t} from "./words.js";

/** Kept for as long as the page is open: what is on its way goes on, whatever the reader looks at. */
let upload = null;

/** Kept also while the reader looks at something else: what is shown stays in its place. */
let kept = null;

export async function show(root, at, signal) {
  if (kept?.language !== language()) {
    kept = frame();
  }
  const isBack = !root.contains(kept.element);
  if (isBack) {
    refill(root, kept.element);
  }
  const before = isBack ? null : kept.load;
  kept.load = at.query.get("load");
  kept.parts.load.element.hidden = kept.load === null;
  const followed = Promise.all(Object.values(kept.parts).map(part => part.follow(at, {isStale: isBack})));
  watch(look(kept), signal);
  const target = targetOf(kept, before);
  if (target) {
    // Only then the parts above it are as high as they will be.
    await followed;
    if (!signal.aborted) {
      goTo(target);
    }
  }
}

/** The section that a place leads to; null where the reader stays as he is. */
function targetOf({load: asked, parts}, before) {
  return asked === before
    ? parts[location.hash.slice(1)]?.element ?? null
    : (asked === null ? parts.loads : parts.load).element;
}

function frame() {
  const inbox = new Inbox();
  upload ??= new Upload(() => kept.inbox);
  upload.say();
  const parts = {
    load: load(), loads: loads(), rejects: rejects(), refreshes: refreshes(), rule: rule(), quality: quality(),
  };
  const element = el("div", {class: "operations"},
    el("h1", {}, t("operations.title")),
    el("nav", {class: "parts", "aria-label": t("operations.parts")},
      ["loads", "rejects", "refreshes", "rule", "quality"]
        .map(id => el("a", {href: `#${id}`}, t(`operations.${id}`)))),
    el("div", {class: "incoming"}, upload.element, inbox.element),
    Object.values(parts).map(part => part.element));
  upload.takeFrom(element);
  return {element, inbox, parts, load: null, mark: null, language: language()};
}

/** Looks what lies in the inbox; renews the parts once a load or a refresh has ended, or the daemon answers again. */
function look(view) {
  return async () => {
    const isBusy = await view.inbox.look();
    await upload.look();
    try {
      const {last_drop: drop, refresh_id: refresh, refresh_error: error} = await get("/api/publication");
      const {sha256, edit_refused: refused} = await get("/api/rule");
      const mark = JSON.stringify([drop?.load_id, refresh, error, sha256, refused]);
      const isNews = view.mark !== null && view.mark !== mark;
      Object.values(view.parts).filter(part => isNews || part.isFailed).forEach(part => part.renew());
      view.mark = mark;
    } catch {
      // The inbox says already that the daemon does not answer.
    }
    return isBusy || upload.isBusy;
  };
}

function goTo(section) {
  section.querySelector("h2").focus({preventScroll: true});
  section.scrollIntoView({block: "start"});
}
