/** Tells the page that opened or framed the phone when a call begins and ends. It named its origin in our fragment. */
const origin = new URLSearchParams(location.hash.slice(1)).get('origin');
const framing = window.parent === window ? null : window.parent;

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
