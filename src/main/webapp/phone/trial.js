/**
 * The test call of an administrator: the phone's own call with a tone instead of a microphone, and with the values that the
 * page has left at the server. It measures the sound, and hangs up by itself. What it finds are facts; what to make of them
 * the page says.
 */
import { Call } from './call.js';
import { Presence } from './presence.js';
import { usedPair, quality } from './quality.js';
import { TrialMedia } from './tone.js';

const SECONDS_OF_TALK = 15;
const MEASURE_EVERY = 1000; // milliseconds

/** The server knows the administrator by the session. */
const NO_PORTAL = { credential() {}, keep() {} };

const ADDRESS = /candidate:\S+ \d+ \S+ \d+ (\S+) \d+ typ/g;

export class Trial extends Call {
  purpose = 'trial';
  /**
   * What is known so far: `times` in seconds since the beginning by state, `reason` of the end, `addresses` of Janus, `turn`
   * the TURN servers that are set, `failures` the error codes of those that failed, `relays` those that work, `talked`
   * whether there was a way for sound, `heard` whether Janus has said that ours arrives, and what `measure` says.
   */
  facts = { times: {}, addresses: new Set(), turn: [], failures: new Map(), relays: new Set(), talked: false };
  #begun = performance.now();
  #changed;

  /** `base` is the address of the application; `changed` hears of each new state, `talking` among them. */
  constructor(base, changed) {
    super(null, new Presence(), NO_PORTAL, base);
    this.#changed = changed;
    this.media = new TrialMedia(this);
    this.view = {
      state: (state, reason) => this.#follow(state, reason),
      talking: () => this.#talk(),
      show: (part, shown) => part === 'unheard' && (this.facts.heard = !shown),
      waiting() {},
      hold() {},
      away() {},
    };
  }

  #follow(state, reason) {
    this.facts.times[state] = (performance.now() - this.#begun) / 1000;
    this.facts.reason = reason;
    this.#changed(state);
  }

  /** Once, though the way may be lost and found again. */
  #talk() {
    if (this.facts.talked) return;
    this.facts.talked = true;
    const measuring = setInterval(() => this.#measure(), MEASURE_EVERY);
    const enough = setTimeout(() => this.end('HANG_UP'), SECONDS_OF_TALK * 1000);
    this.closeAtEnd(() => {
      clearInterval(measuring);
      clearTimeout(enough);
    });
    this.#changed('talking');
  }

  async #measure() {
    const { peer } = this.media;
    const keys = this.digits.next();
    const measured = measure(await peer.getStats());
    // What is closed has no statistics any more.
    if (this.state !== 'ended') Object.assign(this.facts, measured, { keys });
  }

  receive(message) {
    const { type, iceServers, sdp, candidate } = message;
    if (type === 'ready') this.facts.turn = iceServers.map(({ urls }) => urls).filter((url) => url.startsWith('turn'));
    for (const [, address] of `${sdp} ${candidate}`.matchAll(ADDRESS)) this.facts.addresses.add(address);
    return super.receive(message);
  }
}

/**
 * The sound in figures: what `quality` says, packets `sent` and `received`, `jitter` in milliseconds, the `energy` of what
 * was heard (0 is silence), and the `transport` as far as the next server: udp, tcp or tls.
 */
export function measure(stats) {
  const first = (kind) => [...stats.values()].find(({ type }) => type === kind) ?? {};
  const heard = first('inbound-rtp');
  const own = stats.get(usedPair(stats)?.localCandidateId);
  return {
    ...quality(stats),
    sent: first('outbound-rtp').packetsSent ?? 0,
    received: heard.packetsReceived ?? 0,
    jitter: Math.round(heard.jitter * 1000),
    energy: heard.totalAudioEnergy,
    transport: own?.relayProtocol ?? own?.protocol,
  };
}
