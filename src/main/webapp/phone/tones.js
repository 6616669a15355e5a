/** The sounds of the phone itself: 425 Hz, as in Spain and in Brazil. */
const SAMPLES = 8000; // a second
const HERTZ = 425;
const VOLUME = 1 / 8;

/** Seconds of sound and of silence. */
const RING_BACK = [1, 4];
const CUT_OFF = [0.2, 0.2];
const CUT_OFF_TIMES = 3;

export class Tones {
  #context = null;
  #allowed = true;

  /** `play` receives each sound as a stream. */
  constructor(play) {
    this.play = play;
  }

  /** The desk's telephone rings, until `stop` or `finish`. */
  ringBack() {
    if (this.#allowed) this.#start(RING_BACK, true);
  }

  /** The call was cut off: three short tones. */
  cutOff() {
    this.#start(Array(CUT_OFF_TIMES).fill(CUT_OFF).flat(), false);
  }

  stop() {
    this.#context?.close();
    this.#context = null;
  }

  /** Stops, and does not ring again: the desk's own sound may come before the ringing is reported. */
  finish() {
    this.#allowed = false;
    this.stop();
  }

  resume() {
    this.#context?.resume();
  }

  #start(pattern, loop) {
    this.stop();
    const context = (this.#context = new AudioContext());
    const tone = context.createBufferSource();
    tone.buffer = context.createBuffer(1, SAMPLES * pattern.reduce((sum, seconds) => sum + seconds), SAMPLES);
    fill(tone.buffer.getChannelData(0), pattern);
    tone.loop = loop;
    if (!loop) tone.onended = () => context === this.#context && this.stop();
    tone.start();
    this.play(tone.connect(context.createMediaStreamDestination()).stream);
  }
}

/** Sound and silence take turns. */
function fill(samples, pattern) {
  let begin = 0;
  pattern.forEach((seconds, turn) => {
    const end = begin + seconds * SAMPLES;
    for (let i = begin; turn % 2 === 0 && i < end; i++) {
      samples[i] = VOLUME * Math.sin((2 * Math.PI * HERTZ * i) / SAMPLES);
    }
    begin = end;
  });
}
