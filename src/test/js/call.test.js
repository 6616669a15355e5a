/* Longer than 200 lines, because each state of a call has its messages. */
import assert from 'node:assert/strict';
import { beforeEach, describe, mock, test } from 'node:test';
import { newCall, offered, opened, READY, state, talking } from './calls.js';
import { FakeAudioContext, FakePeer, FakeSocket, settle, wait } from './fakes.js';

let browser, call, moves, portal, shown;

beforeEach(() => ({ browser, call, moves, portal, shown } = newCall()));

describe('a call', () => {
  test('goes from microphone to talk to end, and tells each state once', async () => {
    const socket = await talking(call);
    assert.equal(String(browser.answers.mock.calls[0].arguments[0]), 'https://portal/voip/api/call-ticket');
    assert.equal(socket.url, 'wss://portal/voip/call');
    assert.deepEqual(socket.protocols, ['voip', 'T1']);
    assert.deepEqual(FakePeer.last.configuration, { iceServers: READY.iceServers });
    assert.deepEqual(socket.sent, [{ type: 'offer', sdp: 'v=0 offer' }]);
    await socket.says(state('ended', 'FAR_END'));
    assert.deepEqual(moves, ['calling', 'ringing', 'established', 'ended FAR_END']);
  });

  test('opens no socket before the microphone is there', async () => {
    browser.getUserMedia.mock.mockImplementation(() => new Promise(() => {}));
    call.start();
    await settle();
    assert.equal(FakeSocket.last, null);
  });

  test('asks for a new ticket when the caller took long to allow the microphone', async () => {
    let allow;
    mock.timers.reset();
    mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
    const clock = mock.method(performance, 'now', () => 0);
    browser.getUserMedia.mock.mockImplementation(() => new Promise((resolve) => (allow = resolve)));
    call.start();
    await settle();
    clock.mock.mockImplementation(() => 51_000);
    browser.answers.mock.mockImplementation(async () => ({ json: async () => ({ ticket: 'T2' }) }));
    allow({ getTracks: () => [browser.track] });
    await settle();
    clock.mock.restore();
    assert.deepEqual(FakeSocket.last.protocols, ['voip', 'T2']);
  });

  test("brings the portal's token once, and the server's pass from then on", async () => {
    const brought = () => browser.answers.mock.calls.map(({ arguments: [, { headers }] }) => headers.Authorization);
    browser.answers.mock.mockImplementation(async () => ({ json: async () => ({ ticket: 'T1', pass: 'P1' }) }));
    portal.caller = 'JWT';
    const socket = await opened(call);
    assert.deepEqual(brought(), ['Bearer JWT']);
    assert.equal(portal.caller, 'P1');
    assert.deepEqual(socket.protocols, ['voip', 'T1']);
  });

  test('goes on as a visitor when the token is not accepted', async () => {
    portal.caller = 'JWT';
    const socket = await opened(call);
    assert.equal(portal.caller, undefined);
    assert.deepEqual(socket.protocols, ['voip', 'T1']);
  });

  test('keeps the token for the next attempt when the server cannot be reached', async () => {
    browser.answers.mock.mockImplementation(() => Promise.reject(new TypeError('network')));
    portal.caller = 'JWT';
    call.start();
    await settle();
    assert.deepEqual(moves, ['ended NO_CONNECTION']);
    assert.equal(portal.caller, 'JWT');
  });

  test('says so when the browser keeps no cookies', async () => {
    navigator.cookieEnabled = false;
    await opened(call);
    assert.match(String(browser.answers.mock.calls[0].arguments[0]), /call-ticket\?cookie=none$/);
  });

  test('makes its offer only when the server is ready, and only once', async () => {
    const socket = await opened(call);
    assert.deepEqual(socket.sent, []);
    await socket.says(READY, READY);
    assert.equal(socket.sent.length, 1);
  });

  test('is a talk when the desk has answered and the sound flows, whichever comes first', async () => {
    const socket = await talking(call);
    assert.equal(moves.at(-1), 'established');
    FakePeer.last.becomes('connected');
    assert.equal(moves.at(-1), 'talking');
    await socket.says(state('ended', 'FAR_END'));
    assert.deepEqual(moves, ['calling', 'ringing', 'established', 'talking', 'ended FAR_END']);
  });

  test('with early media is a talk at the answer', async () => {
    const socket = await offered(call);
    await socket.says(state('calling'), state('ringing'), { type: 'answer', sdp: 'v=0' });
    FakePeer.last.becomes('connected');
    assert.equal(moves.at(-1), 'ringing');
    await socket.says(state('established'));
    assert.deepEqual(moves.slice(-2), ['established', 'talking']);
  });

  test('may skip the ringing', async () => {
    const socket = await offered(call);
    await socket.says(state('calling'), state('established'));
    assert.deepEqual(moves, ['calling', 'established']);
  });

  test('that is answered without early media stops ringing', async () => {
    const socket = await offered(call);
    await socket.says(state('calling'), state('ringing'));
    assert.equal(FakeAudioContext.open, 1);
    await socket.says(state('established'));
    assert.equal(FakeAudioContext.open, 0);
  });

  for (const wrong of ['established', 'ringing', 'new', 'constructor', '', undefined])
    test(`drops the state "${wrong}" before any other`, async () => {
      const socket = await offered(call);
      await socket.says(state(wrong));
      assert.deepEqual(moves, []);
      assert.equal(call.state, 'new');
    });

  test('never goes back, and never leaves its end', async () => {
    const socket = await talking(call);
    await socket.says(state('ringing'), state('calling'), state('ended', 'BUSY'));
    await socket.says(state('calling'), state('ended', 'FAR_END'));
    assert.deepEqual(moves, ['calling', 'ringing', 'established', 'ended BUSY']);
  });

  test('keeps the ticket by which it reaches whom the desk transfers it to, and brings it', async () => {
    const socket = await talking(call);
    await socket.says({ type: 'transfer', ticket: 'T1' }, state('ended', 'TRANSFERRED'));
    assert.equal(call.next, 'T1');
    assert.equal(moves.at(-1), 'ended TRANSFERRED');
    ({ call } = newCall());
    call.transferTicket = 'T1';
    const next = await offered(call);
    assert.deepEqual(next.sent, [{ type: 'offer', sdp: 'v=0 offer', transferTicket: 'T1' }]);
  });

  test('shows how it stands in the queue', async () => {
    const socket = await offered(call);
    await socket.says(state('calling'), { type: 'waiting' }, { type: 'waiting', position: 3, minutes: 2 });
    assert.deepEqual(moves, ['calling', 'waiting ,', 'waiting 3,2']);
  });

  test('is put on hold and taken up again without leaving its state', async () => {
    const socket = await talking(call);
    const offer = (direction) => ({ type: 'update', sdp: `v=0\r\na=${direction}\r\n` });
    await socket.says(offer('sendonly'), offer('sendrecv'));
    assert.deepEqual(moves.slice(-3), ['established', 'held', 'taken up']);
    assert.equal(call.state, 'established');
    assert.equal(socket.sent.at(-1).type, 'answer');
  });

  const types = ['dial', 'constructor', '__proto__'].map((type) => `{"type":"${type}"}`);
  for (const garbage of ['', 'null', '{', '[]', ...types])
    test(`drops the frame ${garbage || '(empty)'}`, async () => {
      const socket = await offered(call);
      await socket.says(garbage, state('calling'));
      assert.deepEqual(moves, ['calling']);
      assert.equal(socket.sent.length, 1);
    });
});

describe('an answer after an announcement', () => {
  /** When sound came, in milliseconds after the answer. */
  async function answeredWith(...times) {
    const socket = await offered(call);
    await socket.says(state('calling'), state('ringing'), { type: 'answer', sdp: 'v=0' });
    FakePeer.last.sources = [{ timestamp: 1 }];
    await socket.says(state('established'));
    for (let time = 100; time <= 1_500; time += 100) {
      if (times.includes(time)) FakePeer.last.sources = [{ timestamp: time }];
      await wait(100);
    }
    return socket.sent.filter(({ type }) => type === 'restart').length;
  }

  test('that is not heard is asked for its codec', async () => {
    assert.equal(await answeredWith(100), 1);
  });

  test('that is heard is left alone', async () => {
    assert.equal(await answeredWith(100, 500, 900), 0);
  });

  test('that comes on hold is left alone', async () => {
    call.media.held = true;
    assert.equal(await answeredWith(), 0);
  });
});

describe('trouble the server sees', () => {
  test('is none while the desk holds the call, where nobody is heard', async () => {
    const socket = await talking(call);
    await socket.says({ type: 'update', sdp: 'v=0\r\na=sendonly\r\n' }, { type: 'media', receiving: false });
    assert.equal(shown.unheard, false);
    await socket.says({ type: 'update', sdp: 'v=0\r\na=sendrecv\r\n' }, { type: 'media', receiving: false });
    assert.equal(shown.unheard, true);
    await socket.says({ type: 'update', sdp: 'v=0\r\na=inactive\r\n' });
    assert.equal(shown.unheard, false);
  });

  test('is shown while nothing of the caller arrives', async () => {
    const socket = await talking(call);
    await socket.says({ type: 'media', receiving: false });
    assert.equal(shown.unheard, true);
    await socket.says({ type: 'media', receiving: true });
    assert.equal(shown.unheard, false);
  });

  test('is shown as a poor line until the browser measures a good one', async () => {
    const socket = await talking(call);
    await socket.says({ type: 'slowlink' });
    assert.equal(shown.poor, true);
    mock.timers.tick(5_000);
    await settle();
    assert.equal(shown.poor, false);
  });
});
