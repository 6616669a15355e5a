import assert from 'node:assert/strict';
import { beforeEach, describe, mock, test } from 'node:test';
import { Path } from '../../main/webapp/phone/path.js';
import { newCall, offered, state } from './calls.js';
import { FakePeer, settle } from './fakes.js';

let call, sent, ends;

/** A peer that finds host candidates with these addresses. */
class Peer extends FakePeer {
  constructor(...addresses) {
    super({ iceServers: [] });
    this.addresses = addresses;
  }

  addEventListener(type, listener) {
    assert.equal(type, 'icecandidate');
    this.addresses.forEach((address) => listener({ candidate: { type: 'host', address } }));
    listener({ candidate: { type: 'relay', address: '192.0.2.9' } });
    listener({ candidate: null });
  }

  findsWay(iceConnectionState = 'connected') {
    this.iceConnectionState = iceConnectionState;
    this.oniceconnectionstatechange?.();
  }
}

beforeEach(() => {
  newCall();
  sent = [];
  ends = [];
  call = {
    state: 'calling',
    closeAtEnd() {},
    send: (message) => sent.push(JSON.parse(JSON.stringify(message))),
    end: (reason) => ends.push(reason),
  };
  Object.defineProperty(globalThis, 'localStorage', { value: {}, configurable: true, writable: true });
});

/** A new call from the network of these addresses; whether its way is known. */
async function known(...addresses) {
  const path = new Path(call);
  path.watch(new Peer(...addresses));
  const answer = path.isKnown();
  mock.timers.tick(100);
  return [await answer, path];
}

async function tried(...addresses) {
  const [, path] = await known(...addresses);
  const probe = new Peer();
  await path.try(probe);
  return { path, probe };
}

describe('the way of the sound', () => {
  test('is tried with an offer of its own, which only receives', async () => {
    const { path, probe } = await tried('10.0.0.5');
    assert.equal(FakePeer.probe, probe);
    probe.onicecandidate({ candidate: { candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0 } });
    probe.onicecandidate({ candidate: null });
    path.candidate({ candidate: 'early' });
    await path.answer('v=0');
    await settle();
    assert.deepEqual(probe.candidates, ['early']);
    assert.deepEqual(sent, [
      { type: 'probe', sdp: 'v=0 offer' },
      { type: 'candidate', probe: true, candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0 },
      { type: 'candidate', probe: true, candidate: '' },
    ]);
  });

  for (const found of ['connected', 'completed'])
    test(`is told once when it is found (${found}), and remembered for ten minutes`, async () => {
      mock.timers.reset();
      mock.timers.enable({ apis: ['setTimeout', 'Date'] });
      const { probe } = await tried('10.0.0.5', '10.1.0.5');
      probe.findsWay(found);
      probe.findsWay('completed');
      await settle();
      assert.deepEqual(sent.slice(1), [{ type: 'reached' }]);
      assert.equal(probe.closed, 1);
      mock.timers.tick(599_000);
      assert.equal((await known('10.1.0.5', '10.0.0.5'))[0], true);
      mock.timers.tick(2_000);
      assert.equal((await known('10.1.0.5', '10.0.0.5'))[0], false);
    });

  test('is not known in another network', async () => {
    const { probe } = await tried('10.0.0.5');
    probe.findsWay();
    await settle();
    assert.equal((await known('10.0.0.6'))[0], false);
    assert.equal((await known('10.0.0.5', '10.1.0.5'))[0], false);
    assert.equal((await known('10.0.0.5'))[0], true);
  });

  test('is tried each time where the browser hides in which network it is', async () => {
    const { probe } = await tried();
    probe.findsWay();
    await settle();
    assert.equal((await known())[0], false);
  });

  test('is tried each time where the browser stores nothing', async () => {
    Object.defineProperty(globalThis, 'localStorage', {
      get: () => {
        throw new Error('forbidden');
      },
      configurable: true,
    });
    const { probe } = await tried('10.0.0.5');
    probe.findsWay();
    await settle();
    assert.deepEqual(sent.at(-1), { type: 'reached' });
    assert.equal((await known('10.0.0.5'))[0], false);
  });

  test('that does not exist ends the call, unless it is running', async () => {
    const { probe } = await tried('10.0.0.5');
    call.state = 'established';
    probe.findsWay('failed');
    assert.deepEqual(ends, []);
    call.state = 'calling';
    probe.findsWay('failed');
    assert.deepEqual(ends, ['NO_SOUND']);
  });
});

describe('a call', () => {
  test('that knows no way asks for a trial before it makes its offer', async () => {
    const { call: fresh } = newCall();
    fresh.media.path = new Path(fresh);
    const socket = await offered(fresh);
    assert.deepEqual(socket.sent.map(({ type }) => type), ['probe', 'offer']);
    await socket.says({ type: 'probe', sdp: 'answer of the trial' }, { type: 'candidate', probe: true, candidate: 'theirs' });
    assert.equal(FakePeer.probe.remoteDescription.sdp, 'answer of the trial');
    assert.deepEqual(FakePeer.probe.candidates, ['theirs']);
  });

  test('goes on where no trial can be made', async () => {
    const { call: fresh } = newCall();
    fresh.media.path = { watch() {}, isRemembered: () => true, isKnown: async () => false, try: async () => assert.fail('no trial') };
    const socket = await offered(fresh);
    await socket.says(state('calling'));
    assert.deepEqual(socket.sent.map(({ type }) => type), ['offer']);
    assert.equal(fresh.state, 'calling');
  });
});
