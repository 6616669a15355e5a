package org.portalvoip.start;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.language.Languages;
import org.portalvoip.sip.Codec;
import org.portalvoip.sip.Codecs;
import org.portalvoip.sip.Credential;
import org.portalvoip.sip.IdentityHeader;

/** Longer than 200 lines, because each setting has its right and its wrong values here. */
class SettingsTest {
    @TempDir
    Path folder;

    static Settings with(String... keysAndValues) {
        Map<String, SettingsSource.Found> found = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            found.put(keysAndValues[i], new SettingsSource.Found(keysAndValues[i + 1], "test"));
        }
        return new Settings(new SettingsSource(found, found.keySet()));
    }

    private static List<String> sentences(Settings settings) {
        return settings.problems().stream().map(SettingProblem::sentence).toList();
    }

    @Test
    void allHasItsDefaultWithoutAComplaint() {
        Settings settings = with();
        assertThat(settings.problems()).isEmpty();
        assertThat(settings.all()).allSatisfy(entry -> assertThat(entry.value()).isEmpty());
        assertThat(settings.maxCalls()).isEqualTo(100);
        assertThat(settings.ringTimeout()).hasSeconds(45);
        assertThat(settings.dataFolder()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(settings.janusApiSecret()).isEmpty();
    }

    @Test
    void aPasswordInAnAddressIsNotShown() {
        var shown = with("voip.allowed-origins", "https://me:secret@portal.example").all().stream()
                .filter(entry -> entry.key().equals("voip.allowed-origins"))
                .map(Settings.Entry::value);
        assertThat(shown).containsExactly("https://***@portal.example");
    }

    @Test
    void aTokenThatCouldBeGuessedIsRefusedAndStaysUnknown() throws IOException {
        Path file = folder.resolve("token");
        Files.writeString(file, "too-short-a-token");
        Settings settings = with("voip.metrics-token-file", file.toString());
        assertThat(settings.metricsToken()).isEmpty();
        assertThat(sentences(settings))
                .singleElement()
                .asString()
                .contains("fewer than 32")
                .doesNotContain("too-short");

        Files.writeString(file, "0123456789abcdef0123456789abcdef\n");
        assertThat(with("voip.metrics-token-file", file.toString()).metricsToken())
                .contains(new Credential.Password("0123456789abcdef0123456789abcdef"));
    }

    @Test
    void theCodecsKeepTheirOrderAndUnknownOnesAreLeftOut() {
        Settings settings = with("voip.codecs", "PCMA, g729 opus");
        assertThat(settings.codecs().order()).containsExactly(Codec.PCMA, Codec.OPUS);
        assertThat(sentences(settings))
                .containsExactly("voip.codecs=g729 is not one of opus, g722, pcma, pcmu; it is left out");
        assertThat(with("voip.codecs", "g729").codecs()).isEqualTo(Codecs.ALL);
        assertThat(with().codecs()).isEqualTo(Codecs.ALL);
    }

    /** Key, value, what is used, and the sentence. */
    static Stream<Arguments> wrongValues() {
        return Stream.of(
                wrong(
                        "voip.sip-transport",
                        "upd",
                        settings -> settings.sipRoute().transport(),
                        "UDP",
                        "=upd is not one of udp, tcp, tls; udp is used instead"),
                wrong(
                        "voip.callers",
                        "everbody",
                        Settings::callers,
                        "AUTHENTICATED",
                        "=everbody is not one of everyone, authenticated; authenticated is used instead, so that nobody is let in by"
                                + " mistake"),
                wrong(
                        "voip.max-calls",
                        "0",
                        Settings::maxCalls,
                        "1",
                        "=0 is not between 1 and 1000000000; 1 is used instead"),
                wrong(
                        "voip.max-calls",
                        "-5",
                        Settings::maxCalls,
                        "1",
                        "=-5 is not between 1 and 1000000000; 1 is used instead"),
                wrong(
                        "voip.max-calls",
                        "1e3",
                        Settings::maxCalls,
                        "100",
                        "=1e3 is not a whole number; 100 is used instead"),
                wrong(
                        "voip.max-calls",
                        "1.000",
                        Settings::maxCalls,
                        "100",
                        "=1.000 is not a whole number; 100 is used instead"),
                wrong(
                        "voip.calls-per-minute",
                        "99999999999",
                        Settings::callsPerMinute,
                        "1000000000",
                        "=99999999999 is not between 1 and 1000000000; 1000000000 is used instead"),
                wrong(
                        "voip.ring-timeout",
                        "45s",
                        Settings::ringTimeout,
                        "PT45S",
                        "=45s is not a whole number; 45 is used instead"),
                wrong(
                        "voip.ring-timeout",
                        "301",
                        Settings::ringTimeout,
                        "PT5M",
                        "=301 is not between 1 and 300; 300 is used instead"),
                wrong(
                        "voip.max-duration",
                        "999999999999999999999",
                        Settings::maxDuration,
                        "PT1H",
                        "=999999999999999999999 is not a whole number; 3600 is used instead"),
                wrong(
                        "voip.register",
                        "si",
                        Settings::register,
                        "false",
                        "=si is neither true nor false; false is used instead"),
                wrong(
                        "voip.url",
                        "portal.example/voip",
                        Settings::url,
                        "Optional.empty",
                        "=portal.example/voip is not http:// or https:// and a host; it is treated as not set"),
                wrong(
                        "voip.url",
                        "https://portal example/",
                        Settings::url,
                        "Optional.empty",
                        "=https://portal example/ is not an address; it is treated as not set"),
                wrong(
                        "voip.url",
                        "https://admin:pw@portal.example/",
                        Settings::url,
                        "Optional.empty",
                        "=https://***@portal.example/ contains a user name; it is treated as not set"),
                wrong(
                        "voip.allowed-origins",
                        "https://a.example, b.example",
                        Settings::allowedOrigins,
                        "[https://a.example]",
                        "=b.example is not http:// or https:// and a host; it is left out"),
                wrong(
                        "voip.allowed-origins",
                        "https://a.example/portal",
                        Settings::allowedOrigins,
                        "[]",
                        "=https://a.example/portal is not an origin, because it has a path; it is left out"),
                wrong(
                        "voip.allowed-origins",
                        "*",
                        Settings::allowedOrigins,
                        "[]",
                        "=* is not http:// or https:// and a host; it is left out"),
                wrong(
                        "voip.ice-servers",
                        "stun:stun.example:3478,turn:turn.example:3478",
                        Settings::iceServers,
                        "[stun:stun.example:3478]",
                        "=turn:turn.example:3478 is a TURN server, which belongs in voip.turn.urls, with its credentials in"
                                + " voip.turn.secret-file, or in voip.turn.user and voip.turn.password-file; it is left out"),
                wrong(
                        "voip.ice-servers",
                        "stun://stun.example",
                        Settings::iceServers,
                        "[]",
                        "=stun://stun.example is not of the form stun:host or stun:host:port; it is left out"),
                wrong(
                        "voip.turn.urls",
                        "turn:u:hush@turn.example",
                        Settings::turn,
                        "Optional.empty",
                        "=turn:***@turn.example contains a user name, which belongs in voip.turn.user; it is left out"),
                wrong(
                        "voip.turn.urls",
                        "turn:turn.example, turns:turn.example",
                        Settings::turn,
                        "Optional.empty",
                        "=turn:turn.example,turns:turn.example has no credentials, without which browsers refuse it: set"
                                + " voip.turn.secret-file, or voip.turn.user and voip.turn.password-file; it is left out"),
                wrong(
                        "voip.turn.user",
                        "portal",
                        Settings::turn,
                        "Optional.empty",
                        "voip.turn.urls names no server for the credentials that are set; they are not used"),
                wrong(
                        "voip.realm",
                        "a\nb",
                        Settings::realm,
                        "Optional.empty",
                        "=a?b contains a control character; it is treated as not set"),
                wrong(
                        "voip.janus.api-secret-file",
                        "/no/such/file",
                        Settings::janusApiSecret,
                        "Optional.empty",
                        "=/no/such/file is a file that cannot be read; it is treated as not set"),
                wrong(
                        "voip.portal-key-file",
                        "/no/such/file",
                        Settings::portalKey,
                        "Optional.empty",
                        "=/no/such/file is a file that cannot be read; it is treated as not set"),
                wrong(
                        "voip.portal-public-key-file",
                        "pom.xml",
                        Settings::portalPublicKey,
                        "Optional.empty",
                        "=pom.xml is a file of more than 8 KiB; it is treated as not set"),
                wrong(
                        "voip.portal-identity-header",
                        "From",
                        Settings::identityHeader,
                        "Optional[P_ASSERTED_IDENTITY]",
                        "=From is not one of P-Asserted-Identity, Remote-Party-ID, none; P-Asserted-Identity is used instead"),
                wrong(
                        "voip.janus.trust",
                        "/no/such/file",
                        Settings::janusTrust,
                        "Optional.empty",
                        "=/no/such/file cannot be read; it is treated as not set"),
                wrong(
                        "voip.janus.trust",
                        "pom.xml",
                        Settings::janusTrust,
                        "Optional.empty",
                        "=pom.xml is not a PEM file with certificates; it is treated as not set"),
                wrong(
                        "voip.data-dir",
                        "a\0b",
                        settings -> settings.dataFolder().endsWith("data"),
                        "true",
                        "=a?b is not a valid path on this system; data is used instead"),
                wrong(
                        "voip.max-calls",
                        "",
                        Settings::maxCalls,
                        "100",
                        " contains a ${...} that cannot be resolved; 100 is used instead"));
    }

    private static Arguments wrong(
            String key, String value, Function<Settings, Object> accessor, String used, String sentence) {
        return Arguments.of(key, value, accessor, used, sentence.startsWith("voip.") ? sentence : key + sentence);
    }

    @Test
    void theAdministratorReadsTheSameInEachLanguage() {
        SettingProblem problem = with("voip.ring-timeout", "301").problems().get(0);

        assertThat(problem.sentence(Languages.SPANISH))
                .isEqualTo("voip.ring-timeout=301 no está entre 1 y 300; se usa 300 en su lugar");
        assertThat(problem.sentence(Languages.PORTUGUESE))
                .isEqualTo("voip.ring-timeout=301 não está entre 1 e 300; usa-se 300 em seu lugar");
    }

    @ParameterizedTest(name = "{0}={1}")
    @MethodSource("wrongValues")
    void aWrongValueIsToldAndReplaced(
            String key, String value, Function<Settings, Object> accessor, String used, String sentence) {
        Settings settings = with(key, value);
        assertThat(accessor.apply(settings)).hasToString(used);
        assertThat(sentences(settings)).containsExactly(sentence);
    }

    @Test
    void originsAreWrittenAsBrowsersDo() {
        Settings settings = with(
                "voip.allowed-origins",
                " HTTPS://Intranet.Example/ ,http://a.example:80  https://b.example:443, https://c.example:8443/,, https://Árbol.example. ");
        assertThat(settings.problems()).isEmpty();
        assertThat(settings.allowedOrigins())
                .containsExactlyInAnyOrder(
                        "https://intranet.example",
                        "http://a.example",
                        "https://b.example",
                        "https://c.example:8443",
                        "https://xn--rbol-4na.example");
    }

    @Test
    void anAddressIsTaken() {
        Settings settings = with("voip.url", "HTTPS://Portal.Example:8443/voip/");
        assertThat(settings.problems()).isEmpty();
        assertThat(settings.url().orElseThrow()).hasToString("https://portal.example:8443/voip/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "janus secret",
                "\uFEFFjanus secret\r\n",
                "janus secret\r\n",
                " janus secret\t\n\n",
                "janus secret"
            })
    void aSecretFileMayComeFromAnyEditor(String content) throws IOException {
        assertThat(secretIn(content, UTF_8).janusApiSecret()).contains(new Credential.Password("janus secret"));
    }

    @Test
    void aSecretFileMayComeFromPowerShell() throws IOException {
        assertThat(secretIn("\uFEFFjanus secret\r\n", UTF_16LE).janusApiSecret())
                .contains(new Credential.Password("janus secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "\uFEFF\r\n", " \n \n"})
    void anEmptySecretFileIsTold(String content) throws IOException {
        assertToldOfSecret(secretIn(content, UTF_8), "is an empty file");
    }

    @Test
    void aSecretFileThatIsNoneIsToldWithoutItsContent() throws IOException {
        assertToldOfSecret(
                secretIn("hush-hush\nhush", UTF_8), "has more than one line, or contains a control character");
        assertToldOfSecret(secretIn("hush\u00f1hush", ISO_8859_1), "is a file that is not in UTF-8");
        assertToldOfSecret(secretIn("hush".repeat(10_000), UTF_8), "is a file of more than 8 KiB");
        assertToldOfSecret(with("voip.janus.api-secret-file", folder.toString()), "is a file that cannot be read");
    }

    private Settings secretIn(String content, Charset charset) throws IOException {
        Path file = Files.write(folder.resolve("api-secret"), content.getBytes(charset));
        return with("voip.janus.api-secret-file", file.toString());
    }

    @Test
    void theKeyOfThePortalIsTheTextOfItsFile() throws IOException {
        Path file = Files.writeString(folder.resolve("portal.key"), "x".repeat(32) + "\n");
        Settings settings = with("voip.portal-key-file", file.toString());

        assertThat(settings.problems()).isEmpty();
        assertThat(settings.portalKey().orElseThrow().getEncoded())
                .isEqualTo("x".repeat(32).getBytes(UTF_8));

        Files.writeString(file, "x".repeat(31));
        assertThat(sentences(with("voip.portal-key-file", file.toString())))
                .singleElement()
                .asString()
                .contains("is a file with fewer than 32 characters")
                .doesNotContain("xxx");
    }

    @ParameterizedTest
    @CsvSource({"p-asserted-identity,P_ASSERTED_IDENTITY", "Remote-Party-ID,REMOTE_PARTY_ID"})
    void theHeaderOfTheCallerIsWrittenInAnyCase(String text, IdentityHeader header) {
        assertThat(with("voip.portal-identity-header", text).identityHeader()).contains(header);
        assertThat(with("voip.portal-identity-header", "NONE").identityHeader()).isEmpty();
    }

    private static void assertToldOfSecret(Settings settings, String reason) {
        assertThat(settings.janusApiSecret()).isEmpty();
        assertThat(settings.problems()).singleElement().satisfies(problem -> assertThat(
                        problem.reason().in(Locale.ENGLISH))
                .isEqualTo(reason));
        assertThat(sentences(settings).get(0)).doesNotContain("hush");
    }

    @Test
    void aMisspeltNameIsToldWithTheOneThatWasMeant() {
        Settings settings = with(
                "voip.max-cals", "7", "voip.janus.api-secret", "hush", "voip.weather", "fine", "VOIP_RING_TIMOUT", "9");
        assertThat(sentences(settings))
                .containsExactlyInAnyOrder(
                        "voip.max-cals is not a setting, but voip.max-calls is; it is ignored",
                        "voip.janus.api-secret is not a setting, but voip.janus.api-secret-file is; it is ignored",
                        "voip.weather is not a setting; it is ignored",
                        "VOIP_RING_TIMOUT is not a setting, but VOIP_RING_TIMEOUT is; it is ignored");
        assertThat(settings.maxCalls()).isEqualTo(100);
    }

    /** Kubernetes sets some of these; WildFly lists a variable twice. */
    @Test
    void variablesThatAreNotMeantForUsAreNotToldOf() {
        SettingsSource source = new SettingsSource(
                Map.of("voip.max-calls", new SettingsSource.Found("7", "environment")),
                Set.of(
                        "VOIP_PORT",
                        "VOIP_SERVICE_HOST",
                        "VOIP_PORT_8080_TCP_PROTO",
                        "VOIP_MAX_CALLS",
                        "voip.max.calls"));
        assertThat(new Settings(source).problems()).isEmpty();
    }

    @Test
    void allAreListedWithValueAndSourceButNoSecret() {
        Settings settings = with("voip.max-calls", "7", "voip.database.password", "hush");
        assertThat(settings.all())
                .contains(new Settings.Entry("voip.max-calls", "7", "test", "100", "calls"))
                .contains(new Settings.Entry("voip.database.password", "", "test", "none", "password"));
    }

    @Test
    void aLongValueIsCutInTheSentence() {
        assertThat(sentences(with("voip.max-calls", "9".repeat(5000))).get(0)).hasSizeLessThan(250);
    }

    @Test
    void alternativesAreOfferedInOrderWithTheirOwnTexts() {
        Settings settings = with(
                "voip.alternatives.url", "https://desk.example/tickets/new?from=phone",
                "voip.alternatives.phone", "+34 (900) 123-456",
                "voip.alternatives.phone.pt-BR", "Ligue para 900 123 456, das 8 às 18 h");

        List<Settings.Alternative> ways = settings.alternatives();

        assertThat(ways)
                .extracting(Settings.Alternative::address)
                .containsExactly("tel:+34900123456", "https://desk.example/tickets/new?from=phone");
        assertThat(ways.get(0).text(Languages.PORTUGUESE)).contains("Ligue para 900 123 456, das 8 às 18 h");
        assertThat(ways.get(0).text(Languages.SPANISH)).isEmpty();
        assertThat(settings.problems()).isEmpty();
        assertThat(with().alternatives()).isEmpty();
    }

    @Test
    void alternativesHaveTextsInAllLanguages() {
        assertThat(SettingsOfAlternatives.LANGUAGES)
                .isEqualTo(Languages.ALL.stream().map(Locale::toLanguageTag).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "voip.alternatives.phone, call us, is not a telephone number",
        "voip.alternatives.phone, 900;ext=1, is not a telephone number",
        "voip.alternatives.mail, desk, is not a mail address",
        "voip.alternatives.mail, desk@example.org?bcc=evil@example.org, is not a mail address",
        "voip.alternatives.url, javascript:alert(1), is not http:// or https:// and a host",
        "voip.alternatives.url, /tickets, is not http:// or https:// and a host",
        "voip.alternatives.url, https://a b/, is not an address"
    })
    void anAlternativeThatIsNoneIsNotOffered(String key, String value, String reason) {
        Settings settings = with(key, value);

        assertThat(settings.alternatives()).isEmpty();
        assertThat(sentences(settings)).singleElement().asString().contains(key, value, reason);
    }
}
