/** What opens below the buttons, one at a time: the keypad, or the sound's settings. */
import { sound } from './sound.js';

const TOOLS = { keypad, sound };
let close;

const style = document.createElement('link');
style.rel = 'stylesheet';
style.href = new URL('tools.css', import.meta.url);
document.head.append(style);

/** Opens a tool, or closes it when it was open. */
export function toggle(name, { panel, texts, call }) {
  if (close?.() === name) return;
  const button = panel.querySelector('.voip-' + name);
  const box = document.createElement('div');
  box.className = 'voip-tool';
  box.setAttribute('role', 'group');
  box.setAttribute('aria-label', texts[name]);
  button.parentElement.after(box);
  button.setAttribute('aria-expanded', true);
  const stop = TOOLS[name](box, call, texts);
  close = () => {
    close = null;
    stop?.();
    box.remove();
    button.setAttribute('aria-expanded', false);
    return name;
  };
  call.keep(() => box.isConnected && close());
}

/** A digit typed on the computer's keyboard shows on the keypad. */
export function press(digit, phone) {
  if (!phone.panel.querySelector('.voip-digits')) toggle('keypad', phone);
  dial(digit, phone.panel, phone.call);
}

function keypad(box, call) {
  box.innerHTML = '<p class="voip-digits"></p>';
  for (const digit of '123456789*0#') {
    const key = document.createElement('button');
    key.textContent = digit;
    key.onclick = () => dial(digit, box, call);
    box.append(key);
  }
}

function dial(digit, place, call) {
  call.send({ type: 'dtmf', digit });
  place.querySelector('.voip-digits').append(digit);
}
