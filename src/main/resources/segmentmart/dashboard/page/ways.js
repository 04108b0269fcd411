// Choices of one out of several.

import {el} from "./dom.js";
import {changed, go} from "./place.js";

/** One of several buttons of which one is pressed. */
export function radio({id, group, label, checked, pick}) {
  return el("label", {},
    el("input", {type: "radio", id, name: group, checked, onchange: pick}), el("bdi", {}, label));
}

/** Several of them, by what they stand for; the address keeps the choice under a key. */
export function ways(key, legend, chosen, options) {
  return el("fieldset", {class: "options", id: key},
    el("legend", {class: "heard"}, legend),
    Object.entries(options).map(([value, label]) => radio({
      id: `${key}-${value}`,
      group: key,
      label,
      checked: value === chosen,
      pick: () => go(changed({[key]: value}), {replace: true}),
    })));
}
