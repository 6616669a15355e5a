/** Opens the window of the phone, or brings the one that is open to the front. */

const FEATURES = 'popup,width=380,height=640';

/**
 * The window, in front; null where the browser blocks it, as it does anywhere but in a click. The phone learns who opened
 * it from the fragment. Only an empty window gets the address: with it, a running phone would be loaded again, and its
 * call would be over.
 */
export function open(address) {
  const { origin } = location;
  const phone = window.open('', 'voip-phone', FEATURES);
  try {
    // A page in a sandbox has no origin that could be told about the call.
    const portal = origin === 'null' ? '' : '#origin=' + encodeURIComponent(origin);
    if (phone?.location.href === 'about:blank') phone.location = address + portal;
  } catch {
    // a page of another origin: the phone is there
  }
  phone?.focus();
  return phone;
}
