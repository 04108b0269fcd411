// Elements of the page. Whatever comes from data gets in as text, never as markup.

import {held} from "./held.js";

/**
 * Makes an element.
 *
 * @param {string} tag its name
 * @param {object} properties attributes; `on…` are listeners, `class` a string or a list of which the false are left
 *     out; an attribute that is false, null or undefined is left out, one that is true is empty
 * @param {...(Node|string|number|null|undefined|false|Array)} children nodes or text
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (name === "class") {
      element.className = [].concat(value).filter(Boolean).join(" ");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** Puts children in the place of those that an element has. What the reader holds within it stays. */
export function refill(element, ...children) {
  const giveBack = held(element);
  element.replaceChildren(...children.flat(Infinity).filter(Boolean));
  giveBack();
}
