import assert from 'node:assert/strict';
import { beforeEach, describe, mock, test } from 'node:test';
import { Presence } from '../../main/webapp/phone/presence.js';
import { FakeChannel, install, settle } from './fakes.js';

let browser;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
  mock.method(console, 'debug', () => {});
  browser = install();
});

/** Whether a new window may call; without locks it waits for an answer of the others. */
async function claimed(keep = () => {}) {
  const claim = new Presence().claim(keep);
  await settle();
  mock.timers.tick(300);
  return claim;
}

describe('one window of a browser calls', () => {
  test('while it holds the lock', async () => {
    let release;
    assert.equal(await claimed((free) => (release = free)), true);
    assert.equal(browser.held.released, 0);
    release();
    await settle();
    assert.equal(browser.held.released, 1);
  });

  test('and no other', async () => {
    browser.held.lock = 'elsewhere';
    assert.equal(await claimed(), false);
  });

  for (const [what, without] of Object.entries({
    'that has no locks': () => delete navigator.locks,
    'that forbids locks': () => (browser.held.lock = 'forbidden'),
  }))
    describe(`of a browser ${what}`, () => {
      beforeEach(without);

      test('if none says that it has a call', async () => {
        new Presence();
        assert.equal(await claimed(), true);
        assert.equal(FakeChannel.open.length, 2);
      });

      test('if none has one any more', async () => {
        const other = new Presence();
        other.tell(1000);
        other.tell(null);
        assert.equal(await claimed(), true);
      });

      test('unless another says that it has one', async () => {
        new Presence().tell(1000);
        assert.equal(await claimed(), false);
      });
    });

  test('of a browser that keeps windows apart: the server counts', async () => {
    delete navigator.locks;
    globalThis.BroadcastChannel = class {
      constructor() {
        throw Object.assign(new Error(), { name: 'SecurityError' });
      }
    };
    assert.equal(await claimed(), true);
  });
});

describe('our other pages', () => {
  test('hear when a call begins and ends, each once, and are answered when they ask', async () => {
    const heard = [];
    const page = new FakeChannel();
    page.onmessage = ({ data }) => heard.push(data);
    const phone = new Presence();
    page.postMessage({ ask: true });
    await settle();
    phone.tell(null);
    phone.tell(1000);
    phone.tell(1000);
    page.postMessage({ ask: true });
    await settle();
    phone.tell(null);
    await settle();
    assert.deepEqual(heard, [{ since: 1000 }, { since: 1000 }, { since: null }]);
  });
});
