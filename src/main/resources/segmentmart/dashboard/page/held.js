// What a reader holds within an element that is filled anew: the focus, what is unfolded, how far boxes are scrolled.

/**
 * Remembers it. What then is there is known again by its id, else by its kind, address and words.
 *
 * @returns {() => void} gives it back, once the element is filled
 */
export function held(element) {
  const focused = element.contains(document.activeElement) && element !== document.activeElement
    ? trace(element, document.activeElement) : () => null;
  const unfolded = [...element.querySelectorAll("details[open]")].map(one => trace(element, one));
  const scrolled = [...element.querySelectorAll(".scroll")].filter(box => box.scrollTop || box.scrollLeft)
    .map(box => ({box: trace(element, box), left: box.scrollLeft, top: box.scrollTop}));
  return () => {
    unfolded.forEach(again => again()?.setAttribute("open", ""));
    focused()?.focus({preventScroll: true});
    scrolled.forEach(({box, left, top}) => box()?.scrollTo(left, top));
  };
}

/** Finds what stands for a part later on: the same one of those that look like it. */
function trace(element, part) {
  const sign = signOf(part);
  const alike = () => [...element.querySelectorAll(part.tagName)].filter(one => signOf(one) === sign);
  const at = alike().indexOf(part);
  return () => alike()[at];
}

function signOf(part) {
  return part.id || [part.getAttribute("href"), part.getAttribute("aria-label") ?? wordsOf(part)].join(" ");
}

/** Of what unfolds, only how its summary begins: what follows there may be figures. */
function wordsOf(part) {
  const summary = part.matches("details") ? part.firstElementChild : part;
  return (summary.matches("summary") ? summary.firstElementChild : part).textContent;
}
