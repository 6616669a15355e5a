/** The test call with sound, once the server has its values: calls, and shows what it finds as it becomes known. */
import { findings } from './sound.js';

/** From best to worst. */
const VERDICTS = ['good', 'warning', 'bad'];

const panel = document.querySelector('#sound');
const result = panel.querySelector('.result');
const steps = panel.querySelector('.steps');
const settings = panel.querySelector('[data-settings]');
const texts = panel.querySelector('template').content;
const [begin, stop] = panel.querySelectorAll('.acts button');
const language = document.documentElement.lang;
let call;

export async function start() {
  running(true, 'new', []);
  const phone = new URL(panel.dataset.phone, location);
  try {
    const { Trial } = await import(new URL('trial.js', phone));
    call = new Trial(new URL('../../', phone), show);
    await call.start();
  } catch (failure) {
    console.debug('voip', failure);
    over([['NO_SOCKET']]);
  }
}

function show(state) {
  const found = findings(call.facts);
  if (state === 'ended') over(found);
  else running(true, state, found);
}

function over(found) {
  const verdicts = found.map(([name]) => VERDICTS.indexOf(sentence(name).dataset.state));
  running(false, VERDICTS[Math.max(...verdicts)], found);
}

/** The pressed button goes, and takes the focus to the other one. */
function running(on, state, found) {
  const [shown, hidden] = on ? [stop, begin] : [begin, stop];
  const focused = document.activeElement === hidden;
  shown.hidden = false;
  hidden.hidden = true;
  if (focused) shown.focus();
  panel.dataset.state = state;
  const words = texts.querySelector(`[data-result="${state}"]`).textContent;
  // A live region is read aloud at each write.
  if (result.textContent !== words) result.textContent = words;
  steps.replaceChildren(...found.map(shownFinding));
  settings.hidden = !steps.textContent.includes('voip.');
}

function shownFinding([name, ...values]) {
  const item = sentence(name).cloneNode(true);
  const words = item.querySelector('.words');
  words.textContent = values.reduce((text, value, i) => text.replaceAll(`{${i}}`, () => written(value)), words.textContent);
  return item;
}

const sentence = (name) => texts.querySelector(`[data-finding="${name}"]`);

/** Numbers as readers of this language write them, reasons in words. */
function written(value) {
  if (typeof value === 'number') return value.toLocaleString(language, { maximumFractionDigits: 1 });
  const reasons = [...texts.querySelectorAll('[data-reason]')];
  return reasons.find(({ dataset }) => dataset.reason === value)?.textContent ?? value;
}

stop.addEventListener('click', () => call?.end('HANG_UP'));
addEventListener('pagehide', () => call?.end('HANG_UP'));
