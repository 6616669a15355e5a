import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LANGUAGES, phone, texts } from './sources.js';

const BUTTONS = 'mute muted keypad sound hangup call again hear close back good bad';
const OTHERS = 'title microphone speaker volume level poor unheard alternatives noscript ready rating rated unrated';
const WAITS = 'waiting waitingPlace waitingPlaceMinute waitingPlaceMinutes waitingMinute waitingMinutes';
const STATES = 'new calling ringing connecting established hold reconnecting';
const SERVER = `HANG_UP FAR_END TRANSFERRED BUSY DECLINED NOT_FOUND FORBIDDEN NO_ANSWER UNREACHABLE NOT_ACCEPTABLE CANCELLED DROPPED
  SERVICE_UNAVAILABLE CREDENTIALS RING_TIMEOUT MAX_DURATION GATEWAY_AWAY GATEWAY_LOST PHONE_SYSTEM_FAULT
  NUMBER_GONE NUMBER_INCOMPLETE REDIRECTED LOOP ANONYMOUS NOT_SUPPORTED MEDIA_FAILED NO_SOUND DISABLED ALL_LINES_BUSY TOO_MANY
  TOO_MANY_HERE TOO_FAST RUSH SIGN_IN NOT_ALLOWED ADMINISTRATOR SHUTDOWN FAILED`;
const BROWSER = 'MIC_DENIED MIC_MISSING MIC_IN_USE MIC_INSECURE MIC_POLICY NETWORK_LOST NO_CONNECTION OTHER_WINDOW BROWSER_FAILED TRANSFER_FAILED';
const HOPELESS = `NOT_FOUND NUMBER_GONE NUMBER_INCOMPLETE REDIRECTED LOOP FORBIDDEN ANONYMOUS NOT_ACCEPTABLE NOT_SUPPORTED
  CREDENTIALS DISABLED MIC_POLICY`.split(/\s+/);
const REASONS = `${SERVER} ${BROWSER}`.split(/\s+/);
const KEYS = `${BUTTONS} ${OTHERS} ${STATES} ${WAITS} ${SERVER} ${BROWSER}`.split(/\s+/).sort();

for (const language of LANGUAGES)
  describe(`texts in ${language}`, () => {
    test('are all there, and no others', () => assert.deepEqual(Object.keys(texts(language)).sort(), KEYS));

    test('are never empty', () => assert.ok(Object.values(texts(language)).every((text) => text.trim())));

    test('tell with each reason what happened and what to do, or say goodbye', () => {
      for (const reason of REASONS.filter((reason) => !HOPELESS.includes(reason)))
        assert.match(texts(language)[reason], /[^.]\. .+[.!]$/, reason);
    });

    test('promise nothing where calling again does not help: other ways to the desk are named by the operator', () => {
      for (const reason of HOPELESS) assert.match(texts(language)[reason], /^[^.]+\.$/, reason);
    });
  });

test('every reason the scripts name has a text', () => {
  const files = ['call.js', 'media.js', 'microphone.js', 'path.js', 'phone.js'].map(phone).join();
  const named = files.match(/(?<=')[A-Z]+_[A-Z_]+(?=')/g);
  assert.deepEqual(named.filter((reason) => !KEYS.includes(reason)), []);
  assert.ok(named.length > 10);
});
