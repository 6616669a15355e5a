/** The sound of a test call: a tone, because nobody need allow a microphone to prove that sound finds a way. */
import { Media } from './media.js';

/** Soft, because somebody at the desk hears it. */
const TONE = { frequency: 1000 };
const VOLUME = { gain: 1 / 8 };

export class TrialMedia extends Media {
  constructor(call) {
    super(call);
    // A test believes nothing that an earlier call has found.
    this.path.isRemembered = () => false;
  }

  async capture() {
    const context = new AudioContext();
    this.call.closeAtEnd(() => context.close());
    const tone = new OscillatorNode(context, TONE);
    const out = context.createMediaStreamDestination();
    tone.connect(new GainNode(context, VOLUME)).connect(out);
    tone.start();
    [this.track] = out.stream.getTracks();
  }

  /** Watches what becomes of the TURN servers. */
  async offer(iceServers) {
    const known = this.peer;
    const offered = super.offer(iceServers);
    if (!known) this.#watch(this.peer);
    return offered;
  }

  #watch(peer) {
    const { failures, relays } = this.call.facts;
    peer?.addEventListener('icecandidateerror', ({ url, errorCode }) => failures.set(url, errorCode));
    peer?.addEventListener('icecandidate', ({ candidate, url }) => {
      if (candidate?.type === 'relay') relays.add(candidate.url ?? url);
    });
  }
}
