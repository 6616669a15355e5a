package org.portalvoip.janus;

/**
 * One ICE candidate as browsers give it ({@code RTCIceCandidate}), or the statement that no more will come.
 *
 * @param candidate the {@code candidate:...} line, empty in {@link #COMPLETED}
 * @param sdpMid the media section's name, or null: Janus sometimes leaves it out
 * @param sdpMLineIndex the media section's number, from 0
 */
public record IceCandidate(String candidate, String sdpMid, int sdpMLineIndex) {

    /** The end of the candidates. */
    public static final IceCandidate COMPLETED = new IceCandidate("", null, 0);

    /** Refuses control characters: a line break would smuggle a line into the SDP. */
    public IceCandidate {
        if (hasControl(candidate) || (sdpMid != null && hasControl(sdpMid))) {
            throw new IllegalArgumentException("The candidate has a control character");
        }
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /** Whether this says that no more candidates will come; browsers say it with an empty one. */
    public boolean completed() {
        return candidate.isEmpty();
    }
}
