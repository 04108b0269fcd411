// The search for a client: a field, the list that follows what is typed, and the keys that go through it.
// See the pattern "combobox" of the ARIA Authoring Practices.

import {get} from "./api.js";
import {el, refill} from "./dom.js";
import {option, optionId} from "./found.js";
import {counted} from "./format.js";
import {addressOf, changed, go, note} from "./place.js";
import {failed} from "./states.js";
import {t} from "./words.js";

const PAUSE_MS = 120;
const NOTHING = {clients: [], next: null};

export class Search {
  #field = el("input", {id: "search", type: "search", role: "combobox", autocomplete: "off", spellcheck: "false",
    maxlength: "200", "aria-expanded": "false", "aria-controls": "found", "aria-autocomplete": "list",
    placeholder: t("client.search.example"),
    oninput: () => this.#typed(), onkeydown: event => this.#pressed(event)});
  #segment = el("select", {id: "segment", onchange: () => this.#typed(0)});
  #list = el("ul", {id: "found", role: "listbox", "aria-label": t("client.found"),
    onclick: event => this.#clicked(event)});
  #says = el("p", {class: "says", role: "status"});
  #rest = el("div", {class: "rest"});
  #asked = null;
  /** What the list is of. */
  #shown = null;
  #request = new AbortController();
  #pause = 0;
  #clients = [];
  #active = -1;
  #open = null;

  constructor() {
    this.element = el("div", {class: "finder", role: "search"},
      el("label", {for: "search"}, t("client.search")),
      this.#field,
      el("label", {for: "segment"}, t("client.segment")),
      this.#segment,
      this.#says,
      this.#list,
      this.#rest);
    this.#offerSegments([]);
    get("/api/segments").then(
      segments => this.#offerSegments(segments.map(one => one.client_segment)),
      () => {}); // The list is of use without this choice, and says itself where the daemon is away.
  }

  /** Shows what the address asks for. */
  follow({query, client}) {
    this.#field.value = query.get("search") ?? "";
    this.#choose(query.get("segment") ?? "");
    this.#open = client;
    this.#list.querySelector(".open")?.classList.remove("open");
    document.getElementById(optionId({client_id: client}))?.classList.add("open");
    this.#ask();
  }

  /** Asks again, as the clients may be others now. */
  renew() {
    this.#ask({least: Math.max(this.#clients.length, 1)});
  }

  #offerSegments(names) {
    const chosen = this.#segment.value;
    refill(this.#segment,
      el("option", {value: ""}, t("client.segment.any")),
      names.map(name => el("option", {value: name}, name)));
    this.#choose(chosen);
  }

  #choose(segment) {
    if (![...this.#segment.options].some(one => one.value === segment)) {
      this.#segment.append(el("option", {value: segment}, segment));
    }
    this.#segment.value = segment;
  }

  #criteria() {
    return {search: this.#field.value.trim(), segment: this.#segment.value};
  }

  #typed(pause = PAUSE_MS) {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => {
      if (this.element.isConnected) {
        note(changed(this.#criteria()));
        this.#ask();
      }
    }, pause);
  }

  /**
   * Asks for what is sought, unless it is shown already.
   *
   * @param {{from?: {clients: object[], next: number|null}, least?: number}} wish for the same again or for more of it:
   *     what to go on from, and how many there are to be at least
   */
  async #ask({from = NOTHING, least = 0} = {}) {
    const criteria = this.#criteria();
    const asked = JSON.stringify(criteria);
    const isSame = asked === this.#shown;
    if (asked === this.#asked && least === 0) {
      return;
    }
    this.#request.abort();
    this.#request = new AbortController();
    const {signal} = this.#request;
    this.#asked = asked;
    this.#list.setAttribute("aria-busy", "true");
    try {
      let {clients, next} = isSame ? from : NOTHING;
      do {
        const page = await get("/api/clients", {...criteria, after: next}, {signal});
        clients = [...clients, ...page.clients];
        next = page.next;
      } while (isSame && next !== null && clients.length < least);
      this.#shown = asked;
      this.#show({clients, next}, criteria, isSame);
    } catch (e) {
      if (!signal.aborted) {
        this.#fail(e, isSame, () => this.#ask({from, least}));
      }
    } finally {
      if (!signal.aborted) {
        this.#list.removeAttribute("aria-busy");
      }
    }
  }

  #show({clients, next}, {search, segment}, isSame) {
    const active = isSame ? this.#clients[this.#active]?.client_id : undefined;
    this.#clients = clients;
    refill(this.#list, clients.map(client => option(client, {search, isOpen: client.client_id === this.#open})));
    this.#activate(clients.findIndex(client => client.client_id === active));
    if (!isSame) {
      this.#list.scrollTop = 0;
    }
    const n = clients.length;
    this.#says.textContent = n === 0
      ? t(search ? "client.found.none" : segment ? "client.found.none.segment" : "client.found.none.base", {search})
      : counted(next === null ? "client.found.all" : "client.found.first", n);
    this.#expand(n > 0);
    refill(this.#rest, next !== null
      && el("button", {id: "more-clients", type: "button",
        onclick: () => this.#ask({from: {clients, next}, least: n + 1})},
      t("client.found.more")));
  }

  /** Of the same that is shown, what is shown stays. */
  #fail(problem, isSame, retry) {
    if (!isSame || this.#clients.length === 0) {
      this.#asked = null;
      this.#shown = null;
      this.#clients = [];
      this.#activate(-1);
      this.#says.textContent = "";
      this.#expand(false);
      refill(this.#list);
    }
    refill(this.#rest, failed(problem, retry));
  }

  #expand(isExpanded) {
    this.#field.setAttribute("aria-expanded", String(isExpanded));
    this.#list.hidden = !isExpanded;
  }

  #activate(index) {
    this.#list.children[this.#active]?.setAttribute("aria-selected", "false");
    this.#active = index;
    const active = this.#list.children[index];
    if (active) {
      active.setAttribute("aria-selected", "true");
      this.#field.setAttribute("aria-activedescendant", active.id);
    } else {
      this.#field.removeAttribute("aria-activedescendant");
    }
  }

  #pressed(event) {
    const last = this.#clients.length - 1;
    const isOnList = this.#active >= 0;
    const to = {
      ArrowDown: this.#active === last ? 0 : this.#active + 1,
      ArrowUp: this.#active <= 0 ? last : this.#active - 1,
      // Where no client is gone to yet, they move in what is typed.
      Home: isOnList ? 0 : undefined,
      End: isOnList ? last : undefined,
    }[event.key];
    if (to !== undefined && last >= 0) {
      event.preventDefault();
      this.#activate(to);
      this.#list.children[to].scrollIntoView({block: "nearest"});
    } else if (event.key === "Enter" && (isOnList || last === 0)) {
      event.preventDefault();
      this.#openClient(this.#clients[Math.max(this.#active, 0)]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.#field.value = "";
      this.#activate(-1);
      this.#typed(0);
    }
  }

  #clicked(event) {
    const index = [...this.#list.children].indexOf(event.target.closest("[role=option]"));
    if (index >= 0) {
      this.#activate(index);
      this.#openClient(this.#clients[index]);
    }
  }

  #openClient(client) {
    clearTimeout(this.#pause);
    go(addressOf(`/clients/${client.client_id}`, this.#criteria()));
    document.getElementById("client").focus();
  }
}
