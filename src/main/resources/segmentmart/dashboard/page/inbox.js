// What lies in the inbox: what waits, what is being loaded and how far it has come, what is held and why.

import {get} from "./api.js";
import {el, refill} from "./dom.js";
import {bytes, counted, number, percent, seconds} from "./format.js";
import {failed} from "./states.js";
import {t} from "./words.js";
import {foreign} from "./written.js";

export class Inbox {
  /** Greatest file that can be uploaded; without bound until it is known. */
  maxBytes = Infinity;
  #list = el("ul", {class: "drops"});
  #state = el("div", {});
  #next = el("p", {class: "aside"});
  // Told once for each change, not with each look: what is heard must not repeat itself each second.
  #heard = el("p", {class: "heard", role: "status"});
  #told = null;
  /** Names of all drops there; null while they are not known. */
  #names = null;
  /** When each drop that is loading was first seen, and how far it was. */
  #seen = new Map();

  constructor() {
    this.element = el("section", {id: "inbox", class: "part", "aria-labelledby": "inbox-title"},
      el("header", {}, el("h2", {id: "inbox-title"}, t("operations.inbox"))),
      this.#state, this.#list, this.#next, this.#heard);
  }

  /** Looks what lies there, and tells whether there is anything. */
  async look() {
    try {
      const {drops, backlog, max_upload_bytes: maxBytes, next_refresh: next} = await get("/api/inbox");
      this.maxBytes = maxBytes;
      this.#names = drops.length < backlog ? null : drops.map(drop => drop.drop_name);
      refill(this.#list, drops.map(drop => this.#drop(drop)));
      refill(this.#state, drops.length === 0
        ? el("p", {class: "says"}, t("operations.inbox.none"))
        : backlog > drops.length && el("p", {class: "says"},
          t("operations.inbox.more", {shown: number(drops.length), backlog: number(backlog)})));
      this.#next.textContent = nextRefresh(next);
      this.#tell(drops);
      this.#seen = new Map(drops.filter(drop => drop.state === "loading").map(drop =>
        [drop.drop_name, this.#seen.get(drop.drop_name) ?? {at: performance.now(), records: drop.records_read}]));
      return drops.length > 0;
    } catch (e) {
      this.#names = null;
      // Once: it is heard as an alert.
      if (!this.#state.querySelector("[role=alert]")) {
        refill(this.#list);
        refill(this.#state, failed(e));
      }
      return false;
    }
  }

  /** Whether a file has gone, as far as can be known. */
  lacks(name) {
    return this.#names !== null && !this.#names.includes(name);
  }

  #drop(drop) {
    const isLoading = drop.state === "loading";
    const share = isLoading && drop.bytes > 0 ? Math.min(drop.bytes_read / drop.bytes, 1) : 0;
    return el("li", {class: ["drop", drop.state]},
      el("span", {class: "name"}, foreign(drop.drop_name)),
      el("span", {class: "aside"}, `${t(`operations.inbox.${drop.state}`)} · ${bytes(drop.bytes)}`),
      isLoading && el("progress", {max: "1", value: share, "aria-label": drop.drop_name}),
      isLoading && el("span", {class: "aside"}, [percent(share),
        counted("operations.records", drop.records_read ?? 0),
        this.#speed(drop)].filter(Boolean).join(" · ")),
      drop.reason && el("p", {class: "detail", lang: "en"}, foreign(drop.reason)));
  }

  /** Records a second since it was first seen, once that was before now: between two looks it goes by leaps. */
  #speed({drop_name: name, records_read: records}) {
    const first = this.#seen.get(name);
    return first && records > first.records
      && t("operations.speed", {
        records: number((records - first.records) / (performance.now() - first.at) * 1000),
      });
  }

  #tell(drops) {
    const told = drops.length === 0 ? t("operations.inbox.none")
      : drops.map(drop => `${drop.drop_name}: ${t(`operations.inbox.${drop.state}`)}`).join("; ");
    if (this.#told !== told) {
      this.#heard.textContent = this.#told === null ? "" : told;
      this.#told = told;
    }
  }
}

/** When the mart is refreshed by itself. */
function nextRefresh({on_completion: isOnCompletion, every_seconds: period}) {
  const ways = [
    isOnCompletion && t("operations.inbox.next.completion"),
    period !== null && t("operations.inbox.next.timer", {period: seconds(period)}),
  ].filter(Boolean);
  return ways.length > 0 ? ways.join(" ") : t("operations.inbox.next.never");
}
