/* Longer than 200 lines, because each way to lose a socket has its way back. */
import assert from 'node:assert/strict';
import { beforeEach, describe, mock, test } from 'node:test';
import { newCall, offered, state, talking } from './calls.js';
import { FakePeer, FakeSocket, wait } from './fakes.js';

let browser, call, moves;

beforeEach(() => ({ browser, call, moves } = newCall()));

const RESUMED = { type: 'resumed', token: 'R2', received: 1 };

/** The socket that the phone has opened to come back. */
async function returning() {
  await wait(0);
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
    assert.deepEqual(second.sent, [{ type: 'resume', token: 'R1', older: [], received: 4, sent: 1, answered: true }]);
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
    assert.deepEqual(second.sent.at(-1), { type: 'resume', token: 'R1', older: [], received: 1, sent: 1, answered: false });
    call.send({ type: 'dtmf', digit: '2' });
    await second.says(RESUMED, state('ringing'), { type: 'answer', sdp: 'v=0' }, state('established'));
    assert.deepEqual(second.sent.slice(1), [
      { type: 'kept' },
      { type: 'dtmf', digit: '1' },
      { type: 'dtmf', digit: '2' },
    ]);
    assert.equal(call.state, 'established');
  });

  test('may lead to another node, which gets whatever did not reach the one before', async () => {
    const first = await talking(call);
    call.send({ type: 'dtmf', digit: '1' });
    call.send({ type: 'dtmf', digit: '2' });
    await first.says({ type: 'received', count: 2 });
    await first.breaks();
    const second = await returning();
    assert.equal(second.sent[0].sent, 2);
    await second.says({ ...RESUMED, received: 2 });
    assert.deepEqual(second.sent.slice(1), [{ type: 'kept' }, { type: 'dtmf', digit: '2' }]);
    await second.breaks();
    const third = await returning();
    assert.equal(third.sent[0].sent, 2);
    assert.deepEqual([third.sent[0].token, third.sent[0].older], ['R2', ['R1']]); // one of them has been written down
    await third.says({ ...RESUMED, received: 3 });
    assert.deepEqual(third.sent.slice(1), [{ type: 'kept' }]);
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
    assert.deepEqual(third.sent, [{ type: 'resume', token: 'R2', older: ['R1'], received: 5, sent: 1, answered: true }]);
  });

  test('keeps its older tokens, of which perhaps only the first was written down', async () => {
    let socket = await talking(call);
    for (let i = 0; i < 12; i++) {
      if (i) await socket.says({ ...RESUMED, token: 'N' + i });
      await socket.breaks();
      socket = await returning();
    }
    assert.deepEqual([socket.sent[0].token, socket.sent[0].older.length, socket.sent[0].older.at(-1)], ['N11', 11, 'R1']);
  });

  test('that the server refuses tells its reason', async () => {
    const first = await talking(call);
    browser.answers.mock.mockImplementation(async () => ({ json: async () => ({ reason: 'SIGN_IN' }) }));
    await first.breaks();
    await wait(0);
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

describe('many phones that lose their server at the same moment', () => {
  test('spread their first attempts over 0.3 s, and the others more and more', async () => {
    Math.random.mock.mockImplementation(() => 1);
    const first = await talking(call);
    const tickets = () => browser.answers.mock.callCount();
    const before = tickets();
    browser.answers.mock.mockImplementation(() => Promise.reject(new TypeError('network')));
    await first.breaks();
    await wait(200);
    assert.equal(tickets() - before, 0);
    await wait(100);
    assert.equal(tickets() - before, 1);
    await wait(900);
    assert.equal(tickets() - before, 1);
    await wait(100);
    assert.equal(tickets() - before, 2);
  });
});

describe('a server that is silent', () => {
  /** Packets come from the desk, until this is called. */
  function soundComes() {
    const flow = setInterval(() => (FakePeer.last.sources = [{ timestamp: ++packets }]), 100);
    return () => clearInterval(flow);
  }
  let packets = 0;

  async function seconds(number) {
    for (let i = 0; i < 2 * number; i++) await wait(500);
  }

  test('is asked every second, and left alone if it answers', async () => {
    const first = await talking(call);
    const tickets = browser.answers.mock.callCount();
    await seconds(1);
    assert.equal(first.pings, 1);
    await seconds(59);
    assert.equal(first.pings, 60);
    assert.equal(FakeSocket.last, first);
    assert.deepEqual(first.sent.map(({ type }) => type), ['offer']);
    assert.equal(browser.answers.mock.callCount(), tickets);
  });

  test('is looked for over a new socket if it does not answer for two seconds', async () => {
    const first = await talking(call);
    FakePeer.last.becomes('connected');
    first.answers = false;
    await seconds(2);
    assert.equal(FakeSocket.last, first);
    await seconds(1);
    await (await returning()).says(RESUMED);
    assert.notEqual(FakeSocket.last, first);
    assert.equal(FakePeer.last.restarts, 0);
    await seconds(60);
    assert.equal(FakeSocket.all.length, 2);
  });

  test('is asked for a ticket after one second, and for no second one', async () => {
    const first = await talking(call);
    const tickets = browser.answers.mock.callCount();
    let grant;
    browser.answers.mock.mockImplementation(() => new Promise((done) => (grant = done)));
    first.answers = false;
    await seconds(1);
    assert.equal(browser.answers.mock.callCount(), tickets);
    await seconds(1);
    assert.equal(browser.answers.mock.callCount(), tickets + 1);
    await seconds(2);
    assert.equal(FakeSocket.last, first);
    grant({ json: async () => ({ ticket: 'T2' }) });
    await (await returning()).says(RESUMED);
    assert.deepEqual(FakeSocket.last.protocols, ['voip', 'T2']);
    assert.equal(browser.answers.mock.callCount(), tickets + 1);
  });

  test('but answers at last keeps its socket, and the ticket is forgotten', async () => {
    const first = await talking(call);
    first.answers = false;
    await seconds(2);
    const tickets = browser.answers.mock.callCount();
    await first.says({ type: 'received', count: 1 });
    first.answers = true;
    await seconds(60);
    assert.equal(FakeSocket.last, first);
    await first.breaks();
    await returning();
    assert.equal(browser.answers.mock.callCount(), tickets + 1);
  });

  test('is asked at once when the sound stops, then has one second, and then the sound is taken up again', async () => {
    const stop = soundComes();
    const first = await talking(call);
    FakePeer.last.becomes('connected');
    await seconds(5);
    const { pings } = first;
    first.answers = false;
    stop();
    await seconds(0.5);
    assert.equal(first.pings, pings + 1);
    await seconds(0.5);
    assert.equal(FakeSocket.last, first);
    await seconds(0.5);
    await (await returning()).says(RESUMED);
    assert.notEqual(FakeSocket.last, first);
    assert.equal(FakePeer.last.restarts, 1);
  });

  test('but answers when the sound stops is believed, because desks are silent, too', async () => {
    const stop = soundComes();
    const first = await talking(call);
    FakePeer.last.becomes('connected');
    await seconds(5);
    stop();
    await seconds(60);
    assert.equal(FakeSocket.last, first);
    assert.equal(FakePeer.last.restarts, 0);
  });

  test('is not asked more often because the call is on hold', async () => {
    const stop = soundComes();
    const first = await talking(call);
    await first.says({ type: 'update', sdp: 'v=0\r\na=sendonly\r\n' });
    stop();
    await seconds(40);
    assert.equal(first.pings, 40);
  });

  test('is asked no more after the end', async () => {
    const first = await talking(call);
    call.end('HANG_UP');
    await seconds(60);
    assert.equal(first.pings, 0);
  });

  test('is not looked for because the phone itself slept: late beats are fewer beats', async () => {
    const first = await talking(call);
    await seconds(2);
    first.answers = false;
    await seconds(1);
    await first.says({ type: 'slowlink' });
    await seconds(2);
    assert.equal(FakeSocket.last, first);
  });
});

describe('an attempt to come back without sound', () => {
  test('is given up after a second, and made again, until the network is back', async () => {
    const first = await talking(call);
    FakePeer.last.becomes('connected');
    FakePeer.last.sources = [{ timestamp: 1 }];
    await wait(500);
    first.answers = false;
    const signals = [];
    browser.answers.mock.mockImplementation(
      (address, { signal }) =>
        new Promise((answer, refuse) => {
          signals.push(signal);
          signal.onabort = () => refuse(signal.reason);
        }),
    );
    for (let beat = 0; beat < 3; beat++) await wait(500);
    await wait(0);
    assert.equal(signals.length, 1);
    await wait(999);
    assert.equal(signals[0].aborted, false);
    await wait(1);
    assert.equal(signals[0].aborted, true);
    await wait(0);
    assert.equal(signals.length, 2);
  });

  test('is made soon again when it fails right after the network is back, however long it was away', async () => {
    const first = await talking(call);
    FakePeer.last.becomes('connected');
    browser.answers.mock.mockImplementation(() => Promise.reject(new TypeError('no route')));
    Math.random.mock.mockImplementation(() => 0.99);
    await first.breaks();
    for (let second = 0; second < 20; second++) await wait(1_000);
    browser.listeners.get('online')();
    await wait(0);
    const before = browser.answers.mock.callCount();
    await wait(990);
    assert.equal(browser.answers.mock.callCount(), before + 1);
  });

  test('gives way to a new one when the browser says that the network is back', async () => {
    const first = await talking(call);
    FakePeer.last.becomes('connected');
    browser.answers.mock.mockImplementation(() => new Promise(() => {}));
    await first.breaks();
    await wait(0);
    const before = browser.answers.mock.callCount();
    const { signal } = browser.answers.mock.calls.at(-1).arguments[1];
    browser.listeners.get('online')();
    assert.equal(signal.aborted, true);
    assert.equal(browser.answers.mock.callCount(), before);
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

  test('is taken up again only with the answer, because Janus answers with the old credentials until then', async () => {
    await talking(call);
    FakePeer.last.becomes('connected');
    FakePeer.last.becomes('failed');
    await wait(0);
    await comeBack();
    assert.equal(FakeSocket.last.sent.at(-1).sdp, 'v=0 restart');
    assert.equal(FakePeer.last.localDescription.sdp, 'v=0 offer');
    await FakeSocket.last.says({ type: 'answer', sdp: 'v=0 again' });
    assert.equal(FakePeer.last.localDescription.sdp, 'v=0 restart');
    assert.equal(FakePeer.last.remoteDescription.sdp, 'v=0 again');
  });

  test('is not taken up with an answer that the desk has overtaken by a change of the call', async () => {
    await talking(call);
    FakePeer.last.becomes('connected');
    FakePeer.last.becomes('failed');
    await wait(0);
    await comeBack();
    await FakeSocket.last.says({ type: 'update', sdp: 'v=0 change' }, { type: 'answer', sdp: 'v=0 again' });
    assert.equal(FakePeer.last.remoteDescription.sdp, 'v=0 change');
    assert.equal(call.state, 'established');
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
    await wait(2_000);
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
