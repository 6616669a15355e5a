/* Longer than 200 lines, because each event of the connection has its outcome. */
import assert from 'node:assert/strict';
import { beforeEach, describe, mock, test } from 'node:test';
import { newMedia, offered } from './medias.js';
import { FakeAudioContext, FakePeer, settle } from './fakes.js';

let media, sent, ends, shown, holds, closers;

beforeEach(() => ({ media, sent, ends, shown, holds, closers } = newMedia()));

describe('candidates', () => {
  test('of the browser go out with the closed vocabulary, the last one empty', async () => {
    const peer = await offered(media);
    const candidate = { candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0 };
    peer.onicecandidate({ candidate: { ...candidate, usernameFragment: 'x' } });
    peer.onicecandidate({ candidate: null });
    assert.deepEqual(JSON.parse(JSON.stringify(sent.slice(1))), [
      { type: 'candidate', ...candidate },
      { type: 'candidate', candidate: '' },
    ]);
  });

  test('of the server wait for the answer, in their order', async () => {
    const peer = await offered(media);
    media.candidate({ candidate: 'one' });
    media.candidate({ candidate: 'two' });
    await settle();
    assert.deepEqual(peer.candidates, []);
    await media.answer('v=0');
    media.candidate({ candidate: '' });
    await settle();
    assert.deepEqual(peer.candidates, ['one', 'two', '']);
  });

  test('that are no candidates harm nobody but themselves', async () => {
    const peer = await offered(media);
    await media.answer('v=0');
    await assert.rejects(media.candidate({ candidate: 'garbage' }));
    await media.candidate({ candidate: 'good' });
    assert.deepEqual([peer.candidates, ends], [['good'], []]);
  });
});

describe('a server that the browser refuses', () => {
  const stun = { urls: 'stun:portal' };
  const refused = { urls: 'turn:refused', username: 'u', credential: 'p' };

  test('is left out, and the others help the call', async () => {
    await media.capture();
    await media.offer([refused, stun]);
    assert.deepEqual(FakePeer.last.configuration, { iceServers: [stun] });
    assert.deepEqual([sent[0].type, ends, FakePeer.last.closed], ['offer', [], 0]);
  });
});

describe('a change by the desk', () => {
  for (const [direction, held] of Object.entries({ sendonly: true, inactive: true, sendrecv: false, recvonly: false }))
    test(`with ${direction} is answered, and ${held ? 'puts on hold' : 'is no hold'}`, async () => {
      const peer = await offered(media);
      await media.answer('v=0');
      const sdp = `v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=${direction}\r\n`;
      await media.update(sdp);
      assert.deepEqual(peer.remoteDescription, { type: 'offer', sdp });
      assert.deepEqual(sent.at(-1), { type: 'answer', sdp: 'v=0 answer' });
      assert.deepEqual(holds, [held]);
    });

  test('that brings no offer gets one, and takes the answer', async () => {
    const peer = await offered(media);
    await media.answer('v=0');
    await media.update();
    assert.deepEqual(sent.at(-1), { type: 'offer', sdp: 'v=0 offer' });
    await media.answer('second');
    assert.deepEqual([peer.remoteDescription.sdp, holds, ends], ['second', [], []]);
  });

  test('that the browser cannot take is left to the server', async () => {
    await offered(media);
    await media.answer('v=0');
    await assert.rejects(media.update('garbage'));
    assert.deepEqual([sent.length, ends], [1, []]);
  });

  test('before there is anything to change is dropped', async () => {
    await media.update('v=0');
    assert.deepEqual(sent, []);
  });
});

describe('the answer', () => {
  test('is heard', async () => {
    await offered(media);
    await media.answer('v=0');
    assert.deepEqual(media.audio.srcObject.tracks, ['far track']);
  });

  test('that is no SDP ends the call', async () => {
    await offered(media);
    await media.answer('garbage');
    assert.deepEqual(ends, ['BROWSER_FAILED']);
  });

  test('given twice counts once', async () => {
    const peer = await offered(media);
    await media.answer('first');
    await media.answer('second');
    assert.deepEqual([peer.remoteDescription.sdp, ends], ['first', []]);
  });
});

describe('the ring-back tone', () => {
  test('is 425 Hz, one second of five', async () => {
    await offered(media);
    media.ringBack();
    const samples = FakeAudioContext.samples;
    assert.equal(samples.length, 5 * 8000);
    assert.ok(samples.subarray(8000).every((sample) => sample === 0));
    const rising = samples.subarray(0, 8000).filter((sample, i) => i > 0 && samples[i - 1] < 0 && sample >= 0).length;
    assert.ok(Math.abs(rising - 425) <= 2, `${rising} Hz`);
    assert.equal(media.audio.srcObject, 'tone');
  });

  test('stops when early media comes', async () => {
    await offered(media);
    media.ringBack();
    await media.answer('v=0');
    assert.equal(FakeAudioContext.open, 0);
    assert.deepEqual(media.audio.srcObject.tracks, ['far track']);
  });

  test('does not begin over early media', async () => {
    await offered(media);
    await media.answer('v=0');
    media.ringBack();
    assert.equal(FakeAudioContext.open, 0);
    assert.deepEqual(media.audio.srcObject.tracks, ['far track']);
  });

  test('stops at the end of the call', async () => {
    await offered(media);
    media.ringBack();
    closers.forEach((close) => close());
    assert.equal(FakeAudioContext.open, 0);
  });
});

describe('a call that was cut off', () => {
  test('ends with three short tones, which stop by themselves', async () => {
    await offered(media);
    await media.answer('v=0');
    media.tones.cutOff();
    const samples = FakeAudioContext.samples;
    const sounding = [0.1, 0.3, 0.5, 0.7, 0.9, 1.1].map((second) =>
      samples.subarray(second * 8000, second * 8000 + 100).some((sample) => sample !== 0),
    );
    assert.deepEqual(sounding, [true, false, true, false, true, false]);
    assert.equal(FakeAudioContext.source.loop, false);
    FakeAudioContext.source.onended();
    assert.equal(FakeAudioContext.open, 0);
  });
});

describe('sound the browser refuses to play', () => {
  test('is offered by a button, which goes when it plays', async () => {
    await offered(media);
    media.audio.refuses = true;
    await media.answer('v=0');
    await settle();
    assert.equal(shown.hear, true);
    media.audio.refuses = false;
    await media.play();
    assert.equal(shown.hear, false);
    assert.deepEqual(media.audio.srcObject.tracks, ['far track']);
  });

  test('is not offered when the call is over', async () => {
    await offered(media);
    media.call.state = 'ended';
    media.audio.refuses = true;
    media.tones.cutOff();
    await settle();
    assert.ok(!shown.hear);
  });
});

describe('the quality of a short call', () => {
  const sound = { type: 'inbound-rtp', packetsLost: 1, packetsReceived: 49 };
  const second = async () => {
    mock.timers.tick(1000);
    await settle();
  };

  test('is known after a second, and told once', async () => {
    const told = [];
    media.call.connection = { sendOnce: (message) => told.push(message) };
    const peer = await offered(media);
    peer.stats = [sound];
    await second();
    assert.deepEqual(told, []);

    peer.connectionState = 'connected';
    await second();
    await second();
    assert.deepEqual(told.map(({ type, lost }) => [type, lost]), [['ping', 20]]);

    peer.stats = [{ ...sound, packetsLost: 0 }];
    await second();
    assert.equal(media.quality.lost, 0);
    assert.equal(told.length, 1);
  });
});

describe('a poor line', () => {
  const good = { type: 'inbound-rtp', packetsLost: 100, jitter: 0.01 };

  async function measured(...rounds) {
    const peer = await offered(media);
    for (const stats of rounds) {
      peer.stats = stats;
      mock.timers.tick(5000);
      await settle();
    }
    return shown.poor;
  }

  test('is not one that lost packets long ago', async () => assert.equal(await measured([good], [good]), false));
  test('loses packets now', async () => assert.equal(await measured([good], [{ ...good, packetsLost: 113 }]), true));
  test('jitters', async () => assert.equal(await measured([{ ...good, jitter: 0.07 }]), true));
  test('is slow', async () =>
    assert.equal(await measured([good, { type: 'remote-inbound-rtp', packetsLost: 0, roundTripTime: 0.6 }]), true));
  test('that gets better is good again', async () =>
    assert.equal(await measured([{ ...good, jitter: 1 }], [good]), false));

  test('is not looked for after the end', async () => {
    const peer = await offered(media);
    closers.forEach((close) => close());
    peer.getStats = () => assert.fail('asked');
    mock.timers.tick(60_000);
    await settle();
    assert.equal(shown.poor, undefined);
  });
});
