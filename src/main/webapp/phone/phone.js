/** The panel: what the call does, what the caller wants. */
import { Call } from './call.js';

const PANEL = `<div class="voip-panel" role="dialog" aria-labelledby="voip-title" tabindex="-1" hidden>
<header>
<button class="voip-move"></button><b class="voip-title" id="voip-title"></b><button class="voip-fold"></button>
</header>
<p class="voip-status" role="status"></p>
<p class="voip-timer" role="timer"></p>
<div aria-live="polite"><p class="voip-poor"></p><p class="voip-unheard"></p></div>
<button class="voip-hear"></button>
<div class="voip-tools">
<button class="voip-mute"></button><button class="voip-keypad"></button><button class="voip-sound"></button>
</div>
<button class="voip-hangup"></button><button class="voip-again"></button></div>`;

const part = (name) => panel.querySelector('.voip-' + name);
const show = (name, shown) => (part(name).hidden = !shown);
const tools = async (does, what) => (await import('./tools.js'))[does](what, { panel, texts, call });
const place = ({ target }) => target === panel || import('./place.js');
let button, texts, panel, call, clock;

export function build(words) {
  texts = words;
  document.body.insertAdjacentHTML('beforeend', PANEL);
  panel = document.body.lastElementChild;
  for (const part of panel.querySelectorAll('[class]')) part.append(texts[part.className.slice(5)] ?? '');
  panel.onclick = ({ target }) => actions[target.className.slice(5)]?.();
  panel.onkeydown = ({ key, target }) => {
    if (key === 'Escape') fold(true);
    if (/^[\d*#]$/.test(key) && !target.name && call.state === 'established') tools('press', key);
  };
  addEventListener('pagehide', actions.hangup);
  panel.onpointerover = place;
  addEventListener('focusin', place);
}

/** Calls; in a call, takes the focus to the panel. */
export function open(clicked) {
  button = clicked;
  if (panel.hidden) actions.again();
  else fold(false);
}

const actions = {
  hangup: () => call.end('HANG_UP'),
  hear: () => call.media.play(),
  mute: () => mute(!call.media.muted),
  keypad: () => tools('toggle', 'keypad'),
  sound: () => tools('toggle', 'sound'),
  fold: () => fold(!panel.hasAttribute('data-small')),
  async again() {
    call = new Call({ show, state });
    ['poor', 'unheard', 'hear'].forEach((name) => show(name));
    mute(false);
    state('new');
    tick(Date.now());
    fold(false);
    try {
      if (localStorage.voip) (await import('./sound.js')).restore(call.media);
    } catch (failure) {
      console.debug('voip', failure); // no storage for this page
    }
    call.start(new URL('../../', import.meta.url));
  },
};

function state(name, reason) {
  panel.dataset.state = part('status').dataset.state = name;
  part('status').textContent = texts[reason ?? name] ?? texts.FAILED;
  part('keypad').disabled = name !== 'established';
  clearInterval(clock);
  if (name === 'established') clock = setInterval(tick, 1000, Date.now());
  if (name === 'ended') fold(false, panel.contains(document.activeElement) ? part('again') : document.activeElement);
}

function tick(start) {
  part('timer').textContent = new Date(Date.now() - start).toISOString().slice(11, 19).replace(/^00:/, '');
}

function mute(muted) {
  call.media.mute(muted);
  part('mute').ariaPressed = muted;
  part('mute').textContent = texts[muted ? 'muted' : 'mute'];
}

/** Folded, the panel of a running call is a small bar; that of an ended one is gone. */
function fold(small, focus = small ? button : panel) {
  panel.hidden = small && call.state === 'ended';
  panel.toggleAttribute('data-small', small);
  button.ariaExpanded = part('fold').ariaExpanded = !small;
  focus.focus();
}
