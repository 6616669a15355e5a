/** Peer connection and sound of one call. Longer than 200 lines, because all of it is about one connection. */
import { openMicrophone } from './microphone.js';
import { Path } from './path.js';
import { newConnection } from './peer.js';
import { quality } from './quality.js';
import { Recovery } from './recovery.js';
import { stored } from './storage.js';
import { Tones } from './tones.js';

/** In milliseconds. */
const MEASURE_EVERY = 5000;
const SAMPLE_EVERY = 1000;
/** A line is poor if, of the packets of 5 s (250), so many are lost, or with so many seconds of jitter or round trip. */
const POOR = { lost: 13, jitter: 0.06, roundTrip: 0.5 };
const SECONDS_TO_CONNECT = 10;
/** In milliseconds: until the last sound of whoever was heard before the answer is over, and then for how long nothing may come. */
const LAST_SOUND = 300;
const SILENCE = 700;

export class Media {
  audio = new Audio();
  tones = new Tones((stream) => this.play(stream));
  muted = false;
  held = false;
  #lostBefore = {};
  recovery;
  #heardAt;
  #restarting;
  #reportAnswer;
  #answered;

  /** `call` is told what to send and to show, and closes what is opened here. */
  constructor(call) {
    this.call = call;
    this.path = new Path(call);
    this.#awaitAnswer();
  }

  /** Takes a microphone, the one chosen before if none is named; returns the reason if there is none. */
  async capture(deviceId = this.deviceId) {
    const { track, refusal } = await openMicrophone(deviceId);
    if (refusal) return refusal;
    this.call.closeAtEnd(() => track.stop());
    await this.peer?.getSenders()[0].replaceTrack(track);
    this.track?.stop();
    this.track = track;
    this.mute(this.muted);
    track.onended = () => this.#replaceUnplugged();
  }

  async #replaceUnplugged() {
    const refusal = await this.capture('');
    this.call.view.show('unheard', !!refusal);
  }

  /** Begins with what was chosen in an earlier call. */
  restore() {
    const { microphone, speaker = '', volume = 1 } = stored('voip');
    this.deviceId = microphone;
    this.audio.volume = volume;
    this.audio.setSinkId?.(speaker).catch((unplugged) => console.debug('voip', unplugged));
  }

  mute(muted) {
    this.muted = muted;
    if (this.track) this.track.enabled = !muted;
  }

  /** Makes the offer; once, whatever the server says. */
  async offer(iceServers) {
    if (this.peer) return;
    this.call.endAfter(SECONDS_TO_CONNECT, 'NETWORK_LOST');
    try {
      const trial = this.path.isRemembered() ? null : newConnection(iceServers);
      this.peer = newConnection(iceServers);
      this.#listen(this.peer);
      this.peer.addTrack(this.track);
      this.path.watch(this.peer);
      await this.peer.setLocalDescription();
      await this.#tryPath(trial, iceServers);
      this.call.send({ type: 'offer', sdp: this.peer.localDescription.sdp, transferTicket: this.call.transferTicket });
    } catch (failure) {
      this.#fail(failure);
    }
  }

  /** A trial that cannot be made costs no call. */
  async #tryPath(trial, iceServers) {
    try {
      if (trial || !(await this.path.isKnown())) await this.path.try(trial ?? newConnection(iceServers));
    } catch (failure) {
      console.debug('voip', failure);
    }
  }

  #listen(peer) {
    const measuring = setInterval(() => this.#measure(), MEASURE_EVERY);
    const sampling = setInterval(() => this.#sample(), SAMPLE_EVERY);
    this.call.closeAtEnd(() => {
      clearInterval(measuring);
      clearInterval(sampling);
      peer.close();
    });
    peer.onicecandidate = (event) => this.#sendCandidate(event.candidate);
    peer.ontrack = ({ track }) => this.play(new MediaStream([track]));
    peer.onconnectionstatechange = () => this.#follow(peer.connectionState);
  }

  /** Without WebRTC, or with one that does not do what it must, no waiting helps. */
  #fail(failure) {
    console.debug('voip', failure);
    this.call.end('BROWSER_FAILED');
  }

  /** An empty candidate is the last one. */
  #sendCandidate(found) {
    const { candidate, sdpMid, sdpMLineIndex } = found ?? { candidate: '' };
    this.call.send({ type: 'candidate', candidate, sdpMid, sdpMLineIndex });
  }

  #follow(connection) {
    if (connection === 'connected') {
      this.call.connected();
      this.call.endAfter(null);
      this.recovery ??= new Recovery(this.call, this);
    }
    if (connection === 'disconnected') this.call.endAfter(this.call.connection.seconds, 'NETWORK_LOST');
    if (connection === 'failed' && !this.recovery) this.call.end('NO_SOUND');
    this.recovery?.follow(connection);
  }

  isConnected() {
    return this.peer?.connectionState === 'connected';
  }

  /** Whether sound has come since this was last asked; nothing is wrong with silence on hold, or before the first sound. */
  hears() {
    const before = this.#heardAt;
    this.#heardAt = this.#soundAt() ?? before;
    return this.held || !before || this.#heardAt !== before;
  }

  #soundAt() {
    return this.peer?.getReceivers()[0]?.getSynchronizationSources()[0]?.timestamp;
  }

  /**
   * Another telephone may have answered than the one that was heard before, and with another codec; Janus does not tell. When
   * nothing is heard any more, it is asked by a new offer.
   */
  answered() {
    if (!this.#soundAt()) return;
    let heard;
    const again = () => this.restart().catch((failure) => console.debug('voip', failure));
    const waits = [
      setTimeout(() => (heard = this.#soundAt()), LAST_SOUND),
      setTimeout(() => heard === this.#soundAt() && !this.held && again(), LAST_SOUND + SILENCE),
    ];
    this.call.closeAtEnd(() => waits.forEach(clearTimeout));
  }

  /**
   * Makes a new offer with new ICE credentials; unless the desk is just changing the call. It takes effect with the answer:
   * before, Janus would still answer checks with the old credentials, on which Chromium then insists until it fails.
   */
  async restart() {
    if (this.peer.signalingState !== 'stable') return;
    this.#restarting = await this.peer.createOffer({ iceRestart: true });
    this.#awaitAnswer();
    this.call.connection.sendOnce({ type: 'restart', sdp: this.#restarting.sdp });
  }

  #awaitAnswer() {
    this.#answered = new Promise((done) => (this.#reportAnswer = done));
  }

  async answer(sdp) {
    this.tones.finish();
    try {
      if (this.#restarting) await this.peer.setLocalDescription(this.#restarting);
      this.#restarting = null;
      if (this.peer.signalingState !== 'have-local-offer') return;
      await this.peer.setRemoteDescription({ type: 'answer', sdp });
      this.#reportAnswer();
    } catch (failure) {
      this.#fail(failure);
    }
  }

  /**
   * The desk changes the call: holds it, takes it up again, goes on with another codec or telephone. It sends an offer,
   * or wants one; without our reply the server replies as before.
   */
  async update(sdp) {
    if (!this.peer) return;
    // Its answer would fit no more.
    this.#restarting = null;
    if (sdp) {
      await this.peer.setRemoteDescription({ type: 'offer', sdp });
      this.held = /^a=(sendonly|inactive)\s*$/m.test(sdp);
      this.call.view.hold(this.held);
      // Janus may have said before that nothing arrives; whoever is on hold is not heard, and that is no fault.
      if (this.held) this.call.view.show('unheard', false);
    }
    await this.peer.setLocalDescription();
    this.call.send({ type: sdp ? 'answer' : 'offer', sdp: this.peer.localDescription.sdp });
  }

  /** Candidates of the server may come before its answer. */
  async candidate(candidate) {
    await this.#answered;
    await this.peer.addIceCandidate(candidate);
  }

  ringBack() {
    this.call.closeAtEnd(() => this.tones.stop());
    this.tones.ringBack();
  }

  /** Where the browser plays nothing without a gesture, a button asks for one; not for the tone after the end. */
  async play(stream = this.audio.srcObject) {
    this.audio.srcObject = stream;
    this.tones.resume();
    const refused = await this.audio.play().then(
      () => false,
      ({ name }) => name === 'NotAllowedError',
    );
    this.call.view.show('hear', refused && this.call.state !== 'ended');
  }

  /** Knows the quality when the call ends, and says it once as soon as it is known: the desk may end the call at any moment. */
  async #sample() {
    if (!this.isConnected()) return;
    const sampled = quality(await this.peer.getStats());
    if (!this.quality) this.call.connection.sendOnce({ type: 'ping', ...sampled });
    this.quality = sampled;
  }

  async #measure() {
    let poor = false;
    const stats = await this.peer.getStats();
    for (const { type, packetsLost, jitter, roundTripTime } of stats.values()) {
      const lost = packetsLost - this.#lostBefore[type];
      poor ||= jitter > POOR.jitter || roundTripTime > POOR.roundTrip || lost >= POOR.lost;
      this.#lostBefore[type] = packetsLost;
    }
    this.call.view.show('poor', poor);
  }
}
