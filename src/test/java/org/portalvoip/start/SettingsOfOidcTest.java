package org.portalvoip.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsOfOidcTest {
    private static final String ISSUER = "https://id.example/realms/desk";

    @TempDir
    Path folder;

    /** All that is needed, and then these keys (without the prefix) and values; a null value leaves one out. */
    private Settings with(String... changes) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "hush\n");
        Map<String, String> all = new TreeMap<>(Map.of(
                "issuer", ISSUER,
                "client-id", "portal",
                "client-secret-file", secret.toString(),
                "role-claim", "realm_access.roles",
                "role-value", "voip-admin"));
        for (int i = 0; i < changes.length; i += 2) {
            all.put(changes[i], changes[i + 1]);
        }
        List<String> settings = new ArrayList<>();
        all.forEach((key, value) -> {
            if (value != null) {
                settings.addAll(List.of("voip.oidc." + key, value));
            }
        });
        return SettingsTest.with(settings.toArray(String[]::new));
    }

    private static String told(Settings settings) {
        return String.join(
                "\n", settings.problems().stream().map(SettingProblem::sentence).toList());
    }

    @Test
    void withAllThatIsNeededThereIsAProvider() throws IOException {
        Settings settings = with();
        assertThat(told(settings)).isEmpty();
        Settings.Oidc oidc = settings.oidc().orElseThrow();
        assertThat(oidc.issuer()).hasToString(ISSUER);
        assertThat(oidc.revealSecret()).isEqualTo("hush");
        assertThat(oidc.nameClaim()).isEqualTo("preferred_username");
        assertThat(oidc.scopes()).isEqualTo("openid profile");
        assertThat(oidc.label()).isEqualTo("id.example");
        assertThat(oidc.toString()).doesNotContain("hush");
    }

    @Test
    void withNothingThereIsNone() {
        assertThat(SettingsTest.with().oidc()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"client-id", "client-secret-file", "role-claim", "role-value"})
    void whatIsMissingIsNamed(String key) throws IOException {
        Settings settings = with(key, null);
        assertThat(settings.oidc()).isEmpty();
        assertThat(told(settings))
                .isEqualTo("voip.oidc.issuer=" + ISSUER + " is not enough: set voip.oidc." + key
                        + "; nobody can sign in there");
    }

    @Test
    void withoutAnIssuerTheRestIsNotUsed() throws IOException {
        Settings settings = with("issuer", null);
        assertThat(settings.oidc()).isEmpty();
        assertThat(told(settings)).contains("names no provider for the other settings of voip.oidc");
    }

    @ParameterizedTest
    @CsvSource({
        "http://id.example,is not https",
        "ftp://id.example,is not http:// or https:// and a host",
        "https://id.example?x=1,contains ? or #",
        "https://u@id.example,contains a user name"
    })
    void anIssuerThatIsNoneIsNotUsed(String issuer, String said) throws IOException {
        Settings settings = with("issuer", issuer);
        assertThat(settings.oidc()).isEmpty();
        assertThat(told(settings)).contains(said);
    }

    /** It is compared with what the provider calls itself. */
    @ParameterizedTest
    @ValueSource(
            strings = {"https://ID.example/", "http://localhost:8081", "http://127.0.0.1:8081/r", "http://[::1]:8081"})
    void anIssuerIsKeptAsWritten(String issuer) throws IOException {
        assertThat(with("issuer", issuer).oidc().orElseThrow().issuer()).hasToString(issuer);
    }

    @ParameterizedTest
    @CsvSource({"email, openid email", "openid  email, openid  email", "'a\"b', openid profile"})
    void openidIsAlwaysAskedFor(String scopes, String asked) throws IOException {
        assertThat(with("scopes", scopes).oidc().orElseThrow().scopes()).isEqualTo(asked);
    }
}
