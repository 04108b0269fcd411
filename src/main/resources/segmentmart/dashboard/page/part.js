// A section of a view that asks for its data itself: where one cannot be shown, the others can.

import {el, refill} from "./dom.js";
import {changed} from "./place.js";
import {failed, loading} from "./states.js";
import {t} from "./words.js";

export class Part {
  #body = el("div", {class: "body"}, loading());
  #of;
  #ask;
  #draw;
  #asked;
  #parameters = {};
  #request = new AbortController();
  isFailed = false;

  /**
   * @param {string} id of the section, for links
   * @param {string} title
   * @param {(place) => object} of the parameters that the section takes from a place
   * @param {(parameters: object, signal: AbortSignal) => Promise} ask for its data
   * @param {(data, parameters: object) => Array} draw what it shows
   * @param {Array} controls beside the title
   */
  constructor({id, title, of = () => ({}), ask, draw, controls = []}) {
    this.#of = of;
    this.#ask = ask;
    this.#draw = draw;
    this.element = el("section", {id, class: "part", "aria-labelledby": `${id}-title`},
      el("header", {}, el("h2", {id: `${id}-title`, tabindex: "-1"}, title), controls),
      this.#body);
  }

  /** Shows what a place asks for; what it shows already stays, unless it may be stale. */
  follow(place, {isStale}) {
    this.#parameters = this.#of(place);
    return isStale || JSON.stringify(this.#parameters) !== this.#asked ? this.renew() : undefined;
  }

  /** Asks again. Until the answer comes, what is shown stays. */
  async renew() {
    this.#request.abort();
    this.#request = new AbortController();
    const {signal} = this.#request;
    const parameters = this.#parameters;
    this.#asked = JSON.stringify(parameters);
    this.element.setAttribute("aria-busy", "true");
    try {
      const data = await this.#ask(parameters, signal);
      if (!signal.aborted) {
        this.isFailed = false;
        refill(this.#body, this.#draw(data, parameters));
      }
    } catch (e) {
      if (!signal.aborted) {
        this.isFailed = true;
        refill(this.#body, failed(e, () => this.renew()));
      }
    } finally {
      if (!signal.aborted) {
        this.element.removeAttribute("aria-busy");
      }
    }
  }
}

/**
 * Links to the next page of a list, and back to its first.
 *
 * @param {string} id of the section that holds it
 * @param {string} parameter where in the address the page is kept
 * @param {number|null} next the value of it for the next page; null on the last
 * @param {string|null} current the value of it; null on the first
 */
export function pager(id, parameter, next, current) {
  return (next !== null || current !== null)
    && el("nav", {class: "pager", "aria-label": t("operations.pages")},
      current !== null && el("a", {href: `${changed({[parameter]: null})}#${id}`}, t("operations.pages.first")),
      next !== null && el("a", {href: `${changed({[parameter]: next})}#${id}`}, t("operations.pages.next")));
}

/** Links of which one is the current choice. */
export function choice(label, links) {
  return el("nav", {class: "choice", "aria-label": label}, links.map(({text, href, isCurrent}) =>
    el("a", {href, "aria-current": isCurrent && "true"}, text)));
}
