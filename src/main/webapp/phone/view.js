/** What the window shows. It knows the elements of the page, and nothing of calls. */
const part = (name) => document.querySelector(`[data-part='${name}']`);

/** What happens to a call in the usual way; after every other end, other ways to the desk are offered. */
const GOODBYES = ['HANG_UP', 'FAR_END', 'TRANSFERRED', 'OTHER_WINDOW'];

/** Milliseconds between two news of the queue: readers of the screen need them to speak one. */
const PAUSE = 5000;

export class View {
  #clock;
  #before;
  #talking = false;
  #pause;
  #spoken = 0;
  #title = document.title;

  /** `texts` has one for each state and each reason. */
  constructor(texts) {
    this.texts = texts;
  }

  /** Calls `actions[name]` for a click on the button of that name. */
  listen(actions) {
    document.addEventListener('click', ({ target }) => actions[target.closest('button')?.dataset.part]?.());
  }

  /** Shows a state of the call, and at its end the reason. */
  state(state, reason) {
    const status = part('status');
    const focused = document.activeElement;
    document.body.dataset.state = status.dataset.state = state;
    const text = state === 'established' ? 'connecting' : state;
    this.#say(this.texts[reason ?? text] ?? this.texts.FAILED);
    if (state === 'ended') this.#end();
    this.show('alternatives', state === 'ended' && !GOODBYES.includes(reason));
    part('alternatives')?.classList.toggle('first', /^MIC_/.test(reason));
    this.#keepFocus(focused);
  }

  /** How the caller stands in the queue; `position` and `minutes` may be unknown. */
  waiting(position, minutes) {
    const time = minutes ? (minutes === 1 ? 'Minute' : 'Minutes') : '';
    const text = this.texts[`waiting${position ? 'Place' : ''}${time}`].replace('{0}', position).replace('{1}', minutes);
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#wait(text), this.#spoken + PAUSE - Date.now());
  }

  /** The desk may have answered meanwhile. */
  #wait(text) {
    if (!['calling', 'ringing'].includes(document.body.dataset.state)) return;
    this.#spoken = Date.now();
    this.#say(text);
  }

  /** Whether the way to the server is interrupted; the call goes on meanwhile, in the state that it is in. */
  away(away) {
    part('status').dataset.state = away ? 'reconnecting' : document.body.dataset.state;
    this.#say(away ? this.texts.reconnecting : this.#before);
  }

  #end() {
    clearInterval(this.#clock);
    this.#talking = false;
    this.show('hear', false);
  }

  /** The desk has answered, and sound flows. */
  talking(held) {
    if (this.#talking) return;
    this.#talking = true;
    this.hold(held);
    this.#startClock();
  }

  /** Whether the desk holds the call, which goes on meanwhile. */
  hold(held) {
    if (this.#talking) this.#say(this.texts[held ? 'hold' : 'established']);
  }

  /** Readers of the screen speak what changes, and only that. */
  #say(text) {
    if (text !== this.texts.reconnecting) this.#before = text;
    if (part('status').textContent !== text) part('status').textContent = text;
    document.title = `${text.split('. ')[0]} – ${this.#title}`;
  }

  /** The button that had the focus may be gone now. */
  #keepFocus(focused) {
    if (focused === document.body || focused.checkVisibility?.() !== false) return;
    [...document.querySelectorAll('.controls button')].find((button) => button.checkVisibility())?.focus();
  }

  /** Does nothing if the page has no such part. */
  show(name, shown) {
    part(name)?.toggleAttribute('hidden', !shown);
  }

  /** The caller has said how the call was, and is not asked again. */
  answered() {
    const focused = document.activeElement;
    this.show('rating', false);
    this.#keepFocus(focused);
  }

  /** Tells whether the caller's opinion has arrived, as long as the window shows the call that it was about. */
  thank(arrived, shown) {
    if (shown) part('thanks').textContent = this.texts[arrived ? 'rated' : 'unrated'];
  }

  muted(muted) {
    part('mute').ariaPressed = muted;
    part('mute').querySelector('span').textContent = this.texts[muted ? 'muted' : 'mute'];
  }

  /** Opens one of the boxes below the status, or none, and closes the other. */
  open(name) {
    for (const box of document.querySelectorAll('.voip-tool')) {
      box.hidden = box.id !== name;
      part(box.id).ariaExpanded = !box.hidden;
    }
  }

  opened() {
    return document.querySelector('.voip-tool:not([hidden])')?.id;
  }

  /** Nothing has happened yet. */
  reset() {
    this.#end();
    part('timer').textContent = part('thanks').textContent = '';
    for (const name of ['call', 'poor', 'unheard', 'alternatives', 'rating']) this.show(name, false);
    this.muted(false);
    this.open(null);
  }

  #startClock() {
    const begun = Date.now();
    const show = () => (part('timer').textContent = duration(Date.now() - begun));
    show();
    this.#clock = setInterval(show, 1000);
  }
}

/** Minutes and seconds, and hours if there are any. */
function duration(milliseconds) {
  return new Date(milliseconds).toISOString().slice(11, 19).replace(/^00:/, '');
}
