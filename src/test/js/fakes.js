/**
 * Fakes of the browser's interfaces. Each records its calls; nothing here waits or uses the network.
 * Longer than 200 lines, because all tests of the phone share one fake browser.
 */
import { mock } from 'node:test';

export class FakeSocket {
  static OPEN = 1;
  static last;
  static all = [];
  readyState = 0;
  sent = [];
  pings = 0;
  /** A server that says nothing any more does not answer either. */
  answers = true;
  closed = 0;

  constructor(url, protocols) {
    FakeSocket.all.push(this);
    this.url = String(url);
    this.protocols = protocols;
    FakeSocket.last = this;
  }

  send(text) {
    const message = JSON.parse(text);
    if (message.type !== 'ping') return this.sent.push(message);
    this.pings++;
    if (this.answers) this.onmessage?.({ data: '{"type":"received","count":1}' });
  }

  close() {
    this.readyState = 3;
    this.closed++;
  }

  open() {
    this.readyState = 1;
    this.onopen();
  }

  /** The server, a proxy or the network closes it. */
  async breaks() {
    this.readyState = 3;
    this.onclose?.();
    await settle();
  }

  /** A message of the server; resolves when the phone has processed it. */
  async says(...messages) {
    for (const message of messages) {
      this.onmessage({ data: typeof message === 'string' ? message : JSON.stringify(message) });
      await settle();
    }
  }
}

export class FakePeer {
  static last;
  static probe;
  static refuses = false;
  signalingState = 'stable';
  connectionState = 'new';
  candidates = [];
  closed = 0;
  stats = [];
  restarts = 0;
  sources = [];
  receiver = { getSynchronizationSources: () => this.sources };
  sender = { replaceTrack: mock.fn(async () => {}) };

  constructor(configuration) {
    if (configuration?.iceServers.some(({ urls }) => urls === 'turn:refused')) throw new Error('no such server');
    this.configuration = configuration;
    FakePeer.last = this;
  }

  async createOffer({ iceRestart }) {
    this.restarts += iceRestart ? 1 : 0;
    return { type: 'offer', sdp: 'v=0 restart' };
  }

  addEventListener() {}

  /** Only the trial of the way has one. */
  addTransceiver() {
    FakePeer.probe = this;
  }

  addTrack(track) {
    this.sender.track = track;
  }

  getReceivers() {
    return [this.receiver];
  }

  getSenders() {
    return [this.sender];
  }

  async setLocalDescription(description) {
    if (FakePeer.refuses) throw new Error('no offer');
    const answering = this.signalingState === 'have-remote-offer';
    this.localDescription = description ?? { sdp: answering ? 'v=0 answer' : 'v=0 offer' };
    this.signalingState = answering ? 'stable' : 'have-local-offer';
  }

  async setRemoteDescription(description) {
    if (description.sdp === 'garbage') throw new Error('not SDP');
    this.remoteDescription = description;
    this.signalingState = description.type === 'offer' ? 'have-remote-offer' : 'stable';
    this.ontrack?.({ track: 'far track' });
  }

  async addIceCandidate({ candidate }) {
    if (candidate === 'garbage') throw new Error('not a candidate');
    this.candidates.push(candidate);
  }

  async getStats() {
    return new Map(this.stats.map((report, index) => [index, report]));
  }

  becomes(connectionState) {
    this.connectionState = connectionState;
    this.onconnectionstatechange();
  }

  close() {
    this.closed++;
  }
}

export class FakeAudio {
  srcObject = null;
  refuses = false;

  async play() {
    if (this.refuses) throw Object.assign(new Error('no gesture'), { name: 'NotAllowedError' });
  }

  async setSinkId(id) {
    this.sinkId = id;
  }
}

export class FakeAudioContext {
  static open = 0;
  static samples;
  static source;

  constructor() {
    FakeAudioContext.open++;
  }

  createBuffer(channels, length) {
    FakeAudioContext.samples = new Float32Array(length);
    return { getChannelData: () => FakeAudioContext.samples };
  }

  createBufferSource() {
    const source = { start() {}, connect: (destination) => destination };
    FakeAudioContext.source = source;
    return source;
  }

  createMediaStreamDestination() {
    return { stream: 'tone' };
  }

  resume() {}

  close() {
    FakeAudioContext.open--;
  }
}

/** Windows of one browser: each hears what the others say. */
export class FakeChannel {
  static open = [];

  constructor() {
    FakeChannel.open.push(this);
  }

  postMessage(data) {
    for (const other of FakeChannel.open) {
      if (other !== this) queueMicrotask(() => other.onmessage?.({ data }));
    }
  }

  close() {
    FakeChannel.open = FakeChannel.open.filter((other) => other !== this);
  }
}

export function fakeTrack() {
  return { enabled: true, stopped: 0, stop() { this.stopped++; } };
}

/** Puts fresh fakes where the phone looks for them, for each test. */
export function install() {
  const track = fakeTrack();
  const getUserMedia = mock.fn(async () => ({ getTracks: () => [track] }));
  const answers = mock.fn(async () => ({ json: async () => ({ ticket: 'T1' }) }));
  const held = { lock: null, released: 0 };
  const locks = {
    request: async (name, options, callback) => {
      if (held.lock === 'forbidden') throw Object.assign(new Error(), { name: 'SecurityError' });
      await callback(held.lock === 'elsewhere' ? null : { name });
      held.released++;
    },
  };
  const put = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  const listeners = new Map();
  put('addEventListener', (name, listener) => listeners.set(name, listener));
  put('removeEventListener', (name) => listeners.delete(name));
  put('navigator', { mediaDevices: { getUserMedia }, locks });
  put('fetch', answers);
  put('document', {});
  put('window', globalThis);
  put('top', globalThis);
  put('BroadcastChannel', FakeChannel);
  FakeChannel.open = [];
  put('WebSocket', FakeSocket);
  put('RTCPeerConnection', FakePeer);
  put('MediaStream', class { constructor(tracks) { this.tracks = tracks; } });
  put('Audio', FakeAudio);
  put('AudioContext', FakeAudioContext);
  FakeAudioContext.open = 0;
  FakeSocket.last = FakePeer.last = null;
  FakePeer.refuses = false;
  FakeSocket.all = [];
  mock.method(Math, 'random', () => 0);
  mock.method(performance, 'now', () => 0);
  return { track, getUserMedia, held, answers, listeners };
}

/** Moves the clock, and lets everything happen that follows. */
export async function wait(milliseconds) {
  mock.timers.tick(milliseconds);
  await settle();
}

/** Lets all promises settle that can, without moving a clock. */
export async function settle() {
  for (let i = 0; i < 20; i++) await null;
}
