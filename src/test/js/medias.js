/** The media of a call that only records: what was sent, why it ended, what is shown, what is to be closed. */
import { mock } from 'node:test';
import { Media } from '../../main/webapp/phone/media.js';
import { KNOWN } from './calls.js';
import { FakePeer, install } from './fakes.js';

export function newMedia() {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setInterval'] });
  const browser = install();
  const sent = [];
  const ends = [];
  const shown = {};
  const holds = [];
  const closers = [];
  const media = new Media({
    closeAtEnd: (close) => closers.push(close),
    send: (message) => sent.push(message),
    end: (reason) => ends.push(reason),
    endAfter() {},
    connection: { seconds: 45, sendOnce: (message) => sent.push(message), comeBack: async () => true },
    connected() {},
    view: { show: (name, on) => (shown[name] = !!on), hold: (held) => holds.push(held) },
  });
  media.path = KNOWN;
  return { browser, media, sent, ends, shown, holds, closers };
}

export async function offered(media) {
  await media.capture();
  await media.offer([]);
  return FakePeer.last;
}
