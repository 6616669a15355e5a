import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { findings } from '../../main/webapp/admin/sound.js';

const NOTHING = { times: {}, addresses: new Set(), turn: [], failures: new Map(), relays: new Set(), talked: false };
const TALK = {
  ...NOTHING,
  times: { ringing: 0.5, established: 2 },
  talked: true,
  reason: 'HANG_UP',
  heard: true,
  sent: 750,
  received: 740,
  energy: 0.1,
  codec: 'opus',
  rtt: 3,
  jitter: 2,
  lost: 5,
  route: 'host',
  transport: 'udp',
  keys: 'rtp',
};

const names = (facts) => findings(facts).map(([name]) => name);
const ended = (reason, more = {}) => names({ ...NOTHING, reason, ...more });

test('a talk with sound both ways', () =>
  assert.deepEqual(findings(TALK), [
    ['RANG', 0.5],
    ['ANSWERED', 2],
    ['SENT', 750],
    ['RECEIVED', 740],
    ['CODEC', 'opus'],
    ['ROUND_TRIP', 3],
    ['JITTER', 2],
    ['LOST', 0.5],
    ['ROUTE_HOST'],
    ['KEYS_RTP'],
    ['HUNG_UP'],
  ]));

describe('sound that fails is told apart:', () => {
  const talk = (more) => names({ ...TALK, ...more });

  test('Janus does not hear us', () => {
    const found = talk({ heard: undefined });
    assert.ok(found.includes('UNHEARD') && !found.includes('SENT'));
  });
  test('the desk sends nothing', () =>
    assert.ok(talk({ received: 0, codec: undefined }).includes('DESK_SENDS_NOTHING')));
  test('the desk sends silence', () => assert.ok(talk({ energy: 0 }).includes('DESK_SILENT')));
  test('a browser that does not tell the energy accuses nobody', () =>
    assert.ok(!talk({ energy: undefined }).includes('DESK_SILENT')));
  for (const poor of [{ rtt: 600 }, { jitter: 70 }, { lost: 60 }])
    test(`the line is poor with ${JSON.stringify(poor)}`, () => assert.ok(talk(poor).includes('POOR')));
  test('what is not measured is left out', () => {
    const found = talk({ rtt: NaN, jitter: NaN, lost: NaN, route: undefined });
    assert.ok(!/ROUND|JITTER|LOST|ROUTE|POOR/.test(found));
  });
  test('it was too short', () => assert.deepEqual(talk({ received: undefined }).slice(2), ['TOO_SHORT', 'HUNG_UP']));
  test('while it has just begun, that is no finding', () =>
    assert.deepEqual(talk({ received: undefined, reason: undefined }), ['RANG', 'ANSWERED']));
});

for (const [route, transport, name] of [
  ['srflx', 'udp', 'ROUTE_SRFLX'],
  ['prflx', 'udp', 'ROUTE_PRFLX'],
  ['host', 'tcp', 'ROUTE_TCP'],
  ['relay', 'tls', 'ROUTE_RELAY_TLS'],
  ['relay', undefined, 'ROUTE_RELAY_UDP'],
])
  test(`the way ${route} over ${transport} is ${name}`, () =>
    assert.ok(names({ ...TALK, route, transport }).includes(name)));

for (const keys of ['rtp', 'info', 'none'])
  test(`keys that go by ${keys} are KEYS_${keys.toUpperCase()}`, () =>
    assert.ok(names({ ...TALK, keys }).includes('KEYS_' + keys.toUpperCase())));

describe('a call without a talk', () => {
  test('ends by the administrator', () => assert.deepEqual(ended('HANG_UP'), ['CANCELLED']));
  test('ends by the desk', () => assert.deepEqual(ended('FAR_END'), ['FAR_END', 'TOO_SHORT']));
  test('finds no codec', () => assert.deepEqual(ended('NOT_ACCEPTABLE'), ['NO_CODEC']));
  test('has lost the values of the screen', () =>
    assert.deepEqual(findings({ ...NOTHING, reason: 'NOT_ALLOWED' }), [['VALUES_GONE', 'NOT_ALLOWED']]));
  for (const [reason, name] of [
    ['RING_TIMEOUT', 'NOT_ANSWERED'],
    ['NO_CONNECTION', 'NO_SOCKET'],
    ['NETWORK_LOST', 'BROKEN'],
    ['BROWSER_FAILED', 'BROWSER'],
  ])
    test(`that ends by ${reason} is ${name}`, () => assert.deepEqual(ended(reason), [name]));
  test('is one too many', () =>
    assert.deepEqual(findings({ ...NOTHING, reason: 'TOO_FAST' }), [['WAIT', 'TOO_FAST']]));
  test('is refused for whatever reason', () =>
    assert.deepEqual(findings({ ...NOTHING, reason: 'BUSY' }), [['ENDED', 'BUSY']]));
  test('has found nothing yet', () => assert.deepEqual(findings(NOTHING), []));
});

describe('without a way for the sound', () => {
  const noWay = (address, more) => ended('NO_SOUND', { addresses: new Set([address]), ...more });

  test('a TURN server is missing', () => assert.deepEqual(noWay('203.0.113.7'), ['NO_WAY_NO_TURN']));
  test('the TURN server does not help', () =>
    assert.deepEqual(noWay('203.0.113.7', { turn: ['turn:a'] }), ['NO_WAY']));
  test('Janus may have offered nothing', () => assert.deepEqual(ended('NO_SOUND'), ['JANUS_NO_ADDRESS']));
  for (const address of ['10.1.2.3', '172.31.0.1', '192.168.0.9', '100.64.0.1', '127.0.0.1', 'fd00::1', 'fe80::1', '::1'])
    test(`${address} is private`, () => assert.ok(noWay(address).includes('JANUS_PRIVATE')));
  for (const address of ['172.32.0.1', '100.128.0.1', '192.0.2.1', '11.0.0.1', '2001:db8::1', 'janus.example.org'])
    test(`${address} is not`, () => assert.ok(!noWay(address).includes('JANUS_PRIVATE')));
  test('one public address is enough', () =>
    assert.ok(!ended('NO_SOUND', { addresses: new Set(['10.1.2.3', '192.0.2.1']) }).includes('JANUS_PRIVATE')));
});

describe('a TURN server', () => {
  const failed = (url, code, more) => findings({ ...TALK, failures: new Map([[url, code]]), ...more }).slice(11);

  test('refuses', () => assert.deepEqual(failed('turn:a', 401), [['TURN_REFUSED', 'turn:a', 401]]));
  test('does not answer', () => assert.deepEqual(failed('turns:a', 701), [['TURN_SILENT', 'turns:a']]));
  test('that works by another address is no fault', () =>
    assert.deepEqual(failed('turn:a', 701, { relays: new Set(['turn:a']) }), []));
  test('is no STUN server', () => assert.deepEqual(failed('stun:a', 701), []));
});

test('every finding is one of which the page has the sentence', () => {
  const java = new URL('../../main/java/org/portalvoip/diagnosis/connection/SoundFinding.java', import.meta.url);
  const known = readFileSync(java, 'utf8').match(/^ {4}[A-Z_]+(?=\()/gm).map((name) => name.trim());
  for (const route of ['host', 'srflx', 'prflx', 'relay'])
    for (const transport of ['udp', 'tcp', 'tls'])
      for (const keys of ['rtp', 'info', 'none'])
        names({ ...TALK, route, transport, keys }).forEach((name) => assert.ok(known.includes(name), name));
});
