/** The state of the connection to Janus, beside 324. */
import { showTimes } from './times.js';

const MOST_LOOKS = 60;
let looks = 0;
let nextLook = 0;

/** Shows each new state from now on, until it is no longer about to change. */
export function followGateway() {
  looks = 0;
  lookAgain();
}

/** Not forever, because each look keeps the session alive. */
function lookAgain() {
  clearTimeout(nextLook);
  if (shown().dataset.state === 'connecting' && looks < MOST_LOOKS) {
    looks++;
    nextLook = setTimeout(look, 1000);
  }
}

async function look() {
  const answer = await fetch('gateway', { redirect: 'error' }).catch(() => null);
  const fresh = answer?.ok && stateIn(new DOMParser().parseFromString(await answer.text(), 'text/html'));
  if (fresh) show(fresh);
}

function show(fresh) {
  const old = shown();
  // The element stays: a screen reader announces only what changes inside an existing live region.
  if (old.dataset.state !== fresh.dataset.state) old.replaceChildren(...fresh.childNodes);
  old.dataset.state = fresh.dataset.state;
  showTimes();
  lookAgain();
}

const stateIn = page => page.querySelector('#gateway');
const shown = () => stateIn(document);
