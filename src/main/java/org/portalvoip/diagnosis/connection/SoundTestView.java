package org.portalvoip.diagnosis.connection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.List;
import java.util.Locale;
import org.portalvoip.call.EndReason;

/** Everything that the test call with sound may have to say, for the template from which the browser takes it. */
@Named("soundTest")
@ApplicationScoped
public class SoundTestView {
    /** The states of the browser's call, and then how it went. */
    private static final List<String> STATES =
            List.of("new", "calling", "ringing", "established", "talking", "good", "warning", "bad");

    public List<String> getStates() {
        return STATES;
    }

    public List<SoundFinding> getFindings() {
        return List.of(SoundFinding.values());
    }

    /** {@code good}, {@code warning} or {@code bad}. */
    public String stateOf(SoundFinding finding) {
        return finding.verdict().name().toLowerCase(Locale.ROOT);
    }

    public List<EndReason> getReasons() {
        return List.of(EndReason.values());
    }
}
