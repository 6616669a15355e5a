/** A call with fakes, brought to the state that a test needs. */
import { mock } from 'node:test';
import { Call } from '../../main/webapp/phone/call.js';
import { Presence } from '../../main/webapp/phone/presence.js';
import { FakeSocket, install, settle } from './fakes.js';

export const BASE = 'https://portal/voip/';
export const READY = { type: 'ready', iceServers: [{ urls: 'stun:portal' }], token: 'R1', seconds: 45 };
/** Nobody needs to try the way of the sound. */
export const KNOWN = { watch() {}, isRemembered: () => true, isKnown: async () => true };
export const state = (state, reason) => ({ type: 'state', state, reason });

/** With the clock stopped; `moves` are the states that the view received, `shown` the hints that it shows. */
export function newCall() {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  mock.method(console, 'debug', () => {});
  const browser = install();
  const moves = [];
  const shown = {};
  const view = {
    state: (...move) => moves.push(move.filter(Boolean).join(' ')),
    show: (name, on) => (shown[name] = !!on),
    away: (away) => moves.push(away ? 'away' : 'back'),
    talking: () => moves.push('talking'),
    hold: (held) => moves.push(held ? 'held' : 'taken up'),
    waiting: (...place) => moves.push(`waiting ${place}`),
  };
  const portal = { caller: undefined, credential: () => portal.caller, keep: (next) => (portal.caller = next) };
  const call = new Call(view, new Presence(), portal, BASE);
  call.media.path = KNOWN;
  return { browser, call, moves, portal, shown };
}

export async function opened(call) {
  call.start();
  await settle();
  FakeSocket.last.open();
  return FakeSocket.last;
}

export async function offered(call) {
  const socket = await opened(call);
  await socket.says(READY);
  return socket;
}

export async function talking(call) {
  const socket = await offered(call);
  await socket.says(state('calling'), state('ringing'), { type: 'answer', sdp: 'v=0' }, state('established'));
  return socket;
}
