import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { newMedia, offered } from './medias.js';
import { fakeTrack } from './fakes.js';

let browser, media, shown;

beforeEach(() => ({ browser, media, shown } = newMedia()));

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
    media.deviceId = 'headset';
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
    const peer = await offered(media);
    media.mute(true);
    const other = fakeTrack();
    browser.getUserMedia.mock.mockImplementation(async () => ({ getTracks: () => [other] }));
    await media.capture('headset');
    assert.deepEqual(peer.sender.replaceTrack.mock.calls[0].arguments, [other]);
    assert.deepEqual([browser.track.stopped, other.stopped, other.enabled], [1, 0, false]);
  });

  test('unplugged gives way to another, and says so when there is none', async () => {
    await offered(media);
    await browser.track.onended();
    assert.equal(shown.unheard, false);
    browser.getUserMedia.mock.mockImplementation(async () => {
      throw Object.assign(new Error(), { name: 'NotFoundError' });
    });
    await browser.track.onended();
    assert.equal(shown.unheard, true);
  });
});
