import assert from 'node:assert/strict';
import { beforeEach, describe, mock, test } from 'node:test';
import { newCall, offered, opened, READY, state, talking } from './calls.js';
import { FakeAudioContext, FakePeer, FakeSocket, settle, wait } from './fakes.js';

let browser, call, moves;

beforeEach(() => ({ browser, call, moves } = newCall()));

describe('the end', () => {
  test('by the caller is told to the server', async () => {
    const socket = await talking(call);
    call.end('HANG_UP');
    assert.deepEqual(socket.sent.at(-1), { type: 'hangup', reason: 'HANG_UP' });
    assert.equal(moves.at(-1), 'ended HANG_UP');
  });

  test('closes each opened thing once, however often it is called', async () => {
    const socket = await talking(call);
    call.end('HANG_UP');
    call.end('HANG_UP');
    await socket.breaks();
    FakePeer.last.becomes('failed');
    await settle();
    assert.deepEqual([socket.closed, FakePeer.last.closed, browser.track.stopped, browser.held.released], [1, 1, 1, 1]);
    assert.equal(FakeAudioContext.open, 0);
    assert.equal(moves.filter((move) => move.startsWith('ended')).length, 1);
  });

  test('while the microphone is asked for gives a late microphone back at once', async () => {
    let grant;
    browser.getUserMedia.mock.mockImplementation(() => new Promise((resolve) => (grant = resolve)));
    call.start();
    await settle();
    call.end('HANG_UP');
    grant({ getTracks: () => [browser.track] });
    await settle();
    assert.equal(browser.track.stopped, 1);
    assert.equal(FakeSocket.last, null);
    assert.deepEqual(moves, ['ended HANG_UP']);
  });

  test('comes when another window has the call, without asking for the microphone', async () => {
    browser.held.lock = 'elsewhere';
    await call.start();
    assert.deepEqual(moves, ['ended OTHER_WINDOW']);
    assert.equal(browser.getUserMedia.mock.callCount(), 0);
  });
});

describe('every wait ends', () => {
  test('a socket that never opens, after 10 s', async () => {
    call.start();
    await settle();
    mock.timers.tick(9_999);
    assert.deepEqual(moves, []);
    mock.timers.tick(1);
    assert.deepEqual(moves, ['ended NO_CONNECTION']);
  });

  test('a ticket that never comes, after 10 s', async () => {
    browser.answers.mock.mockImplementation(() => new Promise(() => {}));
    call.start();
    await settle();
    mock.timers.tick(10_000);
    assert.deepEqual(moves, ['ended NO_CONNECTION']);
  });

  for (const [answer, reason] of [
    [async () => ({ json: async () => ({ reason: 'SIGN_IN' }) }), 'SIGN_IN'],
    [async () => ({ json: async () => ({ message: 'no' }) }), 'NO_CONNECTION'],
    [async () => ({ json: async () => JSON.parse('<html>') }), 'NO_CONNECTION'],
    [async () => Promise.reject(new TypeError('network')), 'NO_CONNECTION'],
  ])
    test(`no ticket (${reason}), at once and without a socket`, async () => {
      browser.answers.mock.mockImplementation(answer);
      call.start();
      await settle();
      assert.deepEqual(moves, ['ended ' + reason]);
      assert.equal(FakeSocket.last, null);
    });

  test('a refused handshake, at once', async () => {
    call.start();
    await settle();
    FakeSocket.last.onclose();
    assert.deepEqual(moves, ['ended NO_CONNECTION']);
  });

  test('a server that is not ready, after 5 s', async () => {
    await opened(call);
    mock.timers.tick(5_000);
    assert.deepEqual(moves, ['ended NETWORK_LOST']);
  });

  test('a server that does not take the offer, after 10 s', async () => {
    await offered(call);
    mock.timers.tick(10_000);
    assert.deepEqual(moves, ['ended NETWORK_LOST']);
  });

  test('a phone that rings for ever, later than any limit of the server', async () => {
    const socket = await offered(call);
    await socket.says(state('calling'), state('ringing'));
    mock.timers.tick(300_000);
    assert.equal(call.state, 'ringing');
    mock.timers.tick(30_000);
    assert.equal(moves.at(-1), 'ended RING_TIMEOUT');
  });

  test('a talk does not', async () => {
    await talking(call);
    mock.timers.tick(86_400_000);
    assert.equal(call.state, 'established');
  });

  test('a socket that is lost, when neither it nor the sound comes back in 45 s', async () => {
    const socket = await talking(call);
    browser.answers.mock.mockImplementation(() => Promise.reject(new TypeError('network')));
    const clock = mock.method(performance, 'now', () => 0);
    await socket.breaks();
    clock.mock.mockImplementation(() => 44_999);
    await wait(4000);
    assert.equal(call.state, 'established');
    clock.mock.mockImplementation(() => 45_000);
    await wait(4000);
    clock.mock.restore();
    assert.equal(moves.at(-1), 'ended NETWORK_LOST');
  });

  test('media that finds no way, at once', async () => {
    const socket = await talking(call);
    FakePeer.last.becomes('failed');
    assert.equal(moves.at(-1), 'ended NO_SOUND');
    assert.deepEqual(socket.sent.at(-1), { type: 'hangup', reason: 'NO_SOUND' });
  });

  test('a browser that can make no connection, at once, and the server learns why', async () => {
    const socket = await opened(call);
    globalThis.RTCPeerConnection = undefined;
    await socket.says(READY);
    assert.equal(moves.at(-1), 'ended BROWSER_FAILED');
    assert.deepEqual(socket.sent, [{ type: 'hangup', reason: 'BROWSER_FAILED' }]);
  });

  test('a browser that can make no offer, at once', async () => {
    const socket = await opened(call);
    FakePeer.refuses = true;
    await socket.says(READY);
    assert.equal(moves.at(-1), 'ended BROWSER_FAILED');
    assert.equal(FakePeer.last.closed, 1);
  });

  test('media that is interrupted for 45 s, unless it comes back', async () => {
    await talking(call);
    FakePeer.last.becomes('disconnected');
    mock.timers.tick(44_999);
    FakePeer.last.becomes('connected');
    mock.timers.tick(600_000);
    assert.equal(call.state, 'established');
    FakePeer.last.becomes('disconnected');
    mock.timers.tick(45_000);
    assert.equal(moves.at(-1), 'ended NETWORK_LOST');
  });
});
