/**
 * The page that opened or framed the phone. It named its origin in our fragment, perhaps with a token that says who is
 * calling, and hears when a call begins and ends.
 */
const named = new URLSearchParams(location.hash.slice(1));
const origin = named.get('origin');
const framing = window.parent === window ? null : window.parent;

/** The portal's token, or the pass that the server gave for it; not in the address, which may be seen and kept. */
let caller = named.get('token') ?? history.state?.caller;
if (named.has('token')) keep(caller);

// The icon was clicked again: perhaps somebody else has signed in since.
addEventListener('message', ({ origin: from, data }) => {
  if (from === origin && data?.voip === 'caller') keep(data.token);
});

/** What says to the server who is calling; nothing for a visitor. */
export function credential() {
  return caller;
}

/** Brings `next` to the server from now on, also when this page is loaded again. */
export function keep(next) {
  caller = next;
  named.delete('token');
  history.replaceState({ caller }, '', '#' + named);
}

/** Reaches only a page of exactly that origin, whatever stands in the portal's window by now. */
export function tell(message) {
  const portal = window.opener ?? framing;
  if (!portal || !origin) return;
  try {
    portal.postMessage(message, origin);
  } catch (failure) {
    console.debug('voip', failure); // what stands in the fragment is no origin
  }
}
