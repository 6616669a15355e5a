import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { quality } from '../../main/webapp/phone/quality.js';
import { rate } from '../../main/webapp/phone/rating.js';

const SOUND = { type: 'inbound-rtp', packetsLost: 4, packetsReceived: 996, codecId: 'c' };
const CODEC = { type: 'codec', mimeType: 'audio/PCMA' };
const PAIR = { type: 'candidate-pair', nominated: true, state: 'succeeded', currentRoundTripTime: 0.0351, localCandidateId: 'l' };
const OLD = { ...PAIR, currentRoundTripTime: 9, localCandidateId: 'o' };
const LOCAL = { type: 'local-candidate', candidateType: 'relay' };

describe('the quality of a call', () => {
  test('is that of the pair that is in use', () => {
    const transport = { type: 'transport', selectedCandidatePairId: 'p' };
    const stats = new Map(Object.entries({ old: OLD, s: SOUND, c: CODEC, p: PAIR, l: LOCAL, t: transport }));
    assert.deepEqual(quality(stats), { lost: 4, rtt: 35, route: 'relay', codec: 'pcma' });
  });

  test('is that of the nominated pair where a browser does not tell which one is in use', () => {
    const stats = new Map(Object.entries({ x: { ...OLD, state: 'failed' }, s: SOUND, c: CODEC, p: PAIR, l: LOCAL }));
    assert.deepEqual(quality(stats), { lost: 4, rtt: 35, route: 'relay', codec: 'pcma' });
  });

  test('says nothing of what a browser does not tell, and nothing below zero', () => {
    assert.equal(JSON.stringify(quality(new Map())), '{"lost":null,"rtt":null}');
    const twice = new Map([['s', { ...SOUND, packetsLost: -3 }]]);
    assert.equal(quality(twice).lost, 0);
  });
});

describe('a rating', () => {
  const settle = async () => { for (let i = 0; i < 20; i++) await Promise.resolve(); };
  let answers;
  let sent;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    sent = [];
    globalThis.fetch = async (address, { method, body }) => {
      sent.push(`${method} ${address} ${body}`);
      const status = answers.shift();
      if (!status) throw new TypeError('offline');
      return { status, ok: status === 204 };
    };
  });
  afterEach(() => mock.timers.reset());

  async function rated(...statuses) {
    answers = statuses;
    const result = rate(new URL('https://portal/voip/'), 'token', true);
    for (let i = 0; i < 4; i++) {
      mock.timers.tick(5000);
      await settle();
    }
    return result;
  }

  test('goes to the server once', async () => {
    assert.equal(await rated(204), true);
    assert.deepEqual(sent, ['POST https://portal/voip/api/rating {"rating":"token","good":true}']);
  });

  test('is said again while the server does not know the call yet', async () => {
    assert.equal(await rated(404, 404, 204), true);
    assert.equal(sent.length, 3);
  });

  test('is given up in the end', async () => {
    assert.equal(await rated(404, 404, 404), false);
    assert.equal(await rated(410), false);
    assert.equal(await rated(), false);
  });
});
