// Where the reader is: the address of the page holds it all, so that it can be bookmarked and sent.

const listeners = [];
let told = location.pathname + location.search;

/** The place that an address names: its view, the client if it is that of one, and the parameters. */
export function place(address = location) {
  const [view, client] = address.pathname.split("/").filter(Boolean);
  return {
    view: view ?? "segments",
    client: client ? Number(client) : null,
    query: new URLSearchParams(address.search),
  };
}

/** The address of a view with parameters; those that are null or empty are left out. */
export function addressOf(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== "") {
      query.set(name, value);
    }
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** The address of this view with some of its parameters changed. */
export function changed(parameters) {
  return addressOf(location.pathname, {...Object.fromEntries(place().query), ...parameters});
}

/** Goes to an address of this page. */
export function go(address, {replace = false} = {}) {
  history[replace ? "replaceState" : "pushState"](null, "", address);
  tell();
}

function tell() {
  told = location.pathname + location.search;
  listeners.forEach(listener => listener(place()));
}

/** Keeps the address up with what is shown already, as while something is typed. */
export function note(address) {
  history.replaceState(null, "", address);
  told = location.pathname + location.search;
}

/** Has a listener told of each place the reader goes to. */
export function onPlace(listener) {
  listeners.push(listener);
}

// Links to a part of what is shown come by here as well.
addEventListener("popstate", () => {
  if (location.pathname + location.search !== told) {
    tell();
  }
});

// Links within the page do not load it anew.
addEventListener("click", event => {
  const link = event.target.closest?.("a[href]");
  if (!link || link.download || link.target || event.defaultPrevented || event.button !== 0
      || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
    return;
  }
  const address = new URL(link.href);
  if (address.origin !== location.origin || /^\/(api|health|metrics|assets)\b/.test(address.pathname)) {
    return;
  }
  if (address.hash && address.pathname === location.pathname && address.search === location.search) {
    return;
  }
  event.preventDefault();
  go(address.pathname + address.search + address.hash);
});
