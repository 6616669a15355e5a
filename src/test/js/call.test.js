import assert from 'node:assert/strict';
import { beforeEach, describe, mock, test } from 'node:test';
import { Call } from '../../main/webapp/phone/call.js';
import { FakeAudioContext, FakePeer, FakeSocket, install, settle } from './fakes.js';

const READY = { type: 'ready', iceServers: [{ urls: 'stun:portal' }] };
const state = (state, reason) => ({ type: 'state', state, reason });
let browser, call, moves, shown;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  mock.method(console, 'debug', () => {});
  browser = install();
  moves = [];
  shown = {};
  call = new Call({
    state: (...move) => moves.push(move.filter(Boolean).join(' ')),
    show: (name, on) => (shown[name] = !!on),
  });
});

async function opened() {
  call.start('ws://portal/voip/call');
  await settle();
  FakeSocket.last.open();
  return FakeSocket.last;
}

async function offered() {
  const socket = await opened();
  await socket.says(READY);
  return socket;
}

async function talking() {
  const socket = await offered();
  await socket.says(state('calling'), state('ringing'), { type: 'answer', sdp: 'v=0' }, state('established'));
  return socket;
}

describe('a call', () => {
  test('goes from microphone to talk to end, and tells each state once', async () => {
    const socket = await talking();
    assert.equal(socket.url, 'ws://portal/voip/call');
    assert.deepEqual(FakePeer.last.configuration, { iceServers: READY.iceServers });
    assert.deepEqual(socket.sent, [{ type: 'offer', sdp: 'v=0 offer' }]);
    await socket.says(state('ended', 'FAR_END'));
    assert.deepEqual(moves, ['calling', 'ringing', 'established', 'ended FAR_END']);
  });

  test('opens no socket before the microphone is there', async () => {
    browser.getUserMedia.mock.mockImplementation(() => new Promise(() => {}));
    call.start('ws://portal/voip/call');
    await settle();
    assert.equal(FakeSocket.last, null);
  });

  test('makes its offer only when the server is ready, and only once', async () => {
    const socket = await opened();
    assert.deepEqual(socket.sent, []);
    await socket.says(READY, READY);
    assert.equal(socket.sent.length, 1);
  });

  test('may skip the ringing', async () => {
    const socket = await offered();
    await socket.says(state('calling'), state('established'));
    assert.deepEqual(moves, ['calling', 'established']);
  });

  for (const wrong of ['established', 'ringing', 'new', 'constructor', '', undefined])
    test(`drops the state "${wrong}" before any other`, async () => {
      const socket = await offered();
      await socket.says(state(wrong));
      assert.deepEqual(moves, []);
      assert.equal(call.state, 'new');
    });

  test('never goes back, and never leaves its end', async () => {
    const socket = await talking();
    await socket.says(state('ringing'), state('calling'), state('ended', 'BUSY'), state('calling'), state('ended', 'X'));
    assert.deepEqual(moves, ['calling', 'ringing', 'established', 'ended BUSY']);
  });

  for (const garbage of ['', 'null', '{', '[]', '{"type":"transfer"}', '{"type":"constructor"}', '{"type":"__proto__"}'])
    test(`drops the frame ${garbage || '(empty)'}`, async () => {
      const socket = await offered();
      await socket.says(garbage, state('calling'));
      assert.deepEqual(moves, ['calling']);
      assert.equal(socket.sent.length, 1);
    });
});

describe('the end', () => {
  test('by the caller is told to the server', async () => {
    const socket = await talking();
    call.end('HANG_UP');
    assert.deepEqual(socket.sent.at(-1), { type: 'hangup' });
    assert.equal(moves.at(-1), 'ended HANG_UP');
  });

  test('closes each opened thing once, however often it is called', async () => {
    const socket = await talking();
    call.end('HANG_UP');
    call.end('HANG_UP');
    socket.onclose();
    FakePeer.last.becomes('failed');
    await settle();
    assert.deepEqual([socket.closed, FakePeer.last.closed, browser.track.stopped, browser.held.released], [1, 1, 1, 1]);
    assert.equal(FakeAudioContext.open, 0);
    assert.equal(moves.filter((move) => move.startsWith('ended')).length, 1);
  });

  test('while the microphone is asked for gives a late microphone back at once', async () => {
    let grant;
    browser.getUserMedia.mock.mockImplementation(() => new Promise((resolve) => (grant = resolve)));
    call.start('ws://portal/voip/call');
    await settle();
    call.end('HANG_UP');
    grant({ getTracks: () => [browser.track] });
    await settle();
    assert.equal(browser.track.stopped, 1);
    assert.equal(FakeSocket.last, null);
    assert.deepEqual(moves, ['ended HANG_UP']);
  });

  test('comes when another tab has the call, without asking for the microphone', async () => {
    browser.held.lock = 'elsewhere';
    await call.start('ws://portal/voip/call');
    assert.deepEqual(moves, ['ended OTHER_TAB']);
    assert.equal(browser.getUserMedia.mock.callCount(), 0);
  });

  test('of a browser without locks does not depend on them', async () => {
    delete navigator.locks;
    await talking();
    assert.equal(call.state, 'established');
  });
});

describe('every wait ends', () => {
  test('a socket that never opens, after 10 s', async () => {
    call.start('ws://portal/voip/call');
    await settle();
    mock.timers.tick(9_999);
    assert.deepEqual(moves, []);
    mock.timers.tick(1);
    assert.deepEqual(moves, ['ended NO_CONNECTION']);
  });

  test('a refused handshake, at once', async () => {
    call.start('ws://portal/voip/call');
    await settle();
    FakeSocket.last.onclose();
    assert.deepEqual(moves, ['ended NO_CONNECTION']);
  });

  test('a server that is not ready, after 5 s', async () => {
    await opened();
    mock.timers.tick(5_000);
    assert.deepEqual(moves, ['ended NETWORK_LOST']);
  });

  test('a server that does not take the offer, after 10 s', async () => {
    await offered();
    mock.timers.tick(10_000);
    assert.deepEqual(moves, ['ended NETWORK_LOST']);
  });

  test('a phone that rings for ever, after 5 minutes', async () => {
    const socket = await offered();
    await socket.says(state('calling'), state('ringing'));
    mock.timers.tick(300_000);
    assert.equal(moves.at(-1), 'ended RING_TIMEOUT');
  });

  test('a talk does not', async () => {
    await talking();
    mock.timers.tick(86_400_000);
    assert.equal(call.state, 'established');
  });

  test('a socket that is lost', async () => {
    const socket = await talking();
    socket.onclose();
    assert.equal(moves.at(-1), 'ended NETWORK_LOST');
  });

  test('media that fails, at once', async () => {
    const socket = await talking();
    FakePeer.last.becomes('failed');
    assert.equal(moves.at(-1), 'ended NETWORK_LOST');
    assert.deepEqual(socket.sent.at(-1), { type: 'hangup' });
  });

  test('media that is interrupted for 10 s, unless it comes back', async () => {
    await talking();
    FakePeer.last.becomes('disconnected');
    mock.timers.tick(9_999);
    FakePeer.last.becomes('connected');
    mock.timers.tick(60_000);
    assert.equal(call.state, 'established');
    FakePeer.last.becomes('disconnected');
    mock.timers.tick(10_000);
    assert.equal(moves.at(-1), 'ended NETWORK_LOST');
  });
});

describe('trouble the server sees', () => {
  test('is shown while nothing of the caller arrives', async () => {
    const socket = await talking();
    await socket.says({ type: 'media', receiving: false });
    assert.equal(shown.unheard, true);
    await socket.says({ type: 'media', receiving: true });
    assert.equal(shown.unheard, false);
  });

  test('is shown as a poor line until the browser measures a good one', async () => {
    const socket = await talking();
    await socket.says({ type: 'slowlink' });
    assert.equal(shown.poor, true);
    mock.timers.tick(5_000);
    await settle();
    assert.equal(shown.poor, false);
  });
});
