import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { Trial, measure } from '../../main/webapp/phone/trial.js';
import { BASE, READY, state } from './calls.js';
import { FakeAudioContext, FakePeer, FakeSocket, install, settle, wait } from './fakes.js';

const STATS = [
  { type: 'inbound-rtp', packetsReceived: 50, packetsLost: 0, jitter: 0.002, totalAudioEnergy: 0.1 },
  { type: 'outbound-rtp', packetsSent: 51 },
];

let browser, trial, changes, listeners;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  mock.method(console, 'debug', () => {});
  browser = install();
  listeners = {};
  const node = { connect: (next) => next, start() {} };
  globalThis.OscillatorNode = globalThis.GainNode = function () { return node; };
  mock.method(FakeAudioContext.prototype, 'createMediaStreamDestination', () => ({
    stream: { getTracks: () => ['a tone'] },
  }));
  mock.method(FakePeer.prototype, 'addEventListener', (name, listener) => (listeners[name] = listener));
  changes = [];
  trial = new Trial(BASE, (change) => changes.push(change));
});

afterEach(() => mock.restoreAll());

async function ready(message = READY) {
  trial.start();
  await settle();
  FakeSocket.last.open();
  await FakeSocket.last.says(message);
  return trial.media.peer;
}

async function talking(message) {
  const peer = await ready(message);
  peer.sender.dtmf = { canInsertDTMF: true };
  peer.stats = STATS;
  await FakeSocket.last.says(state('calling'), state('ringing'), { type: 'answer', sdp: 'v=0' }, state('established'));
  peer.becomes('connected');
  return peer;
}

test('a test call sends a tone, and asks for no microphone', async () => {
  const peer = await ready();
  assert.equal(peer.sender.track, 'a tone');
  assert.equal(browser.getUserMedia.mock.callCount(), 0);
});

test('it asks for the call that the page has prepared, and for no other', async () => {
  await ready();
  assert.match(String(browser.answers.mock.calls[0].arguments[0]), /call-ticket\?trial=true$/);
});

test('it tries the way of the sound even if an earlier call has found one', async () => {
  const remembered = JSON.stringify({ network: '10.0.0.9', until: Date.now() + 60_000 });
  Object.defineProperty(globalThis, 'localStorage', { value: { 'voip-path': remembered }, configurable: true });
  await ready();
  delete globalThis.localStorage;
  assert.equal(FakeSocket.last.sent[0].type, 'probe');
});

describe('a talk', () => {
  test('is measured, and ends by itself after fifteen seconds', async () => {
    await talking();
    await wait(1000);
    assert.deepEqual([trial.facts.sent, trial.facts.received, trial.facts.keys], [51, 50, 'rtp']);
    await wait(13_900);
    assert.equal(trial.state, 'established');
    await wait(100);
    assert.deepEqual([trial.state, trial.facts.reason], ['ended', 'HANG_UP']);
    assert.deepEqual(changes, ['calling', 'ringing', 'established', 'talking', 'ended']);
    assert.equal(FakeAudioContext.open, 0);
  });

  test('that comes back after a break is not begun again', async () => {
    const peer = await talking();
    await wait(5000);
    peer.becomes('connected');
    await wait(10_000);
    assert.equal(trial.state, 'ended');
    assert.equal(changes.filter((change) => change === 'talking').length, 1);
  });

  test('that the desk ends is not measured any more', async () => {
    const peer = await talking();
    await FakeSocket.last.says(state('ended', 'FAR_END'));
    peer.getStats = () => assert.fail('asked');
    await wait(60_000);
    assert.deepEqual([trial.facts.reason, trial.facts.talked], ['FAR_END', true]);
  });

  for (const [dtmf, events, keys] of [['auto', false, 'info'], ['info', true, 'info'], ['rtp', false, 'none']])
    test(`with voip.dtmf=${dtmf}, ${events ? 'events' : 'no events'} sends keys by ${keys}`, async () => {
      const peer = await talking({ ...READY, dtmf });
      peer.sender.dtmf = { canInsertDTMF: events };
      await wait(1000);
      assert.equal(trial.facts.keys, keys);
    });

  test('is heard when Janus says so, and for as long', async () => {
    await talking();
    assert.ok(!trial.facts.heard);
    await FakeSocket.last.says({ type: 'media', receiving: true });
    assert.equal(trial.facts.heard, true);
    await FakeSocket.last.says({ type: 'media', receiving: false });
    assert.equal(trial.facts.heard, false);
  });
});

test('the addresses of Janus are known from answers and candidates', async () => {
  await ready();
  const line = (address) => `candidate:1 1 udp 2015363327 ${address} 20345 typ host`;
  await FakeSocket.last.says(
    { type: 'probe', sdp: `v=0\r\na=${line('10.0.0.1')}\r\na=${line('2001:db8::1')}\r\n` },
    { type: 'candidate', candidate: line('192.0.2.1') },
    { type: 'candidate', candidate: '' },
  );
  assert.deepEqual([...trial.facts.addresses], ['10.0.0.1', '2001:db8::1', '192.0.2.1']);
});

test('what becomes of the TURN servers is known, and no credential is', async () => {
  const servers = ['turn:a', 'turns:b', 'stun:c'].map((urls) => ({ urls, username: 'u', credential: 'secret' }));
  await ready({ ...READY, iceServers: servers });
  listeners.icecandidateerror({ url: 'turn:a', errorCode: 401 });
  listeners.icecandidate({ candidate: { type: 'relay', url: 'turns:b' } });
  listeners.icecandidate({ candidate: { type: 'srflx', url: 'stun:c' } });
  listeners.icecandidate({ candidate: null });
  const { turn, failures, relays } = trial.facts;
  assert.deepEqual([turn, [...failures], [...relays]], [['turn:a', 'turns:b'], [['turn:a', 401]], ['turns:b']]);
  assert.ok(!JSON.stringify(trial.facts).includes('secret'));
});

test('a browser that does not tell leaves figures out', () => {
  const { sent, received, jitter, transport } = measure(new Map());
  assert.deepEqual([sent, received, jitter, transport], [0, 0, NaN, undefined]);
});
