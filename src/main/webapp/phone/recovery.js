/** Brings the sound of a running call back when the network has failed or changed, by restarting ICE (RFC 8445, 2.4). */

/** A connection that is only interrupted often comes back by itself, in milliseconds. */
const PATIENCE = 2000;

/** In milliseconds, between attempts; the last one is repeated. */
const PAUSES = [3000, 5000, 8000];

export class Recovery {
  #call;
  #media;
  #timer;
  #attempts = 0;
  #busy = false;

  constructor(call, media) {
    this.#call = call;
    this.#media = media;
    const changed = () => this.#networkChanged();
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
    if (state === 'connected') this.#stop();
    if (state === 'disconnected') this.#after(PATIENCE);
    if (state === 'failed') this.#after(0);
  }

  #stop() {
    this.#attempts = 0;
    clearTimeout(this.#timer);
  }

  #after(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#restart(), milliseconds);
  }

  #networkChanged() {
    if (this.#call.state === 'established') this.#after(0);
    else this.#call.connection.comeBack();
  }

  /** The old socket uses the old network, and nobody would notice for a long time that it leads nowhere. */
  async #restart() {
    if (this.#busy) return;
    this.#busy = true;
    try {
      if ((await this.#call.connection.comeBack()) && this.#call.state === 'established') await this.#media.restart();
    } catch (failure) {
      console.debug('voip', failure);
    }
    this.#busy = false;
    this.#tryAgain();
  }

  #tryAgain() {
    if (this.#call.state !== 'established') return;
    const pause = PAUSES[Math.min(this.#attempts++, PAUSES.length - 1)];
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#media.isConnected() || this.#restart(), pause);
  }
}
