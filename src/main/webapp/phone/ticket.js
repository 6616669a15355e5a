/** The ticket that admits one call of this browser. */

/** A ticket is good for a minute on the server's clock; some seconds are left for the way there. */
export const SECONDS_OF_A_TICKET = 50;

/** `{ ticket }`, or `{ refusal }` with the reason. */
export async function fetchTicket(base) {
  try {
    const answer = await fetch(new URL('api/call-ticket' + (keepsCookies() ? '' : '?cookie=none'), base));
    const { ticket, reason } = await answer.json();
    return ticket ? { ticket } : { refusal: reason ?? 'NO_CONNECTION' };
  } catch (failure) {
    console.debug('voip', failure);
    return { refusal: 'NO_CONNECTION' };
  }
}

/** A page framed by another site neither sends nor receives our cookies, because they are SameSite=Lax. */
function keepsCookies() {
  return navigator.cookieEnabled !== false && window.top === window;
}
