/**
 * Lets only one window of this browser call, and tells our other pages that a call is running and since when. A browser
 * that allows neither locks nor messages between windows leaves it to the server to count calls.
 */
const NAME = 'voip-phone';
const MILLISECONDS_TO_ANSWER = 300;

export class Presence {
  #channel = channel();
  #since = null;

  constructor() {
    this.#channel.onmessage = ({ data }) => {
      if (data.ask && this.#since) this.#channel.postMessage({ since: this.#since });
    };
  }

  /** `since` is the time in milliseconds at which the call began, or null when there is none. */
  tell(since) {
    if (since === this.#since) return;
    this.#since = since;
    this.#channel.postMessage({ since });
  }

  /** Whether this window may call. If so, it keeps all others from it until it calls the function given to `keep`. */
  async claim(keep) {
    try {
      if (navigator.locks) return await lock(keep);
    } catch (forbidden) {
      console.debug('voip', forbidden); // as Chromium does where it keeps no data of this site
    }
    return !(await this.#isRunningElsewhere());
  }

  #isRunningElsewhere() {
    const answers = channel();
    return new Promise((done) => {
      answers.onmessage = ({ data }) => data.since && done(true);
      answers.postMessage({ ask: true });
      setTimeout(done, MILLISECONDS_TO_ANSWER, false);
    }).finally(() => answers.close());
  }
}

function lock(keep) {
  return new Promise((done, failed) => {
    navigator.locks
      .request(NAME, { ifAvailable: true }, (granted) => {
        done(!!granted);
        return granted && new Promise(keep);
      })
      .catch(failed);
  });
}

function channel() {
  try {
    return new BroadcastChannel(NAME);
  } catch (forbidden) {
    console.debug('voip', forbidden);
    return { postMessage() {}, close() {} };
  }
}
