package org.portalvoip.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.testing.FakeRequest;
import org.portalvoip.testing.LogCapture;

/**
 * Whose page may change something and whose page may call, by the headers of the browser and the two settings. Longer
 * than 200 lines, because each header of a browser meets each setting.
 */
class SameOriginTest {
    private static final String PROXIED = "10.0.0.5:8080";

    private final SameOrigin bare = new SameOrigin(Optional.empty(), List.of());
    private final SameOrigin published = new SameOrigin(
            Optional.of(" HTTPS://Portal.Example./voip/ "),
            List.of(" https://Intranet.example/ ", "http://other.example:8081", "garbage", ""));

    @ParameterizedTest
    @CsvSource({
        "portal.example,       https://portal.example",
        "portal.example,       http://portal.example",
        "portal.example:443,   https://portal.example",
        "portal.example:80,    http://portal.example",
        "portal.example,       https://portal.example:443",
        "portal.example:8080,  http://portal.example:8080",
        "PORTAL.example,       https://portal.example",
        "portal.example.,      https://portal.example",
        "portal.example,       https://PORTAL.example.",
        "portal.example.:8443, https://portal.example:8443",
        "my_portal:8080,       http://my_portal:8080",
        "[::1]:8080,           http://[::1]:8080",
        "192.0.2.7,            https://192.0.2.7"
    })
    void theHostThatTheRequestWasSentToIsOurs(String host, String origin) {
        assertOurs(bare, host, origin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://portal.example", "https://PORTAL.example:443", "https://portal.example."})
    void theAddressInVoipUrlIsOursBehindAProxyThatChangesTheHost(String origin) {
        assertOurs(published, PROXIED, origin);
        assertForeign(bare, PROXIED, origin);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "absent",
            value = {
                "portal.example,      http://portal.example:443",
                "portal.example,      https://portal.example:80",
                "portal.example:8080, http://portal.example",
                "portal.example,      http://evil.example",
                "portal.example,      https://portal.example.evil.example",
                "portal.example,      https://evilportal.example",
                "portal.example,      https://sub.portal.example",
                "portal.example,      https://portal.example@evil.example",
                "portal.example,      https://evil.example#portal.example",
                "portal.example,      'https://portal.example, https://portal.example'",
                "portal.example,      'https://portal.example https://evil.example'",
                "portal.example,      'https://portal.example\t'",
                "portal.example,      https://portal.example/",
                "portal.example,      https://portal.example..",
                "portal.example,      https://portal.example:99999",
                "portal.example,      https://portal.example:",
                "portal.example,      //portal.example",
                "portal.example,      portal.example",
                "portal.example,      file://",
                "portal.example,      file://portal.example",
                "portal.example,      chrome-extension://portal.example",
                "portal.example,      ''",
                "portal.example,      null",
                "'',                  https://portal.example",
                "'',                  ''",
                "'.',                 http://.",
                "absent,              http://portal.example",
                "evil.example,        http://portal.example"
            })
    void everyOtherOriginIsForeign(String host, String origin) {
        assertForeign(bare, host, origin);
    }

    @ParameterizedTest
    @CsvSource({"same-origin, true", "same-site, false", "cross-site, false", "none, false"})
    void anOriginThatTheBrowserKeepsToItselfIsOursWhereTheBrowserVouchesForIt(String site, boolean ours) {
        var request = FakeRequest.with("Host", "portal.example", "Origin", "null", "Sec-Fetch-Site", site);

        assertThat(bare.mayChange(request)).isEqualTo(ours);
        assertThat(bare.mayCall(request)).isEqualTo(ours);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://intranet.example", "https://intranet.example:443", "http://other.example:8081"})
    void aListedOriginMayCallHoweverItWasWrittenButChangesNothing(String origin) {
        var request = FakeRequest.with("Host", "portal.example", "Origin", origin);

        assertThat(published.mayCall(request)).isTrue();
        assertThat(published.mayChange(request)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://intranet.example",
                "https://other.example:8081",
                "http://garbage",
                "https://a.intranet.example"
            })
    void whatOnlyResemblesAListedOriginMayNot(String origin) {
        assertForeign(published, "portal.example", origin);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "absent",
            value = {"absent, true", "same-origin, true", "none, true", "same-site, false", "cross-site, false"})
    void withoutAnOriginAProgramMayChangeAndNobodyMayCall(String site, boolean mayChange) {
        var request = FakeRequest.with("Host", "portal.example", "Sec-Fetch-Site", site);

        assertThat(bare.mayChange(request)).isEqualTo(mayChange);
        assertThat(bare.mayCall(request)).isFalse();
    }

    @Test
    void anotherSiteChangesNothingWhateverOriginItNames() {
        var request = FakeRequest.with(
                "Host", "portal.example", "Origin", "https://portal.example", "Sec-Fetch-Site", "cross-site");

        assertThat(bare.mayChange(request)).isFalse();
    }

    @Test
    void anAddressIsUnderstoodInItsOwnAlphabet() {
        var local = new SameOrigin(Optional.of("https://Árbol.example"), List.of());

        assertOurs(local, PROXIED, "https://xn--rbol-4na.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "portal.example",
                "https://",
                "https:///voip",
                "ftp://portal.example",
                "https://\u0000",
                "https://[::1",
                "https://a b"
            })
    void aSettingThatIsNoAddressOpensNoDoor(String address) {
        var broken = new SameOrigin(Optional.of(address), List.of(address));

        assertForeign(broken, PROXIED, "https://portal.example");
        assertForeign(broken, PROXIED, address);
    }

    @ParameterizedTest
    @CsvSource({
        "https://portal.example, 127.0.0.1:8080,          http://127.0.0.1:8080",
        "https://portal.example, '[fd00::5]:8080',        'http://[fd00::5]:8080'",
        "https://portal.example, server5:8080,            http://server5:8080",
        "https://portal.example, portal.example:8443,     https://portal.example:8443",
        "https://portal.example, intranet.example,        http://intranet.example",
        "http://localhost:8080,  evil.example,            https://evil.example"
    })
    void theHostCountsWhereNoStrangerCanHaveNamedIt(String url, String host, String origin) {
        assertOurs(new SameOrigin(Optional.of(url), List.of("https://intranet.example")), host, origin);
    }

    @ParameterizedTest
    @CsvSource({"evil.example, http://evil.example", "evil.example:8080, http://evil.example:8080"})
    void aNameThatAStrangerLetsLeadToUsIsForeignWhereVoipUrlTellsOurs(String host, String origin) {
        assertForeign(published, host, origin);
    }

    @Test
    void aRefusalIsLoggedWithBothValuesAndTheKeyToSet() {
        try (LogCapture log = new LogCapture(RefusalLog.class)) {
            assertForeign(bare, PROXIED, "https://portal.example");

            assertThat(log.messages(Level.WARNING))
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line).contains("https://portal.example", PROXIED, "voip.url"))
                    .anySatisfy(line -> assertThat(line).contains("voip.allowed-origins"));
        }
    }

    private static void assertOurs(SameOrigin rule, String host, String origin) {
        var request = FakeRequest.with("Host", host, "Origin", origin);
        assertThat(rule.mayChange(request)).isTrue();
        assertThat(rule.mayCall(request)).isTrue();
    }

    private static void assertForeign(SameOrigin rule, String host, String origin) {
        var request = FakeRequest.with("Host", host, "Origin", origin);
        assertThat(rule.mayChange(request)).isFalse();
        assertThat(rule.mayCall(request)).isFalse();
    }
}
