/** The connection test: shows each step of it as soon as it is known. */
const PAUSE = 400;
/** Twice as long as a test may take. Not for ever, because each look keeps the session alive. */
const MOST_LOOKS = 100;
let looks = 0;
let nextLook = 0;

/** Shows what follows from now on, until the test is over. */
export function followTest() {
  looks = 0;
  if (shown()?.dataset.state === 'running') shown().scrollIntoView({ block: 'nearest' });
  lookAgain();
}

function lookAgain() {
  clearTimeout(nextLook);
  const test = shown();
  // A second test could not begin, and nothing else is to be cancelled.
  document.querySelector('#cancel').hidden = test?.dataset.state !== 'running';
  if (test?.dataset.state !== 'running' || looks >= MOST_LOOKS) return;
  looks++;
  nextLook = setTimeout(look, PAUSE);
}

async function look() {
  const answer = await fetch('connection', { redirect: 'error' }).catch(() => null);
  const fresh = answer?.ok ? testIn(new DOMParser().parseFromString(await answer.text(), 'text/html')) : null;
  // A node that was restarted knows of no test.
  if (shown() && fresh?.querySelector('.result')) show(fresh);
  else lookAgain();
}

function show(fresh) {
  const old = shown();
  old.dataset.state = fresh.dataset.state;
  say(old.querySelector('.result'), fresh.querySelector('.result').textContent);
  old.querySelector('.steps').replaceChildren(...fresh.querySelector('.steps').children);
  lookAgain();
}

/** A live region is read aloud at each write, so it is written only when the text changes. */
function say(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

const testIn = page => page.querySelector('#connection');
const shown = () => testIn(document);
