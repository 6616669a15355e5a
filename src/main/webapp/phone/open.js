/** The phone's window, in front; null where the browser blocks it, as it does anywhere but in a click. */
export function open(address) {
  const { origin } = location;
  const phone = window.open('', 'voip-phone', 'popup,width=380,height=640');
  try {
    // Otherwise a running phone would be loaded again. The fragment says whom to tell about the call.
    if (phone?.location.href === 'about:blank') phone.location = address + (origin === 'null' ? '' : '#origin=' + origin);
  } catch {
    // of another origin, so the phone is there
  }
  phone?.focus();
  return phone;
}
