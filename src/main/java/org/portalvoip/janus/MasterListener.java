package org.portalvoip.janus;

import java.util.function.Consumer;

/**
 * Listens to a master handle, which carries no call: all it can tell is that the SIP server has dropped the account,
 * after which Janus refuses the calls of its helpers.
 *
 * @param dropped is told why
 */
record MasterListener(Consumer<String> dropped) implements LineListener {

    @Override
    public void sip(SipEvent event, Jsep jsep) {
        if (event instanceof SipEvent.RegistrationFailed failed) {
            dropped.accept("registration ended, " + failed.code() + " " + failed.reason());
        }
    }

    @Override
    public void candidate(IceCandidate candidate) {}

    @Override
    public void media(String type, boolean receiving) {}

    @Override
    public void slowLink(boolean uplink, long lost) {}

    @Override
    public void mediaClosed(String reason) {}

    /** The trunk learns it from {@link Line#gone()}. */
    @Override
    public void lost(JanusException reason) {}
}
