import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { newCall, opened, READY, state } from './calls.js';
import { FakePeer, settle } from './fakes.js';

let call;

beforeEach(() => ({ call } = newCall()));

/** In a talk with a server that wants digits to go the way of `dtmf`; returns its socket. */
async function talking(dtmf) {
  const socket = await opened(call);
  await socket.says({ ...READY, dtmf }, state('calling'), { type: 'answer', sdp: 'v=0' }, state('established'));
  FakePeer.last.becomes('connected');
  await settle();
  return socket;
}

/** Whether the desk's telephone system takes RTP events. */
function takesEvents(takes) {
  const dtmf = { canInsertDTMF: takes, toneBuffer: '', orders: [] };
  dtmf.insertDTMF = (tones, duration) => {
    dtmf.orders.push([tones, duration]);
    dtmf.toneBuffer = tones;
  };
  FakePeer.last.sender.dtmf = dtmf;
  return dtmf;
}

const messages = (socket) => socket.sent.filter(({ type }) => type === 'dtmf').map(({ digit }) => digit);

describe('a digit', () => {
  test('goes within the sound if the telephone system takes that', async () => {
    const socket = await talking('auto');
    const { orders } = takesEvents(true);
    assert.equal(call.digits.dial('5'), true);
    assert.deepEqual(orders, [['5', 200]]);
    assert.deepEqual(messages(socket), []);
  });

  test('waits until those before have sounded', async () => {
    await talking('auto');
    const dtmf = takesEvents(true);
    call.digits.dial('1');
    call.digits.dial('2');
    dtmf.toneBuffer = '2'; // the first one sounds
    call.digits.dial('#');
    assert.deepEqual(dtmf.orders.at(-1), ['2#', 200]);
  });

  test('goes through the server if not, and if the browser knows no such events', async () => {
    const socket = await talking('auto');
    assert.equal(call.digits.dial('1'), true);
    takesEvents(false);
    assert.equal(call.digits.dial('2'), true);
    assert.deepEqual(messages(socket), ['1', '2']);
  });

  test('goes through the server while the sound is interrupted, because there it is not lost', async () => {
    const socket = await talking('auto');
    const { orders } = takesEvents(true);
    FakePeer.last.becomes('disconnected');
    assert.equal(call.digits.dial('7'), true);
    assert.deepEqual(messages(socket), ['7']);
    assert.deepEqual(orders, []);
  });

  test('is not overtaken by the next one when the sound is interrupted for a moment', async () => {
    const socket = await talking('auto');
    const { orders } = takesEvents(true);
    call.digits.dial('1');
    FakePeer.last.becomes('disconnected');
    call.digits.dial('2');
    assert.deepEqual(orders.at(-1), ['12', 200]);
    FakePeer.last.sender.dtmf.ontonechange({ tone: '' }); // both have sounded
    call.digits.dial('3');
    FakePeer.last.becomes('connected');
    call.digits.dial('4');
    assert.deepEqual(messages(socket), ['3', '4']);
  });

  test('goes within the sound again when those through the server have arrived', async (t) => {
    const now = performance.now();
    const clock = t.mock.method(performance, 'now', () => now);
    const socket = await talking('auto');
    const { orders } = takesEvents(true);
    FakePeer.last.becomes('disconnected');
    call.digits.dial('1');
    FakePeer.last.becomes('connected');
    clock.mock.mockImplementation(() => now + 2001);
    call.digits.dial('2');
    assert.deepEqual(orders, [['2', 200]]);
    assert.deepEqual(messages(socket), ['1']);
  });

  test('goes through the server if the operator wants it', async () => {
    const socket = await talking('info');
    const { orders } = takesEvents(true);
    assert.equal(call.digits.dial('7'), true);
    assert.deepEqual(messages(socket), ['7']);
    assert.deepEqual(orders, []);
  });

  test('is not sent at all where the operator allows only events and they are not taken', async () => {
    const socket = await talking('rtp');
    takesEvents(false);
    assert.equal(call.digits.dial('7'), false);
    assert.deepEqual(messages(socket), []);
  });
});
