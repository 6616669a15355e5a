package org.portalvoip.start;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.portalvoip.sip.Credential;
import org.portalvoip.start.Settings.Turn;

/** The settings of TURN servers. Only together do they make sense, so the last word on them is {@link #read}. */
final class SettingsOfTurn {
    private static final String NONE = "none";
    /** Browsers take no more (RFC 8489 section 14.3). */
    private static final int MOST_BYTES_OF_A_USER = 509;
    /**
     * Credentials must be good for a connection that is made anew at the very end of the longest call, and the server's
     * clock may be some minutes ahead of ours.
     */
    private static final int SECONDS_IN_RESERVE = 600;

    private static final int LEAST_SECONDS = 60;
    private static final int MOST_SECONDS = 7 * 86_400;

    static final Setting<List<String>> URLS =
            new Setting<>("voip.turn.urls", NONE, "list of addresses", false, SettingReadings::turnServers, List.of());
    static final Setting<Optional<String>> USER =
            new Setting<>("voip.turn.user", NONE, "name", true, SettingsOfTurn::user, Optional.empty());
    static final Setting<Optional<Credential.Password>> PASSWORD_FILE = new Setting<>(
            "voip.turn.password-file", NONE, "file", false, SettingReadings::secretFile, Optional.empty());
    static final Setting<Optional<Credential.Password>> SECRET_FILE =
            new Setting<>("voip.turn.secret-file", NONE, "file", false, SettingReadings::secretFile, Optional.empty());
    static final Setting<Optional<Integer>> TTL =
            new Setting<>("voip.turn.ttl", NONE, "seconds", false, SettingsOfTurn::seconds, Optional.empty());

    private SettingsOfTurn() {}

    private static Optional<String> user(String text, Setting.Complaints problems) {
        if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES_OF_A_USER) {
            throw new SettingRefused(SettingText.TOO_LONG, MOST_BYTES_OF_A_USER);
        }
        return SettingReadings.text(text, problems);
    }

    private static Optional<Integer> seconds(String text, Setting.Complaints problems) {
        return Optional.of(SettingReadings.number(LEAST_SECONDS, MOST_SECONDS).of(text, problems));
    }

    /**
     * The TURN servers in force.
     *
     * @param longestCall from its first ring to its end
     * @param problems receives why there are none although something is set, and what else is not used as written
     */
    static Optional<Turn> read(Setting.Values values, Duration longestCall, Consumer<SettingProblem> problems) {
        List<String> urls = values.of(URLS);
        Optional<String> user = values.of(USER);
        Optional<Credential.Password> password = values.of(PASSWORD_FILE);
        Optional<Credential.Password> secret = values.of(SECRET_FILE);
        if (urls.isEmpty()) {
            if (user.isPresent() || password.isPresent() || secret.isPresent()) {
                problems.accept(new SettingProblem(
                        URLS.key(), "", SettingText.TURN_NO_SERVER.with(), SettingText.NOT_USED.with()));
            }
            return Optional.empty();
        }
        SettingText lack = lack(user.isPresent(), password.isPresent(), secret.isPresent());
        if (lack != null) {
            problems.accept(
                    new SettingProblem(URLS.key(), String.join(",", urls), lack.with(), SettingText.LEFT_OUT.with()));
            return Optional.empty();
        }
        Duration life = life(values.of(TTL), longestCall.plusSeconds(SECONDS_IN_RESERVE), problems);
        return Optional.of(
                new Turn(urls, user.orElse(null), password.or(() -> secret).orElseThrow(), life));
    }

    /** Why the credentials cannot be used; null if they can. */
    private static SettingText lack(boolean user, boolean password, boolean secret) {
        if (secret && (user || password)) {
            return SettingText.TURN_TWO_KINDS;
        } else if (user && !password) {
            return SettingText.TURN_NO_PASSWORD;
        } else if (password && !user) {
            return SettingText.TURN_NO_USER;
        }
        return user || secret ? null : SettingText.TURN_NO_CREDENTIALS;
    }

    private static Duration life(Optional<Integer> seconds, Duration least, Consumer<SettingProblem> problems) {
        Duration life = seconds.map(Duration::ofSeconds).orElse(least);
        if (life.compareTo(least) >= 0) {
            return life;
        }
        problems.accept(new SettingProblem(
                TTL.key(),
                String.valueOf(life.toSeconds()),
                SettingText.TURN_SHORT.with(),
                SettingText.USED.with(least.toSeconds())));
        return least;
    }
}
