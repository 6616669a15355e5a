/**
 * The phone's window, in front; null where the browser blocks it, as it does anywhere but in a click: then the phone
 * takes the place of this page. The portal's `token` says who is calling.
 */
export function open(address, token) {
  // A fragment never leaves the browser. The origin says whom to tell about the call.
  const whole = address + '#origin=' + location.origin + (token ? '&token=' + token : '');
  const phone = window.open('', 'voip-phone', 'popup,width=380,height=640');
  let blank;
  try {
    blank = phone?.location.href === 'about:blank';
  } catch {
    // of another origin, so the phone is there
  }
  if (!phone) location.assign(whole);
  // A running phone is not loaded again.
  else if (blank) phone.location = whole;
  else phone.postMessage({ voip: 'caller', token }, new URL(address).origin);
  phone?.focus();
  return phone;
}
