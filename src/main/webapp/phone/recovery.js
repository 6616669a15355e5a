/** Brings the sound of a running call back when the network has failed or changed, by restarting ICE (RFC 8445, 2.4). */

/** A connection that is only interrupted often comes back by itself, in milliseconds. */
const PATIENCE = 2000;

/**
 * In milliseconds, between attempts; the last one is repeated. Chromium says that there is a network a second and a half
 * before it uses it, and what was begun earlier may find no address there.
 */
const PAUSES = [2000, 3000, 5000, 8000];

export class Recovery {
  #call;
  #media;
  #timer;
  #attempts = 0;
  #busy = false;
  #isLost = () => !this.#media.isConnected();

  constructor(call, media) {
    this.#call = call;
    this.#media = media;
    const changed = () => this.restart(() => true);
    const { connection } = navigator;
    addEventListener('online', changed);
    connection?.addEventListener?.('change', changed);
    call.closeAtEnd(() => {
      removeEventListener('online', changed);
      connection?.removeEventListener?.('change', changed);
      clearTimeout(this.#timer);
    });
  }

  /** Follows the state of the peer connection, once it has been connected. */
  follow(state) {
    if (state === 'connected') {
      this.#attempts = 0;
      clearTimeout(this.#timer);
    }
    if (state === 'disconnected') this.#after(PATIENCE);
    if (state === 'failed') this.#after(0);
  }

  /** Whether it is lost is asked when the time comes, and once more when the server can be reached. */
  #after(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#isLost() && this.restart(this.#isLost), milliseconds);
  }

  /**
   * The old socket uses the old network, and nobody would notice for a long time that it leads nowhere. Without it there
   * is no other way for what the restart needs.
   */
  async restart(needed = () => !this.#media.hears()) {
    const back = this.#call.connection.comeBack();
    if (this.#busy) return;
    this.#busy = true;
    const isBack = await back;
    this.#busy = false;
    if (!isBack || this.#call.state !== 'established') return;
    this.#after(PAUSES[Math.min(this.#attempts++, PAUSES.length - 1)]);
    if (needed()) this.#media.restart().catch((failure) => console.debug('voip', failure));
  }
}
