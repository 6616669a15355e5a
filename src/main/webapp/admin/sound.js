/** What the facts of a test call (see phone/trial.js) mean: findings, whose sentences stand in the page. */

/** As in a call of the phone, whose caller is told that the line is poor. */
const POOR = { lost: 50, jitter: 60, rtt: 500 };

/** Less is what a muted telephone sends: the noise of an empty line has more. */
const SILENCE = 1e-7;

/** Addresses that lead nowhere from outside their own network (RFC 1918, 3927, 4193, 4291, 6598). */
const PRIVATE =
  /^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.|^f[cd]|^fe[89ab]|^::1$/i;

/** By the reason of the end; every other reason is one for which the test without sound knows more. */
const ENDS = {
  FAR_END: 'FAR_END',
  NOT_ACCEPTABLE: 'NO_CODEC',
  RING_TIMEOUT: 'NOT_ANSWERED',
  NOT_ALLOWED: 'VALUES_GONE',
  NO_CONNECTION: 'NO_SOCKET',
  NETWORK_LOST: 'BROKEN',
  BROWSER_FAILED: 'BROWSER',
  OTHER_WINDOW: 'WAIT',
  ALL_LINES_BUSY: 'WAIT',
  TOO_MANY: 'WAIT',
  TOO_MANY_HERE: 'WAIT',
  TOO_FAST: 'WAIT',
  RUSH: 'WAIT',
};

const SERVER_IS_SILENT = 701; // all other codes of an icecandidateerror are the server's own

/** Each a name and what its sentence names, in the order in which they are read. */
export function findings(facts) {
  const { ringing, established } = facts.times;
  return [
    ringing !== undefined && ['RANG', ringing],
    established !== undefined && ['ANSWERED', established],
    ...(facts.talked ? sound(facts) : []),
    ...(facts.reason ? end(facts) : []),
    ...relays(facts),
  ].filter(Boolean);
}

function sound(facts) {
  if (facts.received === undefined) return facts.reason ? [['TOO_SHORT']] : [];
  const { sent, received, codec } = facts;
  return [
    [facts.heard ? 'SENT' : 'UNHEARD', sent],
    received ? ['RECEIVED', received] : ['DESK_SENDS_NOTHING'],
    received && facts.energy < SILENCE && ['DESK_SILENT'],
    codec && ['CODEC', codec],
    ...line(facts),
    facts.route && [route(facts)],
    ['KEYS_' + facts.keys.toUpperCase()],
  ];
}

/** What the browser does not tell is no number. */
function line({ rtt, jitter, lost }) {
  const poor = rtt > POOR.rtt || jitter > POOR.jitter || lost > POOR.lost;
  return [
    rtt >= 0 && ['ROUND_TRIP', rtt],
    jitter >= 0 && ['JITTER', jitter],
    lost >= 0 && ['LOST', lost / 10],
    poor && ['POOR'],
  ];
}

const route = ({ route, transport }) => {
  const way = 'ROUTE_' + route.toUpperCase();
  if (route === 'relay') return `${way}_${(transport ?? 'udp').toUpperCase()}`;
  return transport === 'tcp' ? 'ROUTE_TCP' : way;
};

function end(facts) {
  const { reason, talked } = facts;
  if (reason === 'NO_SOUND' || reason === 'MEDIA_FAILED') return noWay(facts);
  if (reason === 'HANG_UP') return [[talked ? 'HUNG_UP' : 'CANCELLED']];
  const meaning = ENDS[reason] ? [ENDS[reason], reason] : ['ENDED', reason];
  return reason === 'FAR_END' && !talked ? [meaning, ['TOO_SHORT']] : [meaning];
}

function noWay({ addresses, turn }) {
  const all = [...addresses];
  const list = all.join(', ');
  if (!list) return [['JANUS_NO_ADDRESS']];
  const isPrivate = all.every((address) => PRIVATE.test(address));
  return [[turn.length ? 'NO_WAY' : 'NO_WAY_NO_TURN', list], isPrivate && ['JANUS_PRIVATE', list]];
}

/** A server may fail by one of this machine's addresses and work by another. */
function relays({ failures, relays }) {
  return [...failures]
    .filter(([url]) => url.startsWith('turn') && !relays.has(url))
    .map(([url, code]) => (code === SERVER_IS_SILENT ? ['TURN_SILENT', url] : ['TURN_REFUSED', url, code]));
}
