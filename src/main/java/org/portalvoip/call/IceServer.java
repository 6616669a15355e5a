package org.portalvoip.call;

/**
 * A server that helps the browser to find a way for the sound (W3C WebRTC, {@code RTCIceServer}).
 *
 * @param url of STUN or TURN, such as every browser accepts
 * @param credentials of a TURN server, which it must have; null for STUN
 */
record IceServer(String url, TurnCredentials credentials) {}
