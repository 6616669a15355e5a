/** A call: new > calling > ringing > established > ended. */
import { Media } from './media.js';

const MOVES = {
  new: ['calling', 'ended'],
  calling: ['ringing', 'established', 'ended'],
  ringing: ['established', 'ended'],
  established: ['ended'],
  ended: [],
};

async function askForTicket(base) {
  try {
    const cookie = navigator.cookieEnabled === false ? '?cookie=none' : '';
    return await (await fetch(new URL('api/call-ticket' + cookie, base))).json();
  } catch (failure) {
    console.debug('voip', failure);
    return {};
  }
}

export class Call {
  state = 'new';
  opened = [];
  media = new Media(this);

  constructor(view) {
    this.view = view;
  }

  async start(base) {
    const reason = (await this.takeTab()) || (await this.prepare(base));
    if (reason) this.end(reason);
    else if (this.state === 'new') this.connect(base);
  }

  /** A ticket is good for a minute; some need longer to allow the microphone. */
  async prepare(base) {
    const asked = performance.now();
    const early = askForTicket(base);
    const refusal = await this.media.capture();
    if (refusal || this.state !== 'new') return refusal;
    this.wait(10, 'NO_CONNECTION');
    const { ticket, reason } = await (performance.now() - asked > 50_000 ? askForTicket(base) : early);
    this.ticket = ticket;
    return ticket ? null : reason ?? 'NO_CONNECTION';
  }

  end(reason) {
    this.send({ type: 'hangup' });
    this.move('ended', reason);
  }

  move(state, reason) {
    if (!MOVES[this.state].includes(state)) return console.debug('voip drops', state);
    this.state = state;
    this.wait(MOVES[state].includes('established') && 330, 'RING_TIMEOUT');
    if (state === 'ringing') this.media.ring();
    if (state === 'established') this.media.hush();
    if (state === 'ended') this.opened.forEach((close) => close());
    this.view.state(state, reason);
  }

  /** Closes what was opened: at the end, or now if that has come. */
  keep(close) {
    if (this.state === 'ended') close();
    else this.opened.push(close);
  }

  wait(seconds, reason) {
    clearTimeout(this.timer);
    if (seconds) this.timer = setTimeout(() => this.end(reason), seconds * 1000);
  }

  takeTab() {
    return new Promise((answer) => {
      if (!navigator.locks) return answer();
      navigator.locks.request('voip-call', { ifAvailable: true }, (lock) => {
        answer(!lock && 'OTHER_TAB');
        return lock && new Promise((release) => this.keep(release));
      });
    });
  }

  connect(base) {
    const url = new URL('call', base);
    url.protocol = url.protocol.replace('http', 'ws');
    const socket = (this.socket = new WebSocket(url, ['voip', this.ticket]));
    let lost = 'NO_CONNECTION'; // or it was refused
    this.keep(() => socket.close());
    this.wait(10, lost);
    socket.onopen = () => this.wait(5, (lost = 'NETWORK_LOST'));
    socket.onclose = () => this.end(lost);
    socket.onmessage = ({ data }) => this.receive(data);
  }

  send(message) {
    if (this.socket?.readyState === 1) this.socket.send(JSON.stringify(message));
  }

  async receive(data) {
    try {
      const message = JSON.parse(data);
      await this.on[message.type](message);
    } catch (failure) {
      console.debug('voip drops', failure);
    }
  }

  on = {
    ready: ({ iceServers }) => this.media.offer(iceServers),
    answer: ({ sdp }) => this.media.answer(sdp),
    candidate: (candidate) => this.media.candidate(candidate),
    state: ({ state, reason }) => this.move(state, reason),
    media: ({ receiving }) => this.view.show('unheard', !receiving),
    slowlink: () => this.view.show('poor', true),
  };
}
