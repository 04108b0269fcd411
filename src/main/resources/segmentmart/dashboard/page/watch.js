// Looks again and again, more often while something goes on, and not at all while nobody sees it.

const BUSY_MS = 1000;
const IDLE_MS = 5000;

const nudges = new EventTarget();

/**
 * Looks until the signal ends it.
 *
 * @param {() => Promise<boolean>} look tells whether something goes on; it copes with failures itself
 */
export async function watch(look, signal) {
  while (!signal.aborted) {
    const isBusy = await look();
    await pause(isBusy ? BUSY_MS : IDLE_MS, signal);
    await visible(signal);
  }
}

/** Has those who watch look at once: something has been done that they wait for. */
export function lookNow() {
  nudges.dispatchEvent(new Event("look"));
}

/** Ends early where the signal does, or somebody is to look at once. */
function pause(milliseconds, signal) {
  return new Promise(resolve => {
    const over = new AbortController();
    const end = () => {
      clearTimeout(timer);
      over.abort();
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end, {signal: over.signal});
    nudges.addEventListener("look", end, {signal: over.signal});
  });
}

function visible(signal) {
  return !document.hidden || signal.aborted ? undefined : new Promise(resolve => {
    const options = {signal, once: true};
    document.addEventListener("visibilitychange", resolve, options);
    signal.addEventListener("abort", resolve, {once: true});
  });
}
