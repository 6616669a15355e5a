import assert from 'node:assert/strict';
import { beforeEach, describe, mock, test } from 'node:test';
import { newCall, offered, state, talking } from './calls.js';
import { FakePeer, FakeSocket, settle, wait } from './fakes.js';

let browser, call, moves;

beforeEach(() => ({ browser, call, moves } = newCall()));

const RESUMED = { type: 'resumed', token: 'R2', received: 1 };

/** The socket that the phone has opened to come back. */
async function returning() {
  await settle();
  const socket = FakeSocket.last;
  socket.open();
  return socket;
}

describe('a socket that is lost', () => {
  test('is replaced at once, and the talk goes on', async () => {
    const first = await talking(call);
    await first.breaks();
    const second = await returning();
    assert.notEqual(second, first);
    const asked = browser.answers.mock.calls.map((each) => new URL(each.arguments[0]).search);
    assert.deepEqual(asked, ['', '?resume=true']); // a ticket of another kind
    assert.deepEqual(second.sent, [{ type: 'resume', token: 'R1', received: 4, sent: 1 }]);
    await second.says({ type: 'ready', iceServers: [] }, RESUMED);
    assert.deepEqual(second.sent.slice(1), [{ type: 'kept' }]);
    call.send({ type: 'dtmf', digit: '7' });
    assert.deepEqual(second.sent.at(-1), { type: 'dtmf', digit: '7' });
    assert.equal(call.state, 'established');
    assert.equal(moves.includes('away'), false);
    assert.equal(FakePeer.last.closed, 0);
  });

  test('takes nothing with it that was said meanwhile, on either side', async () => {
    const first = await offered(call);
    await first.says(state('calling'));
    await first.breaks();
    call.send({ type: 'dtmf', digit: '1' });
    const second = await returning();
    assert.deepEqual(second.sent.at(-1), { type: 'resume', token: 'R1', received: 1, sent: 1 });
    call.send({ type: 'dtmf', digit: '2' });
    await second.says(RESUMED, state('ringing'), { type: 'answer', sdp: 'v=0' }, state('established'));
    assert.deepEqual(second.sent.slice(1), [
      { type: 'kept' },
      { type: 'dtmf', digit: '1' },
      { type: 'dtmf', digit: '2' },
    ]);
    assert.equal(call.state, 'established');
  });

  test('is told only after two seconds', async () => {
    const first = await talking(call);
    browser.answers.mock.mockImplementation(() => Promise.reject(new TypeError('network')));
    await first.breaks();
    await wait(1_999);
    assert.equal(moves.at(-1), 'established');
    await wait(1);
    assert.equal(moves.at(-1), 'away');
    browser.answers.mock.mockImplementation(async () => ({ json: async () => ({ ticket: 'T2' }) }));
    await wait(4_000);
    await (await returning()).says(RESUMED);
    assert.equal(moves.at(-1), 'back');
  });

  test('may be lost again, with the new token', async () => {
    await (await talking(call)).breaks();
    const second = await returning();
    await second.says(RESUMED, { type: 'slowlink' });
    await second.breaks();
    const third = await returning();
    assert.deepEqual(third.sent, [{ type: 'resume', token: 'R2', received: 5, sent: 1 }]);
  });

  test('that the server refuses tells its reason', async () => {
    const first = await talking(call);
    browser.answers.mock.mockImplementation(async () => ({ json: async () => ({ reason: 'SIGN_IN' }) }));
    await first.breaks();
    assert.equal(moves.at(-1), 'ended SIGN_IN');
  });

  test('whose call is gone ends the call', async () => {
    await (await talking(call)).breaks();
    await (await returning()).says({ type: 'gone' });
    assert.equal(moves.at(-1), 'ended NETWORK_LOST');
  });

  test('whose call ended meanwhile tells why', async () => {
    await (await talking(call)).breaks();
    await (await returning()).says(RESUMED, state('ended', 'FAR_END'));
    assert.equal(moves.at(-1), 'ended FAR_END');
  });

  test('is tried again when the server says nothing', async () => {
    await (await talking(call)).breaks();
    const second = await returning();
    await wait(5_000);
    assert.equal(second.closed, 1);
    await wait(300);
    assert.notEqual(await returning(), second);
  });

  test('is waited for as long as the sound flows', async () => {
    const clock = mock.method(performance, 'now', () => 0);
    const first = await talking(call);
    FakePeer.last.becomes('connected');
    browser.answers.mock.mockImplementation(() => Promise.reject(new TypeError('network')));
    await first.breaks();
    for (let minute = 1; minute < 60; minute++) {
      clock.mock.mockImplementation(() => minute * 40_000);
      await wait(4_000);
    }
    clock.mock.restore();
    assert.equal(call.state, 'established');
  });
});

describe('a hang-up without a way to the server', () => {
  test('is over for the caller at once, and arrives later', async () => {
    await (await talking(call)).breaks();
    call.end('HANG_UP');
    assert.equal(moves.at(-1), 'ended HANG_UP');
    const second = await returning();
    await second.says(RESUMED);
    assert.deepEqual(second.sent.slice(1), [{ type: 'kept' }, { type: 'hangup', reason: 'HANG_UP' }]);
    assert.equal(second.closed, 1);
  });
});

describe('sound that fails', () => {
  const restarts = () => FakeSocket.last.sent.filter(({ type }) => type === 'restart').length;

  async function comeBack() {
    const socket = await returning();
    await socket.says(RESUMED);
  }

  test('for two seconds is taken up again over a new socket', async () => {
    const first = await talking(call);
    FakePeer.last.becomes('connected');
    FakePeer.last.becomes('disconnected');
    await wait(1_999);
    assert.equal(FakeSocket.last, first);
    await wait(1);
    await comeBack();
    assert.equal(restarts(), 1);
    assert.equal(FakePeer.last.restarts, 1);
    await FakeSocket.last.says({ type: 'answer', sdp: 'v=0 again' });
    assert.equal(FakePeer.last.remoteDescription.sdp, 'v=0 again');
  });

  test('but comes back by itself is left alone', async () => {
    const first = await talking(call);
    FakePeer.last.becomes('connected');
    FakePeer.last.becomes('disconnected');
    await wait(1_000);
    FakePeer.last.becomes('connected');
    await wait(60_000);
    assert.equal(FakeSocket.last, first);
  });

  test('but comes back while the server is looked for is left alone, too', async () => {
    await talking(call);
    FakePeer.last.becomes('connected');
    FakePeer.last.becomes('disconnected');
    await wait(2_000);
    FakePeer.last.becomes('connected');
    await comeBack();
    await wait(60_000);
    assert.equal(FakePeer.last.restarts, 0);
  });

  test('is tried again until it flows', async () => {
    await talking(call);
    FakePeer.last.becomes('connected');
    FakePeer.last.becomes('failed');
    await wait(0);
    await comeBack();
    await wait(3_000);
    await comeBack();
    assert.equal(FakePeer.last.restarts, 2);
    FakePeer.last.becomes('connected');
    await wait(60_000);
    assert.equal(FakePeer.last.restarts, 2);
  });

  test('because the network changed is restarted at once, without a failure', async () => {
    const first = await talking(call);
    FakePeer.last.becomes('connected');
    browser.listeners.get('online')();
    await wait(0);
    await comeBack();
    assert.notEqual(FakeSocket.last, first);
    assert.equal(restarts(), 1);
    await wait(60_000);
    assert.equal(FakePeer.last.restarts, 1);
  });

  test('leaves no listener behind', async () => {
    await talking(call);
    FakePeer.last.becomes('connected');
    assert.equal(browser.listeners.size, 1);
    call.end('HANG_UP');
    assert.equal(browser.listeners.size, 0);
  });
});
