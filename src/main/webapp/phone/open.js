/** Opens the phone in its window, once: while it is open, a further click raises it. */

const FEATURES = 'popup,width=380,height=640';

/**
 * The window of the phone, in front; null where the browser blocks it. Loading the address a second time would end a
 * running call, so only an empty window gets it.
 */
export function open(address) {
  const phone = window.open('', 'voip-phone', FEATURES);
  try {
    if (phone?.location.href === 'about:blank') phone.location = address;
  } catch {
    // a window of another origin: the phone is there
  }
  phone?.focus();
  return phone;
}
