/** Microphone, sounds and peer connection of a call. */
const REFUSALS = { NotAllowedError: 'MIC_DENIED', NotFoundError: 'MIC_MISSING', SecurityError: 'MIC_POLICY' };

export class Media {
  audio = new Audio();
  lost = {};
  answered = new Promise((done) => (this.done = done));

  constructor(call) {
    this.call = call;
  }

  /** Takes a microphone, or returns the reason why not. */
  async capture(deviceId = this.device) {
    const { mediaDevices } = navigator;
    if (!mediaDevices) return 'MIC_INSECURE';
    if (document.featurePolicy?.allowsFeature('microphone') === false) return 'MIC_POLICY';
    try {
      const [track] = (await mediaDevices.getUserMedia({ audio: { deviceId } })).getTracks();
      this.call.keep(() => track.stop());
      await this.peer?.getSenders()[0].replaceTrack(track);
      this.track?.stop();
      this.track = track;
      this.mute(this.muted);
      track.onended = async () => this.call.view.show('unheard', await this.capture('')); // unplugged
    } catch (failure) {
      return REFUSALS[failure.name] ?? 'MIC_IN_USE';
    }
  }

  mute(muted) {
    this.muted = muted;
    if (this.track) this.track.enabled = !muted;
  }

  async offer(iceServers) {
    const { call } = this;
    if (this.peer) return;
    call.wait(10, 'NETWORK_LOST');
    const peer = (this.peer = new RTCPeerConnection({ iceServers }));
    const measuring = setInterval(() => this.measure(), 5000);
    call.keep(() => {
      clearInterval(measuring);
      peer.close();
    });
    peer.onicecandidate = (event) => {
      const { candidate, sdpMid, sdpMLineIndex } = event.candidate ?? { candidate: '' };
      call.send({ type: 'candidate', candidate, sdpMid, sdpMLineIndex });
    };
    peer.ontrack = ({ track }) => this.play(new MediaStream([track]));
    peer.onconnectionstatechange = () => {
      const state = peer.connectionState;
      if (state === 'connected') call.wait();
      if (state === 'disconnected') call.wait(10, 'NETWORK_LOST');
      if (state === 'failed') call.end('NETWORK_LOST');
    };
    peer.addTrack(this.track);
    await peer.setLocalDescription();
    call.send({ type: 'offer', sdp: peer.localDescription.sdp });
  }

  async answer(sdp) {
    if (this.peer.signalingState !== 'have-local-offer') return;
    this.hush();
    this.ring = this.hush; // early media may come before the ringing
    try {
      await this.peer.setRemoteDescription({ type: 'answer', sdp });
      this.done();
    } catch {
      this.call.end('MEDIA_FAILED');
    }
  }

  /** Candidates may come before the answer. */
  async candidate(candidate) {
    await this.answered;
    await this.peer.addIceCandidate(candidate);
  }

  /** Ring-back of Spain and Brazil: 425 Hz, 1 s of 5. */
  ring() {
    const context = (this.context = new AudioContext());
    const tone = context.createBufferSource();
    tone.buffer = context.createBuffer(1, 40_000, 8000);
    tone.buffer.getChannelData(0).forEach((_, i, samples) => (samples[i] = i < 8000 && Math.sin(i / 3) / 8));
    tone.loop = true;
    tone.start();
    this.call.keep(() => this.hush());
    this.play(tone.connect(context.createMediaStreamDestination()).stream);
  }

  hush() {
    this.context?.close();
    this.context = null;
  }

  async play(stream = this.audio.srcObject) {
    this.audio.srcObject = stream;
    this.context?.resume();
    this.call.view.show('hear', await this.audio.play().catch(({ name }) => name === 'NotAllowedError'));
  }

  /** Poor is, of 5 s: 13 of 250 packets lost, 60 ms of jitter or half a second there and back. */
  async measure() {
    let poor = false;
    for (const { type, packetsLost, jitter, roundTripTime } of (await this.peer.getStats()).values()) {
      poor ||= jitter > 0.06 || roundTripTime > 0.5 || packetsLost > this.lost[type] + 12;
      this.lost[type] = packetsLost;
    }
    this.call.view.show('poor', poor);
  }
}
