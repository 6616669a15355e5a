/**
 * The way to the server: one socket after the other, over which each message arrives once and in its order. A socket
 * that is lost ends no call, because the sound takes another way.
 */

/** In milliseconds, between attempts to come back; the last one is repeated. */
const PAUSES = [300, 1000, 2000, 4000];

/** How long an absence may last before it is worth telling, in milliseconds. */
const MILLISECONDS_UNNOTICED = 2000;

/** Each wait ends, in seconds. */
const SECONDS = { ticket: 5, socket: 10, welcome: 5 };

export class Connection {
  #sent = [];
  #transmitted = 0;
  #received = 0;
  #token;
  #seconds;
  #socket;
  #ended = false;
  #returning;
  #hurry = () => {};

  /** `call` gets what the server says, and tells whether its sound still flows; `base` and `portal` are for tickets. */
  constructor(call, base, portal) {
    this.call = call;
    this.base = base;
    this.portal = portal;
  }

  /** Opens the first socket. */
  open(ticket) {
    const socket = (this.#socket = this.#newSocket(ticket));
    let lost = 'NO_CONNECTION'; // or it was refused: browsers do not tell
    this.call.endAfter(SECONDS.socket, lost);
    socket.onopen = () => this.call.endAfter(SECONDS.welcome, (lost = 'NETWORK_LOST'));
    socket.onclose = () => (this.#token ? this.comeBack() : this.call.end(lost));
    socket.onmessage = ({ data }) => this.#receive(data);
  }

  #newSocket(ticket) {
    const address = new URL('call', this.base);
    address.protocol = address.protocol.replace('http', 'ws');
    return new WebSocket(address, ['voip', ticket]);
  }

  /** For how many seconds the server waits for a browser that is cut off. */
  get patience() {
    return this.#seconds;
  }

  /** Sends a message, as soon as there is a way. */
  send(message) {
    this.#sent.push(message);
    if (this.sendOnce(message)) this.#transmitted = this.#sent.length;
  }

  /** Sends a message now or never; tells whether it could. */
  sendOnce(message) {
    const open = this.#socket?.readyState === WebSocket.OPEN;
    if (open) this.#socket.send(JSON.stringify(message));
    return open;
  }

  #receive(data) {
    const message = parse(data);
    if (message.type === 'ready') {
      this.#token = message.token;
      this.#seconds = message.seconds;
    } else this.#received++;
    this.call.receive(message);
  }

  /** The call is over; a hang-up that is still on its way arrives as soon as it can. */
  close() {
    this.#ended = true;
    this.#drop(this.#socket);
  }

  #drop(socket) {
    if (!socket) return;
    socket.onclose = null;
    socket.close();
  }

  /**
   * Comes back over a new socket, at once if there are attempts already. Resolves to whether that succeeded; ends the
   * call if it does not, and neither socket nor sound is left for as long as the server waits.
   */
  comeBack() {
    this.#hurry();
    this.#returning ??= this.#return().finally(() => (this.#returning = null));
    return this.#returning;
  }

  async #return() {
    // The server closes it: were both to close it at the same moment, Payara could mix up two visitors.
    if (this.#socket) this.#socket.onclose = this.#socket.onmessage = null;
    this.#socket = null;
    const notice = setTimeout(() => this.call.away(true), MILLISECONDS_UNNOTICED);
    const back = await this.#tryUntilBack();
    clearTimeout(notice);
    this.call.away(false);
    if (!back) this.call.end('NETWORK_LOST');
    return back;
  }

  async #tryUntilBack() {
    let seen = performance.now();
    for (let attempt = 0; performance.now() - seen < this.#seconds * 1000; attempt++) {
      const tried = await this.#attempt();
      if (tried !== undefined) return tried;
      await this.#pause(PAUSES[Math.min(attempt, PAUSES.length - 1)]);
      if (this.call.isHeard()) seen = performance.now();
    }
    return false;
  }

  #pause(milliseconds) {
    return new Promise((done) => {
      this.#hurry = done;
      setTimeout(done, milliseconds);
    });
  }

  /** Whether the browser is back: true, false if it never will be, undefined if nobody can tell yet. */
  async #attempt() {
    const patience = AbortSignal.timeout(SECONDS.ticket * 1000);
    const { ticket, refusal } = await fetchTicket(this.base, this.portal, { signal: patience, resume: true });
    if (!ticket) return this.#refused(refusal);
    const socket = this.#newSocket(ticket);
    const answer = await this.#introduce(socket);
    if (answer?.type === 'resumed') return this.#resume(socket, answer);
    this.#drop(socket);
    return answer && false; // the server does not know the call any more
  }

  /** Only a server that cannot be reached may say something else later. */
  #refused(reason) {
    if (reason === 'NO_CONNECTION') return undefined;
    this.call.end(reason);
    return false;
  }

  /** What the server answers to our token; nothing if it does not. */
  #introduce(socket) {
    return new Promise((done) => {
      setTimeout(done, SECONDS.welcome * 1000);
      socket.onclose = () => done();
      const introduction = { token: this.#token, received: this.#received, sent: this.#transmitted };
      socket.onopen = () => socket.send(JSON.stringify({ type: 'resume', ...introduction }));
      socket.onmessage = ({ data }) => {
        const message = parse(data);
        if (!['resumed', 'gone'].includes(message.type)) return; // that is for whoever makes a new call
        socket.onmessage = (later) => this.#receive(later.data);
        done(message);
      };
    });
  }

  #resume(socket, { token, received }) {
    this.#token = token;
    this.#socket = socket;
    socket.onclose = () => this.comeBack();
    this.sendOnce({ type: 'kept' });
    this.#sent.slice(received).forEach((message) => this.sendOnce(message));
    this.#transmitted = this.#sent.length;
    if (this.#ended) this.close();
    return true;
  }
}

function parse(data) {
  try {
    return JSON.parse(data) ?? {};
  } catch (failure) {
    console.debug('voip drops', failure);
    return {};
  }
}

/**
 * The ticket that admits one socket of this browser, for a new call or to `resume` one: `{ ticket }`, or `{ refusal }` with
 * the reason.
 */
export async function fetchTicket(base, portal, { signal, resume } = {}) {
  const caller = portal.credential();
  const headers = caller ? { Authorization: 'Bearer ' + caller } : {};
  try {
    const address = new URL('api/call-ticket', base);
    if (!keepsCookies()) address.searchParams.set('cookie', 'none');
    if (resume) address.searchParams.set('resume', 'true');
    const answer = await fetch(address, { headers, signal });
    const { ticket, pass, reason } = await answer.json();
    if (caller) portal.keep(pass);
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
