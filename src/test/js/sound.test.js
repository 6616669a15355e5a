import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { Media } from '../../main/webapp/phone/media.js';
import { install } from './fakes.js';

let media;

beforeEach(() => {
  install();
  media = new Media({});
});

const stored = (value) => Object.defineProperty(globalThis, 'localStorage', { ...value, configurable: true });

describe('what the caller chose in an earlier call', () => {
  test('holds for the next', () => {
    stored({ value: { voip: '{"microphone":"headset","speaker":"desk","volume":"0.3"}' } });
    media.restore();
    assert.deepEqual([media.deviceId, media.audio.sinkId, media.audio.volume], ['headset', 'desk', '0.3']);
  });

  test('may be one thing only', () => {
    stored({ value: { voip: '{"volume":"0"}' } });
    media.restore();
    assert.deepEqual([media.deviceId, media.audio.sinkId, media.audio.volume], [undefined, '', '0']);
  });

  for (const [what, storage] of Object.entries({
    'is nothing where nothing is stored': { value: {} },
    'is nothing where what is stored is broken': { value: { voip: '{' } },
    'is nothing where the browser forbids storage': {
      get() {
        throw new Error('SecurityError');
      },
    },
  }))
    test(what, () => {
      stored(storage);
      media.restore();
      assert.deepEqual([media.deviceId, media.audio.sinkId, media.audio.volume], [undefined, '', 1]);
    });

  test('needs no choice of speaker where the browser has none', () => {
    stored({ value: { voip: '{"speaker":"desk"}' } });
    media.audio.setSinkId = undefined;
    assert.doesNotThrow(() => media.restore());
  });
});
