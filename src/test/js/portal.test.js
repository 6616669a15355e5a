import assert from 'node:assert/strict';
import { describe, mock, test } from 'node:test';

const PORTAL = 'https://portal.example';
let loaded = 0;

/** The module as in a window with this fragment and state; `hear` gives it a message. */
async function windowWith(hash, state = null) {
  let listener;
  Object.assign(globalThis, {
    location: { hash },
    history: { state, replaceState: mock.fn((next) => (history.state = next)) },
    addEventListener: (name, heard) => (listener = heard),
    window: { opener: { postMessage: mock.fn() } },
  });
  window.parent = window;
  mock.method(console, 'debug', () => {});
  const portal = await import('../../main/webapp/phone/portal.js?' + loaded++);
  return { ...portal, hear: (origin, data) => listener({ origin, data }) };
}

const address = () => history.replaceState.mock.calls.at(-1)?.arguments[2];

describe('who is calling', () => {
  test('is told by the token in the fragment, which does not stay in the address', async () => {
    const { credential } = await windowWith(`#origin=${PORTAL}&token=JWT`);
    assert.equal(credential(), 'JWT');
    assert.equal(address(), '#origin=' + encodeURIComponent(PORTAL));
  });

  test('is known after the page is loaded again', async () => {
    (await windowWith(`#origin=${PORTAL}&token=JWT`)).keep('P1');
    const { credential } = await windowWith('#origin=' + PORTAL, history.state);
    assert.equal(credential(), 'P1');
  });

  test('is nobody without a token, and then the address stays as it is', async () => {
    const { credential } = await windowWith('#origin=' + PORTAL);
    assert.equal(credential(), undefined);
    assert.equal(history.replaceState.mock.callCount(), 0);
  });

  test('changes with a message of the portal, and of nobody else', async () => {
    const { credential, hear } = await windowWith(`#origin=${PORTAL}&token=JWT`);
    hear('https://evil.example', { voip: 'caller', token: 'JWT of somebody else' });
    hear(PORTAL, { voip: 'call-started' });
    hear(PORTAL, null);
    assert.equal(credential(), 'JWT');
    hear(PORTAL, { voip: 'caller', token: 'JWT 2' });
    assert.equal(credential(), 'JWT 2');
    hear(PORTAL, { voip: 'caller', token: null });
    assert.equal(credential(), null);
  });
});

describe('the portal hears', () => {
  test('only at the origin that it named', async () => {
    const { tell } = await windowWith('#origin=' + PORTAL);
    tell({ voip: 'call-started' });
    assert.deepEqual(window.opener.postMessage.mock.calls[0].arguments, [{ voip: 'call-started' }, PORTAL]);
  });

  test('nothing when it named none', async () => {
    const { tell } = await windowWith('');
    tell({ voip: 'call-started' });
    assert.equal(window.opener.postMessage.mock.callCount(), 0);
  });
});
