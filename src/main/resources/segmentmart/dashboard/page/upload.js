// Files given by the reader: put into the inbox, and followed until the ledger has them.

import {get, put} from "./api.js";
import {el, refill} from "./dom.js";
import {bytes, percent} from "./format.js";
import {phrase} from "./phrase.js";
import {changed} from "./place.js";
import {standing} from "./standing.js";
import {lookNow} from "./watch.js";
import {t} from "./words.js";
import {foreign} from "./written.js";

const NAME = /^(clients|product_usage).*\.(csv|jsonl)(\.gz)?$/is;

/** How long the ledger may take to have a file that has left the inbox. */
const PATIENCE_MS = 10_000;

export class Upload {
  element = el("section", {id: "upload", class: "part", "aria-labelledby": "upload-title"});
  #inbox;
  #zone;
  #files = [];
  #list = el("ul", {class: "drops", "aria-live": "polite"});

  /** @param {() => Inbox} inbox the one that is shown */
  constructor(inbox) {
    this.#inbox = inbox;
  }

  /** Says all in the language of now. */
  say() {
    const chosen = el("input", {id: "files", class: "heard", type: "file", multiple: true,
      accept: ".csv,.jsonl,.gz", onchange: () => {
        this.#take([...chosen.files]);
        chosen.value = "";
      }});
    this.#zone = el("div", {class: "zone"},
      el("p", {}, t("operations.upload.drag")),
      chosen,
      el("label", {for: "files", class: "button"}, t("operations.upload.choose")),
      el("p", {class: "aside"}, t("operations.upload.rule")));
    this.#files.forEach(one => one.say());
    refill(this.element,
      el("header", {}, el("h2", {id: "upload-title"}, t("operations.upload"))), this.#zone, this.#list);
  }

  /** Whether a file is on its way. */
  get isBusy() {
    return this.#files.some(one => one.isOnItsWay);
  }

  /** Looks whether the ledger has what was sent. */
  async look() {
    const open = this.#files.filter(one => one.isInInbox);
    if (open.length === 0) {
      return;
    }
    try {
      const loads = await loadsAfter(Math.min(...open.map(one => one.after)));
      for (const one of open) {
        one.follow(loads.find(({load_id: id, drop_name: name}) => id > one.after && name === one.file.name),
          this.#inbox().lacks(one.file.name));
      }
    } catch {
      // It is looked again.
    }
  }

  /** Takes files that are dragged onto an element: one let go beside the zone must not take the page's place. */
  takeFrom(element) {
    const over = isOver => event => {
      if (event.dataTransfer.types.includes("Files")) {
        event.preventDefault();
        this.#zone.classList.toggle("over", isOver || element.contains(event.relatedTarget));
      }
    };
    element.addEventListener("dragover", over(true));
    element.addEventListener("dragleave", over(false));
    element.addEventListener("drop", event => {
      over(false)(event);
      this.#take([...event.dataTransfer.files]);
    });
  }

  async #take(files) {
    const sendings = files.map(file => new Sending(file));
    this.#files = [...sendings, ...this.#files];
    refill(this.#list, this.#files.map(one => one.element));
    for (const one of sendings.filter(sending => sending.isSendable(this.#inbox().maxBytes))) {
      await one.send();
      lookNow();
    }
  }
}

/** The loads after one, the oldest first: that is what a file became, and not a later one of its name. */
async function loadsAfter(id) {
  const found = [];
  let before = null;
  do {
    const {loads, next} = await get("/api/loads", {before});
    found.push(...loads);
    before = next;
  } while (before !== null && before > id);
  return found.reverse();
}

/** One file, and what became of it. */
class Sending {
  isOnItsWay = true;
  isInInbox = false;
  #says = el("span", {class: "aside"});
  #bar = el("progress", {max: "1", value: "0"});
  #words;
  #goneAt = null;

  constructor(file) {
    this.file = file;
    this.#bar.setAttribute("aria-label", file.name);
    this.element = el("li", {class: "drop"}, el("span", {class: "name"}, foreign(file.name)), this.#says, this.#bar);
    this.#tell(() => t("operations.upload.next"));
  }

  /** Says in the language of now what became of it. */
  say() {
    refill(this.#says, this.#words());
  }

  /** Whether the daemon would take it; says why not. */
  isSendable(maxBytes) {
    const isNamed = NAME.test(this.file.name);
    const fits = this.file.size <= maxBytes;
    if (!isNamed) {
      this.#refuse(() => t("operations.upload.bad-name"));
    } else if (!fits) {
      this.#refuse(() => t("operations.upload.too-big", {bytes: bytes(this.file.size), most: bytes(maxBytes)}));
    }
    return isNamed && fits;
  }

  async send() {
    try {
      const {loads: [newest]} = await get("/api/loads", {limit: 1});
      this.after = newest?.load_id ?? 0;
      await put(this.file, share => {
        this.#bar.value = share;
        this.#bar.title = percent(share);
      });
      this.isInInbox = true;
      this.#bar.removeAttribute("value");
      this.#tell(() => t("operations.upload.sent"));
    } catch (e) {
      if (e.status === 0) {
        this.#refuse(() => t("operations.upload.away"));
      } else {
        this.#refuse(() => e.message, "en");
      }
    }
  }

  /** Ends with its load, or without one where it has gone. */
  follow(load, isGone) {
    const now = performance.now();
    this.#goneAt = isGone ? this.#goneAt ?? now : null;
    if (load) {
      this.#end(() => [standing(load), " · ", el("a", {href: changed({load: load.load_id})},
        t("operations.upload.see", {id: load.load_id}))]);
    } else if (isGone && now - this.#goneAt > PATIENCE_MS) {
      this.element.classList.add("held");
      this.#end(() => t("operations.upload.gone"));
    }
  }

  #refuse(why, lang = null) {
    this.element.classList.add("held");
    this.#end(() => phrase("operations.upload.refused", {why: el("span", {lang}, foreign(why()))}));
  }

  #end(words) {
    this.isOnItsWay = false;
    this.isInInbox = false;
    this.#bar.remove();
    this.#tell(words);
  }

  #tell(words) {
    this.#words = words;
    this.say();
  }
}
