package org.portalvoip.start;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.portalvoip.sip.Credential;
import org.portalvoip.start.Settings.Oidc;

/** The settings of a second way to sign in, by OpenID Connect. Only together do they make sense; see {@link #read}. */
final class SettingsOfOidc {
    private static final String NONE = "none";
    private static final String STANDARD_SCOPES = "openid profile";
    private static final String STANDARD_NAME = "preferred_username";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    /** RFC 6749 section 3.3. */
    private static final Pattern SCOPES = Pattern.compile("[!#-\\[\\]-~]+( +[!#-\\[\\]-~]+)*");

    static final Setting<Optional<URI>> ISSUER = optional("issuer", "address", SettingsOfOidc::issuer);
    static final Setting<Optional<String>> CLIENT_ID = optional("client-id", "name", SettingReadings::text);
    static final Setting<Optional<Credential.Password>> CLIENT_SECRET_FILE =
            optional("client-secret-file", "file", SettingReadings::secretFile);
    static final Setting<Optional<String>> ROLE_CLAIM = optional("role-claim", "name", SettingReadings::text);
    static final Setting<Optional<String>> ROLE_VALUE = optional("role-value", "text", SettingReadings::text);
    static final Setting<Optional<String>> NAME_CLAIM = new Setting<>(
            "voip.oidc.name-claim", STANDARD_NAME, "name", false, SettingReadings::text, Optional.of(STANDARD_NAME));
    static final Setting<Optional<String>> SCOPES_TO_ASK = new Setting<>(
            "voip.oidc.scopes",
            STANDARD_SCOPES,
            "list of names",
            false,
            SettingsOfOidc::scopes,
            Optional.of(STANDARD_SCOPES));
    static final Setting<Optional<String>> LABEL = optional("label", "text", SettingReadings::text);

    private SettingsOfOidc() {}

    private static <T> Setting<Optional<T>> optional(String name, String unit, Setting.Reading<Optional<T>> reading) {
        return new Setting<>("voip.oidc." + name, NONE, unit, false, reading, Optional.empty());
    }

    /** In the order of the guide. */
    static List<Setting<?>> all() {
        return List.of(ISSUER, CLIENT_ID, CLIENT_SECRET_FILE, ROLE_CLAIM, ROLE_VALUE, NAME_CLAIM, SCOPES_TO_ASK, LABEL);
    }

    /** Exactly as written, because it is compared with what the provider calls itself. */
    private static Optional<URI> issuer(String text, Setting.Complaints problems) {
        URI address = SettingReadings.url(text, problems).orElseThrow();
        if (!address.getScheme().equals("https") && !LOOPBACK.contains(address.getHost())) {
            throw new SettingRefused(SettingText.NOT_HTTPS);
        }
        return Optional.of(URI.create(text));
    }

    /** Without {@code openid}, a provider answers without the token that says who has signed in. */
    private static Optional<String> scopes(String text, Setting.Complaints problems) {
        if (!SCOPES.matcher(text).matches()) {
            throw new SettingRefused(SettingText.NOT_A_LIST);
        }
        List<String> names = List.of(text.split(" +"));
        return Optional.of(names.contains("openid") ? text : "openid " + text);
    }

    /**
     * The provider in force.
     *
     * @param problems receives why there is none although something is set
     */
    static Optional<Oidc> read(Setting.Values values, Consumer<SettingProblem> problems) {
        List<Setting<? extends Optional<?>>> needed = List.of(CLIENT_ID, CLIENT_SECRET_FILE, ROLE_CLAIM, ROLE_VALUE);
        Optional<URI> issuer = values.of(ISSUER);
        List<String> missing = needed.stream()
                .filter(setting -> values.of(setting).isEmpty())
                .map(Setting::key)
                .toList();
        if (issuer.isEmpty() && missing.size() < needed.size()) {
            problems.accept(new SettingProblem(
                    ISSUER.key(), "", SettingText.OIDC_NO_PROVIDER.with(), SettingText.NOT_USED.with()));
        } else if (issuer.isPresent() && !missing.isEmpty()) {
            problems.accept(new SettingProblem(
                    ISSUER.key(),
                    issuer.get().toString(),
                    SettingText.OIDC_INCOMPLETE.with(String.join(", ", missing)),
                    SettingText.NOBODY_SIGNS_IN.with()));
        }
        return issuer.filter(set -> missing.isEmpty()).map(set -> oidc(set, values));
    }

    private static Oidc oidc(URI issuer, Setting.Values values) {
        return new Oidc(
                issuer,
                values.of(CLIENT_ID).orElseThrow(),
                values.of(CLIENT_SECRET_FILE).orElseThrow(),
                values.of(ROLE_CLAIM).orElseThrow(),
                values.of(ROLE_VALUE).orElseThrow(),
                values.of(NAME_CLAIM).orElseThrow(),
                values.of(SCOPES_TO_ASK).orElseThrow(),
                values.of(LABEL).orElseGet(issuer::getHost));
    }
}
