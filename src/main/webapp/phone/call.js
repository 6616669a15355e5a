/** A call as the browser sees it: new > calling > ringing > established > ended. */
import { Connection, fetchTicket } from './connection.js';
import { Digits } from './digits.js';
import { Media } from './media.js';

/** Which states may follow; everything else that the server says is dropped. */
const NEXT = {
  new: ['calling', 'ended'],
  calling: ['ringing', 'established', 'ended'],
  ringing: ['established', 'ended'],
  established: ['ended'],
  ended: [],
};

/** Each wait ends, in seconds. The server ends the ringing earlier than this. */
const SECONDS = { ticket: 10, ringing: 330 };

/** A ticket is good for a minute on the server's clock; some seconds are left for the way there. */
const SECONDS_OF_A_TICKET = 50;

export class Call {
  state = 'new';
  media = new Media(this);
  digits = new Digits(this);
  #connected = false;
  #opened = [];
  #timer;

  /**
   * `view` shows states and hints, `presence` knows of other windows, `portal` who is calling, `base` is the address of
   * the application. `transferTicket` lets this call reach somebody else than usual, to whom the desk has transferred the caller.
   */
  constructor(view, presence, portal, base, transferTicket) {
    this.transferTicket = transferTicket;
    this.view = view;
    this.presence = presence;
    this.portal = portal;
    this.base = base;
    this.connection = new Connection(this, base, portal);
  }

  async start() {
    const free = await this.presence.claim((release) => this.closeAtEnd(release));
    if (!free) return this.end('OTHER_WINDOW');
    const { ticket, refusal } = await this.#prepare();
    if (refusal) this.end(refusal);
    else if (this.state === 'new') this.#connect(ticket);
  }

  #connect(ticket) {
    this.closeAtEnd(() => this.connection.close());
    this.connection.open(ticket);
  }

  /** The microphone and a ticket at the same time; a new ticket for those who needed long to allow the microphone. */
  async #prepare() {
    const asked = performance.now();
    const ticketOf = () => fetchTicket(this.base, this.portal, { purpose: this.purpose });
    const early = ticketOf();
    const refusal = await this.media.capture();
    if (refusal || this.state !== 'new') return { refusal };
    this.endAfter(SECONDS.ticket, 'NO_CONNECTION');
    const old = performance.now() - asked > SECONDS_OF_A_TICKET * 1000;
    const ticket = await early;
    return old ? ticketOf() : ticket;
  }

  /** Ends the call for `reason`, and tells the server, if it is still there. */
  end(reason) {
    this.send({ type: 'hangup', reason, ...this.media.quality });
    this.#move('ended', reason);
  }

  #move(state, reason) {
    if (!NEXT[this.state].includes(state)) return console.debug('voip drops', state);
    this.state = state;
    const waiting = NEXT[state].includes('established');
    this.endAfter(waiting ? SECONDS.ringing : null, 'RING_TIMEOUT');
    if (state === 'ringing') this.media.ringBack();
    if (state === 'established') {
      this.media.tones.finish();
      this.media.answered();
    }
    if (state === 'ended') this.#opened.forEach((close) => close());
    this.view.state(state, reason);
    this.#talk();
  }

  /** The browser can send and receive sound now. */
  connected() {
    this.#connected = true;
    this.#talk();
  }

  /** The desk may have answered before or after that. */
  #talk() {
    if (this.state === 'established' && this.#connected) this.view.talking();
  }

  /** Calls `close` at the end of the call, or at once if that has come. */
  closeAtEnd(close) {
    if (this.state === 'ended') close();
    else this.#opened.push(close);
  }

  /** Ends the call after so many seconds, unless this is called again; never, when they are null. */
  endAfter(seconds, reason) {
    clearTimeout(this.#timer);
    if (seconds) this.#timer = setTimeout(() => this.end(reason), seconds * 1000);
  }

  send(message) {
    this.connection.send(message);
  }

  /** Whether the way to the server is interrupted, for so long that the caller should know. */
  away(away) {
    if (this.state !== 'ended') this.view.away(away);
  }

  /** Takes a message of the server. */
  async receive(message) {
    try {
      await this.#on[message.type](message);
    } catch (failure) {
      console.debug('voip drops', failure);
    }
  }

  #on = {
    __proto__: null,
    ready: ({ iceServers, dtmf }) => {
      this.digits.way = dtmf;
      return this.media.offer(iceServers);
    },
    answer: ({ sdp }) => this.media.answer(sdp),
    update: ({ sdp }) => this.media.update(sdp),
    candidate: (candidate) => (candidate.probe ? this.media.path : this.media).candidate(candidate),
    probe: ({ sdp }) => this.media.path.answer(sdp),
    state: ({ state, reason }) => this.#move(state, reason),
    transfer: ({ ticket }) => (this.next = ticket),
    waiting: ({ position, minutes }) => this.view.waiting(position, minutes),
    media: ({ receiving }) => this.view.show('unheard', !receiving && !this.media.held),
    slowlink: () => this.view.show('poor', true),
  };
}
