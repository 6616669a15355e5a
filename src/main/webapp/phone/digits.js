/** Of the 100 ms that browsers take by themselves, some telephone systems hear nothing. */
const MILLISECONDS_OF_A_DIGIT = 200;
/** For so long a digit may be on its way through the server; SIP repeats over UDP what was lost. */
const MILLISECONDS_TO_ARRIVE = 2000;

/**
 * The digits that are pressed in a call. They reach the desk within the sound (RFC 4733), or through the server where
 * that is not possible. Digits that follow each other take the same way, because two ways could change their order.
 */
export class Digits {
  /** What the operator wants: `auto`, `rtp` or `info`. */
  way;
  #sounding = false;
  #wentByServer = -Infinity;

  constructor(call) {
    this.call = call;
  }

  /** Which way the next one would take: `rtp`, `info` or `none`. */
  next() {
    if (this.#sender()) return 'rtp';
    return this.way === 'rtp' ? 'none' : 'info';
  }

  /** Tells whether there is a way. */
  dial(digit) {
    const next = this.next();
    if (next === 'rtp') this.#sound(this.#sender(), digit);
    if (next === 'info') this.#ask(digit);
    return next !== 'none';
  }

  /** While the sound is interrupted, a digit would be lost in it. */
  #sender() {
    if (this.way === 'info' || performance.now() - this.#wentByServer < MILLISECONDS_TO_ARRIVE) return null;
    const { media } = this.call;
    const sender = (media.isConnected() || this.#sounding) && media.peer?.getSenders()[0].dtmf;
    return sender?.canInsertDTMF ? sender : null;
  }

  #sound(sender, digit) {
    this.#sounding = true;
    sender.ontonechange = ({ tone }) => (this.#sounding = tone !== '');
    // Whatever has not sounded yet would be dropped.
    sender.insertDTMF(sender.toneBuffer + digit, MILLISECONDS_OF_A_DIGIT);
  }

  #ask(digit) {
    this.#wentByServer = performance.now();
    this.call.send({ type: 'dtmf', digit });
  }
}
