import assert from 'node:assert/strict';
import { beforeEach, describe, mock, test } from 'node:test';
import { Media } from '../../main/webapp/phone/media.js';
import { FakeAudioContext, FakePeer, fakeTrack, install, settle } from './fakes.js';

let browser, media, sent, ends, shown, closers;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setInterval'] });
  browser = install();
  sent = [];
  ends = [];
  shown = {};
  closers = [];
  media = new Media({
    keep: (close) => closers.push(close),
    send: (message) => sent.push(message),
    end: (reason) => ends.push(reason),
    wait() {},
    view: { show: (name, on) => (shown[name] = !!on) },
  });
});

async function offered() {
  await media.capture();
  await media.offer([]);
  return FakePeer.last;
}

describe('the microphone', () => {
  for (const [name, reason] of Object.entries({
    NotAllowedError: 'MIC_DENIED',
    NotFoundError: 'MIC_MISSING',
    SecurityError: 'MIC_POLICY',
    NotReadableError: 'MIC_IN_USE',
    AbortError: 'MIC_IN_USE',
  }))
    test(`refused with ${name} is ${reason}`, async () => {
      browser.getUserMedia.mock.mockImplementation(async () => {
        throw Object.assign(new Error(), { name });
      });
      assert.equal(await media.capture(), reason);
    });

  test('cannot be had on an insecure page', async () => {
    delete navigator.mediaDevices;
    assert.equal(await media.capture(), 'MIC_INSECURE');
  });

  test('forbidden by the Permissions-Policy is not even asked for', async () => {
    document.featurePolicy = { allowsFeature: (feature) => feature !== 'microphone' };
    assert.equal(await media.capture(), 'MIC_POLICY');
    assert.equal(browser.getUserMedia.mock.callCount(), 0);
  });

  test('is the one chosen before, if any', async () => {
    media.device = 'headset';
    assert.equal(await media.capture(), undefined);
    assert.deepEqual(browser.getUserMedia.mock.calls[0].arguments, [{ audio: { deviceId: 'headset' } }]);
  });

  test('muted is silence on the same track', async () => {
    await media.capture();
    media.mute(true);
    assert.equal(browser.track.enabled, false);
    media.mute(false);
    assert.equal(browser.track.enabled, true);
  });

  test('changed in a call replaces the old one, and stays muted', async () => {
    const peer = await offered();
    media.mute(true);
    const other = fakeTrack();
    browser.getUserMedia.mock.mockImplementation(async () => ({ getTracks: () => [other] }));
    await media.capture('headset');
    assert.deepEqual(peer.sender.replaceTrack.mock.calls[0].arguments, [other]);
    assert.deepEqual([browser.track.stopped, other.stopped, other.enabled], [1, 0, false]);
  });

  test('unplugged gives way to another, and says so when there is none', async () => {
    await offered();
    await browser.track.onended();
    assert.equal(shown.unheard, false);
    browser.getUserMedia.mock.mockImplementation(async () => {
      throw Object.assign(new Error(), { name: 'NotFoundError' });
    });
    await browser.track.onended();
    assert.equal(shown.unheard, true);
  });
});

describe('candidates', () => {
  test('of the browser go out with the closed vocabulary, the last one empty', async () => {
    const peer = await offered();
    peer.onicecandidate({ candidate: { candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'x' } });
    peer.onicecandidate({ candidate: null });
    assert.deepEqual(JSON.parse(JSON.stringify(sent.slice(1))), [
      { type: 'candidate', candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0 },
      { type: 'candidate', candidate: '' },
    ]);
  });

  test('of the server wait for the answer, in their order', async () => {
    const peer = await offered();
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
    const peer = await offered();
    await media.answer('v=0');
    await assert.rejects(media.candidate({ candidate: 'garbage' }));
    await media.candidate({ candidate: 'good' });
    assert.deepEqual([peer.candidates, ends], [['good'], []]);
  });
});

describe('the answer', () => {
  test('is heard', async () => {
    await offered();
    await media.answer('v=0');
    assert.deepEqual(media.audio.srcObject.tracks, ['far track']);
  });

  test('that is no SDP ends the call', async () => {
    await offered();
    await media.answer('garbage');
    assert.deepEqual(ends, ['MEDIA_FAILED']);
  });

  test('given twice counts once', async () => {
    const peer = await offered();
    await media.answer('first');
    await media.answer('second');
    assert.deepEqual([peer.remoteDescription.sdp, ends], ['first', []]);
  });
});

describe('the ring-back tone', () => {
  test('is 425 Hz, one second of five', async () => {
    await offered();
    media.ring();
    const samples = FakeAudioContext.samples;
    assert.equal(samples.length, 5 * 8000);
    assert.ok(samples.subarray(8000).every((sample) => sample === 0));
    const rising = samples.subarray(0, 8000).filter((sample, i) => i > 0 && samples[i - 1] < 0 && sample >= 0).length;
    assert.ok(Math.abs(rising - 425) <= 2, `${rising} Hz`);
    assert.equal(media.audio.srcObject, 'ring-back');
  });

  test('stops when early media comes', async () => {
    await offered();
    media.ring();
    await media.answer('v=0');
    assert.equal(FakeAudioContext.open, 0);
    assert.deepEqual(media.audio.srcObject.tracks, ['far track']);
  });

  test('does not begin over early media', async () => {
    await offered();
    await media.answer('v=0');
    media.ring();
    assert.equal(FakeAudioContext.open, 0);
    assert.deepEqual(media.audio.srcObject.tracks, ['far track']);
  });

  test('stops at the end of the call', async () => {
    await offered();
    media.ring();
    closers.forEach((close) => close());
    assert.equal(FakeAudioContext.open, 0);
  });
});

describe('sound the browser refuses to play', () => {
  test('is offered by a button, which goes when it plays', async () => {
    await offered();
    media.audio.refuses = true;
    await media.answer('v=0');
    await settle();
    assert.equal(shown.hear, true);
    media.audio.refuses = false;
    await media.play();
    assert.equal(shown.hear, false);
    assert.deepEqual(media.audio.srcObject.tracks, ['far track']);
  });
});

describe('a poor line', () => {
  const good = { type: 'inbound-rtp', packetsLost: 100, jitter: 0.01 };

  async function measured(...rounds) {
    const peer = await offered();
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
  test('that gets better is good again', async () => assert.equal(await measured([{ ...good, jitter: 1 }], [good]), false));
});
