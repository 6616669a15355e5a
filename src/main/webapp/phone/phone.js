/** The phone: joins the call, what the window shows, what the caller presses, and the page that opened the window. */
import { Call } from './call.js';
import { Keypad } from './keypad.js';
import * as portal from './portal.js';
import { Presence } from './presence.js';
import { rate } from './rating.js';
import { View } from './view.js';

const base = new URL('../../', import.meta.url);
const view = new View(JSON.parse(document.getElementById('texts').textContent));
const presence = new Presence();
const keypad = new Keypad(document.getElementById('keypad'), (digit) => call.digits.dial(digit));
let call;
let answered;
let closeSettings;

const actions = {
  call: begin,
  again: begin,
  hangup: () => call.end('HANG_UP'),
  hear: () => call.media.play(),
  mute,
  keypad: () => toggle('keypad'),
  sound: () => toggle('sound'),
  good: () => rated(true),
  bad: () => rated(false),
  close: () => window.close(),
  back: () => history.back(),
};

/** In milliseconds; until then, the window knows of the call before, and so would say that there is another one. */
const CALL_BEFORE = 300;

/** What a telephone system says of the number that it was asked for. After a transfer, that is not the desk's. */
const OF_ITS_NUMBER = [
  ...['BUSY', 'DECLINED', 'UNREACHABLE', 'RING_TIMEOUT', 'NO_ANSWER', 'CANCELLED', 'NOT_FOUND', 'NUMBER_GONE'],
  ...['NUMBER_INCOMPLETE', 'REDIRECTED', 'LOOP', 'FORBIDDEN', 'ANONYMOUS', 'NOT_ACCEPTABLE', 'NOT_SUPPORTED'],
];

function begin(transferTicket) {
  const shown = {
    state: follow,
    show: (part, shown) => view.show(part, shown),
    talking,
    waiting: (position, minutes) => view.waiting(position, minutes),
    hold: (held) => view.hold(held),
    away: (away) => view.away(away),
  };
  call = new Call(shown, presence, portal, base, transferTicket);
  answered = null;
  view.reset();
  keypad.clear();
  call.media.restore();
  view.state('new', transferTicket && 'TRANSFERRED');
  call.start();
}

/** The call has come to another state. */
function follow(state, reason) {
  const now = Date.now();
  if (state === 'calling') portal.tell({ voip: 'call-started' });
  if (state === 'ended') end(reason, answered ? Math.round((now - answered) / 1000) : 0);
  else presence.tell(answered ?? now);
  const stranded = call.transferTicket && !answered && OF_ITS_NUMBER.includes(reason);
  view.state(state, stranded ? 'TRANSFER_FAILED' : reason);
  if (reason === 'TRANSFERRED') setTimeout(goOn, CALL_BEFORE, call.next);
}

/** Calls whom the desk has transferred this call to, unless the caller has called again meanwhile. */
function goOn(transferTicket) {
  if (!isRunning()) begin(transferTicket);
}

/** The desk has answered, and sound flows. */
function talking() {
  answered ??= Date.now();
  presence.tell(answered);
  view.talking(call.media.held);
}

function end(reason, seconds) {
  close();
  presence.tell(null);
  if (reason !== 'HANG_UP') call.media.tones.cutOff();
  if (answered) view.show('rating', call.connection.rating);
  portal.tell({ voip: 'call-ended', outcome: reason, seconds });
}

async function rated(good) {
  view.answered();
  const { connection } = call;
  view.thank(await rate(base, connection.rating, good), connection === call.connection);
}

function mute() {
  call.media.mute(!call.media.muted);
  view.muted(call.media.muted);
}

function toggle(name) {
  const open = view.opened() !== name;
  close();
  if (!open) return;
  view.open(name);
  if (name === 'sound') showSound();
}

/** Loaded only now, because few callers need it. */
async function showSound() {
  const { showSettings } = await import('./sound.js');
  if (view.opened() === 'sound') closeSettings ??= showSettings(document.getElementById('sound'), call.media);
}

function close() {
  closeSettings?.();
  closeSettings = null;
  view.open(null);
}

function isRunning() {
  return call && call.state !== 'ended';
}

document.addEventListener('keydown', ({ key, target, ctrlKey, metaKey, altKey }) => {
  if (key === 'Escape') close();
  if (!keypad.has(key) || target.name || ctrlKey || metaKey || altKey || call?.state !== 'established') return;
  if (view.opened() !== 'keypad') toggle('keypad');
  keypad.press(key);
});

addEventListener('beforeunload', (event) => {
  if (isRunning()) event.preventDefault();
});
addEventListener('pagehide', () => isRunning() && call.end('HANG_UP'));

view.listen(actions);
view.show('back', !window.opener && window.parent === window && history.length > 1);
view.show('close', window.parent === window && (window.opener || history.length === 1));
if (mayBegin()) begin();
else askForClick();

/**
 * Whether the click that opened this window stands for a call. It does not when the page was loaded again or is a part
 * of another page; and where the browser plays sound only after a click in the same window, that click is needed.
 */
function mayBegin() {
  const [{ type }] = performance.getEntriesByType('navigation');
  // Firefox says 'allowed-muted' to whoever has not allowed the microphone on an earlier visit.
  const audible = ['allowed', undefined].includes(navigator.getAutoplayPolicy?.('mediaelement'));
  return type === 'navigate' && window.parent === window && audible;
}

function askForClick() {
  view.reset();
  view.state('new', 'ready');
  view.show('call', true);
}
