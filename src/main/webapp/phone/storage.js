/** What the browser keeps of earlier calls, under a name; an object without members if there is nothing. */
export function stored(name) {
  try {
    return JSON.parse(localStorage[name]) ?? {};
  } catch {
    return {}; // nothing yet, or the browser forbids this page to store
  }
}

/** Keeps `value` under a name, where the browser allows it. */
export function store(name, value) {
  try {
    localStorage[name] = JSON.stringify(value);
  } catch (forbidden) {
    console.debug('voip', forbidden);
  }
}
