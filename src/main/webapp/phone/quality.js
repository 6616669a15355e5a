/**
 * What the administrator may know of the sound, from the statistics of its connection: of a thousand packets how many were
 * lost, the round trip in milliseconds, the way and the codec. What this browser does not tell is missing.
 */
export function quality(stats) {
  const sound = [...stats.values()].find(({ type }) => type === 'inbound-rtp');
  const pair = usedPair(stats);
  return {
    lost: share(sound?.packetsLost, sound?.packetsReceived),
    rtt: Math.round(pair?.currentRoundTripTime * 1000),
    route: stats.get(pair?.localCandidateId)?.candidateType,
    codec: stats.get(sound?.codecId)?.mimeType.slice('audio/'.length).toLowerCase(),
  };
}

/** The two candidates between which the sound travels; nothing before there is a way. */
export function usedPair(stats) {
  const all = [...stats.values()];
  const transport = all.find(({ type }) => type === 'transport');
  const used = ({ type, nominated, state }) => type === 'candidate-pair' && nominated && state === 'succeeded';
  return stats.get(transport?.selectedCandidatePairId) ?? all.find(used);
}

/** Packets that came twice count as fewer than none lost. */
function share(lost, received) {
  return Math.round((1000 * Math.max(0, lost)) / (Math.max(0, lost) + received));
}
