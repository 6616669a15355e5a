/** Each browser refuses other servers, and one that it refuses must not cost the call. */
export function newConnection(iceServers) {
  try {
    return new RTCPeerConnection({ iceServers });
  } catch (refused) {
    console.debug('voip', refused);
    return new RTCPeerConnection({ iceServers: iceServers.filter(isAccepted) });
  }
}

function isAccepted(server) {
  try {
    new RTCPeerConnection({ iceServers: [server] }).close();
    return true;
  } catch {
    return false;
  }
}
