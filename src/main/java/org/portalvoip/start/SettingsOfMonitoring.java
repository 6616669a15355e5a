package org.portalvoip.start;

import java.util.List;
import java.util.Optional;
import org.portalvoip.sip.Credential;

/** The settings of what watches a node. */
final class SettingsOfMonitoring {
    /** A guess must be hopeless, because nothing slows guesses down. */
    private static final int LEAST_CHARACTERS = 32;

    static final Setting<Optional<Credential.Password>> METRICS_TOKEN_FILE = new Setting<>(
            "voip.metrics-token-file", "none", "file", false, SettingsOfMonitoring::token, Optional.empty());
    static final Setting<Boolean> READY_NEEDS_GATEWAY = new Setting<>(
            "voip.ready-needs-gateway", "false", "`true` or `false`", false, SettingReadings::yesOrNo, false);

    private SettingsOfMonitoring() {}

    /** In the order of the guide. */
    static List<Setting<?>> all() {
        return List.of(METRICS_TOKEN_FILE, READY_NEEDS_GATEWAY);
    }

    private static Optional<Credential.Password> token(String text, Setting.Complaints problems) {
        Optional<Credential.Password> token = SettingReadings.secretFile(text, problems);
        if (token.filter(given -> given.value().length() >= LEAST_CHARACTERS).isEmpty()) {
            throw new SettingRefused(SettingText.FILE_SHORT, LEAST_CHARACTERS);
        }
        return token;
    }
}
