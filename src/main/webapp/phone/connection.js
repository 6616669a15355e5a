/**
 * The way to the server: one socket after the other, over which each message arrives once and in its order. A socket
 * that is lost ends no call, because the sound takes another way. Longer than 200 lines, because what is counted on one
 * socket goes on on the next.
 */

/**
 * In milliseconds, the longest times between the beginnings of two attempts to come back; the last one is repeated. Chance
 * makes them shorter, because a server that is lost is lost to all its phones at the same moment.
 */
const PAUSES = [300, 1000, 2000, 3000];

/** How long an absence may last before it is worth telling, in milliseconds. */
const MILLISECONDS_UNNOTICED = 2000;

/** Each wait ends, in seconds. */
const SECONDS = { socket: 10, welcome: 5 };

/** In milliseconds. */
const BEAT = 500;

/**
 * How many more beats the server has for a word: when it has just said one, when it is asked, and when its answer is late,
 * or had better come soon. Without one it is taken for lost. No clock is read: in a tab in the background, in a busy page and
 * after a computer has slept the beats are as late as the answers.
 */
const BEATS = { all: 6, asked: 4, late: 2 };

const MOST_TOKENS = 64;

export class Connection {
  /** For how many seconds the server waits for a browser that is cut off. */
  seconds;
  /** By which the caller may rate the call; nothing where no list of calls is kept. */
  rating;
  #sent = [];
  #transmitted = 0;
  #arrived;
  #received = 0;
  /** The newest first: a node that vanishes may not have written down the last ones, because the database was away. */
  #tokens = [];
  #socket;
  #ended = false;
  #returning;
  #attempts = 0;
  #silent = false;
  #beatsLeft = BEATS.all;
  /** What was asked for the next attempt, while it was not certain that there has to be one. */
  #asked;
  #hurry = () => {};

  /** `call` gets what the server says, and knows of the sound; `base` and `portal` are for tickets. */
  constructor(call, base, portal) {
    this.call = call;
    this.base = base;
    this.portal = portal;
  }

  /** Opens the first socket. */
  open(ticket) {
    const socket = (this.#socket = this.#newSocket(ticket));
    // Or it was refused: browsers do not tell.
    let lost = 'NO_CONNECTION';
    this.call.endAfter(SECONDS.socket, lost);
    socket.onopen = () => this.call.endAfter(SECONDS.welcome, (lost = 'NETWORK_LOST'));
    socket.onclose = () => (this.#tokens.length ? this.#lost() : this.call.end(lost));
    socket.onmessage = ({ data }) => this.#receive(data);
    const beating = setInterval(() => this.#beat(), BEAT);
    this.call.closeAtEnd(() => clearInterval(beating));
  }

  #newSocket(ticket) {
    const address = new URL('call', this.base);
    address.protocol = address.protocol.replace('http', 'ws');
    return new WebSocket(address, ['voip', ticket]);
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
    this.#beatsLeft = BEATS.all;
    this.#asked = null;
    if (message.type === 'received') return (this.#arrived = message.count);
    if (message.type === 'ready') {
      this.#tokens = [message.token];
      this.seconds = message.seconds;
      this.rating = message.rating;
    } else this.#received++;
    this.call.receive(message);
  }

  /** Asks the server whether it is there when it has been silent, and at once when the sound stops. */
  #beat() {
    const { media, state } = this.call;
    const silent = !media.hears();
    const stopped = silent && !this.#silent;
    this.#silent = silent;
    if (state === 'new') return;
    if (this.#returning) return stopped && this.#hurry();
    this.#beatsLeft = Math.min(this.#beatsLeft - 1, stopped ? BEATS.late : BEATS.all);
    if (stopped || this.#beatsLeft === BEATS.asked) this.sendOnce({ type: 'ping', ...media.quality });
    // While there is sound, it is not the network that fails: a balancer may need some time to find a node that answers.
    else if (this.#beatsLeft === BEATS.late && !silent) this.#asked = this.#ask();
    if (!this.#beatsLeft) media.recovery?.restart() ?? this.comeBack();
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
   * Comes back over a new socket, at once, whatever an earlier attempt is waiting for; the pauses are short again, because a
   * network that has just come may lead nowhere for a moment. Resolves to whether that succeeded; ends the call if it does
   * not, and neither socket nor sound is left for as long as the server waits.
   */
  comeBack() {
    const back = this.#lost();
    this.#attempts = 0;
    this.#hurry();
    return back;
  }

  #lost() {
    return (this.#returning ??= this.#return().finally(() => (this.#returning = null)));
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
    const { media } = this.call;
    let begun = performance.now();
    let seen = begun;
    this.#attempts = 0;
    while (begun - seen < this.seconds * 1000) {
      // Without sound it is the network that fails, and an attempt without an answer was begun before it came back.
      const silent = this.#silent;
      const pause = Math.random() * PAUSES[Math.min(this.#attempts, silent ? 2 : 3)];
      await this.#pause(begun + pause - performance.now());
      begun = performance.now();
      const seconds = silent ? Math.min(1 + this.#attempts / 4, 3) : 5;
      this.#attempts++;
      const tried = await this.#attempt(seconds);
      if (tried !== undefined) return tried;
      if (media.isConnected()) seen = performance.now();
    }
    return false;
  }

  #pause(milliseconds) {
    return new Promise((done) => {
      this.#hurry = done;
      setTimeout(done, milliseconds);
    });
  }

  /** Asks for a ticket to come back. */
  #ask() {
    const asking = new AbortController();
    return { asking, answer: fetchTicket(this.base, this.portal, { signal: asking.signal, purpose: 'resume' }) };
  }

  /** Whether the browser is back: true, false if it never will be, undefined if nobody can tell yet. */
  async #attempt(seconds) {
    const { asking, answer: asked } = this.#asked ?? this.#ask();
    this.#asked = null;
    this.#hurry = () => asking.abort();
    setTimeout(this.#hurry, seconds * 1000);
    const { ticket, refusal } = await asked;
    // Only a server that cannot be reached may say something else later.
    if (refusal === 'NO_CONNECTION') return undefined;
    if (refusal) {
      this.call.end(refusal);
      return false;
    }
    const socket = this.#newSocket(ticket);
    const answer = await this.#introduce(socket, seconds);
    if (answer?.type === 'resumed') return this.#resume(socket, answer);
    this.#drop(socket);
    // The server does not know the call any more.
    return answer && false;
  }

  /** What the server answers to our token; nothing if it does not. */
  #introduce(socket, seconds) {
    return new Promise((done) => {
      setTimeout(() => socket.readyState || done(), seconds * 1000);
      setTimeout(done, SECONDS.welcome * 1000);
      socket.onclose = () => done();
      // Another node may know only from us what the one before had received, and that the desk has answered.
      const sent = this.#arrived ?? this.#transmitted;
      const answered = this.call.state === 'established';
      const [token, ...older] = this.#tokens;
      const introduction = { token, older, received: this.#received, sent, answered };
      socket.onopen = () => socket.send(JSON.stringify({ type: 'resume', ...introduction }));
      socket.onmessage = ({ data }) => {
        const message = parse(data);
        // That is for whoever makes a new call.
        if (!['resumed', 'gone'].includes(message.type)) return;
        socket.onmessage = (later) => this.#receive(later.data);
        done(message);
      };
    });
  }

  #resume(socket, { token, received }) {
    this.#tokens = [token, ...this.#tokens].slice(0, MOST_TOKENS);
    this.#arrived = received;
    this.#socket = socket;
    this.#beatsLeft = BEATS.all;
    socket.onclose = () => this.#lost();
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
 * The ticket that admits one socket of this browser: `{ ticket }`, or `{ refusal }` with the reason. Without a `purpose` it is
 * for a new call; `resume` is to come back to one, `trial` for the test call that an administrator has prepared.
 */
export async function fetchTicket(base, portal, { signal, purpose } = {}) {
  const caller = portal.credential();
  const headers = caller ? { Authorization: 'Bearer ' + caller } : {};
  try {
    const address = new URL('api/call-ticket', base);
    if (!keepsCookies()) address.searchParams.set('cookie', 'none');
    if (purpose) address.searchParams.set(purpose, 'true');
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
