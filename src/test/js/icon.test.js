import assert from 'node:assert/strict';
import { beforeEach, describe, mock, test } from 'node:test';

const ADDRESS = 'https://desk.example/voip/phone?lang=es';
const listeners = {};
let phone, clicked;

Object.assign(globalThis, {
  document: { addEventListener: (name, listener) => (listeners[name] = listener) },
  window: {},
  BroadcastChannel: class {
    postMessage() {}
  },
  location: { origin: 'https://portal.example', assign: mock.fn() },
});
mock.method(console, 'debug', () => {});
await import('../../main/webapp/phone/icon.js');

beforeEach(() => {
  phone = { location: { href: 'about:blank' }, focus: mock.fn(), postMessage: mock.fn() };
  window.open = mock.fn(() => phone);
  location.origin = 'https://portal.example';
  location.assign.mock.resetCalls();
});

/** On the picture in the link; `keys` are held down. */
function click(keys) {
  const picture = { closest: (selector) => (selector === 'a.voip-call' ? { href: ADDRESS } : null) };
  clicked = { target: picture, preventDefault: mock.fn(), ...keys };
  listeners.click(clicked);
}

describe('a click on the icon', () => {
  test('opens the phone under its name, and tells it who opened it', () => {
    click();
    assert.deepEqual(window.open.mock.calls[0].arguments, ['', 'voip-phone', 'popup,width=380,height=640']);
    assert.equal(phone.location, ADDRESS + '#origin=https://portal.example');
    assert.equal(phone.focus.mock.callCount(), 1);
    assert.equal(clicked.preventDefault.mock.callCount(), 1);
  });

  test('brings a phone that is open to the front, and does not load it again', () => {
    phone.location.href = ADDRESS;
    click();
    assert.equal(phone.location.href, ADDRESS);
    assert.equal(phone.postMessage.mock.calls[0].arguments[1], 'https://desk.example');
    assert.equal(phone.focus.mock.callCount(), 1);
  });

  test('does the same for a phone of another origin, whose address it cannot read', () => {
    Object.defineProperty(phone, 'location', {
      get() {
        throw Object.assign(new Error(), { name: 'SecurityError' });
      },
    });
    click();
    assert.equal(phone.focus.mock.callCount(), 1);
  });

  test('in a page without an origin names nobody', () => {
    location.origin = 'null';
    click();
    assert.equal(phone.location, ADDRESS + '#origin=null');
  });

  test('puts the phone in the place of the page where the browser opens no window', () => {
    phone = null;
    click();
    assert.deepEqual(location.assign.mock.calls[0].arguments, [ADDRESS + '#origin=https://portal.example']);
  });

  for (const keys of [{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }])
    test(`with ${Object.keys(keys)} is left to the browser`, () => {
      click(keys);
      assert.equal(window.open.mock.callCount(), 0);
      assert.equal(clicked.preventDefault.mock.callCount(), 0);
    });

  test('beside it is none of ours', () => {
    listeners.click({ target: { closest: () => null } });
    listeners.click({ target: document });
    assert.equal(window.open.mock.callCount(), 0);
  });
});
