/**
 * Tries whether the sound finds a way, before the desk rings: with a second connection, to the server's echo test. Who
 * called from the same network lately need not try again.
 */
import { store, stored } from './storage.js';

const STORED = 'voip-path';
const MILLISECONDS_REMEMBERED = 600_000;

/** The addresses of this machine come at once, and together. */
const MILLISECONDS = { first: 100, others: 10 };

export class Path {
  #call;
  #peer;
  #network;
  #reportAnswer;
  #answered = new Promise((done) => (this.#reportAnswer = done));

  constructor(call) {
    this.#call = call;
  }

  /** Watches which network `peer`, which is about to find its candidates, is in. */
  watch(peer) {
    const found = new Set();
    this.#network = new Promise((done) => {
      const report = () => done([...found].sort().join());
      setTimeout(report, MILLISECONDS.first);
      peer.addEventListener('icecandidate', ({ candidate }) => {
        if (candidate?.type !== 'host') return;
        found.add(candidate.address);
        setTimeout(report, MILLISECONDS.others);
      });
    });
  }

  /** Whether any call found its way lately; never where the browser hides its addresses. */
  isRemembered() {
    const { network, until } = stored(STORED);
    return !!network && until > Date.now();
  }

  /** Whether that call came from this network. */
  async isKnown() {
    return this.isRemembered() && stored(STORED).network === (await this.#network);
  }

  /** Begins the trial with a connection that may use the same servers as the call's. */
  async try(peer) {
    this.#peer = peer;
    this.#call.closeAtEnd(() => peer.close());
    peer.onicecandidate = ({ candidate }) => this.#call.send(message(candidate));
    peer.oniceconnectionstatechange = () => this.#follow(peer.iceConnectionState);
    peer.addTransceiver('audio', { direction: 'recvonly' });
    await peer.setLocalDescription();
    this.#call.send({ type: 'probe', sdp: peer.localDescription.sdp });
  }

  #follow(state) {
    if (state === 'failed' && this.#call.state !== 'established') this.#call.end('NO_SOUND');
    if (state !== 'connected' && state !== 'completed') return;
    this.#peer.oniceconnectionstatechange = null;
    this.#call.send({ type: 'reached' });
    this.#peer.close();
    this.#network.then((network) => store(STORED, { network, until: Date.now() + MILLISECONDS_REMEMBERED }));
  }

  async answer(sdp) {
    await this.#peer.setRemoteDescription({ type: 'answer', sdp });
    this.#reportAnswer();
  }

  /** Candidates of the server may come before its answer. */
  async candidate(candidate) {
    await this.#answered;
    await this.#peer.addIceCandidate(candidate);
  }
}

function message(found) {
  const { candidate, sdpMid, sdpMLineIndex } = found ?? { candidate: '' };
  return { type: 'candidate', probe: true, candidate, sdpMid, sdpMLineIndex };
}
