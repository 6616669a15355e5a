package org.portalvoip.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.janus.JanusAddress;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.parameters.ActiveParameters;
import org.portalvoip.parameters.RegistrationApproach;
import org.portalvoip.parameters.VoipParameters;
import org.portalvoip.sip.Extension;
import org.portalvoip.sip.SipHost;
import org.portalvoip.sip.SipPort;
import org.portalvoip.sip.SipUser;
import org.portalvoip.testing.FakeRequest;
import org.portalvoip.testing.FakeResponse;

/** What a page of another portal gets for its one line. */
class FooterScriptTest {
    private final FooterScript script = new FooterScript();
    private boolean on = true;

    @BeforeEach
    @SuppressWarnings("UnnecessaryAssignment") // what CDI does in a server
    void start() {
        script.element = FooterModule.element(FooterScriptTest::text);
        script.parameters = new ActiveParameters() {
            @Override
            public VoipParameters current() {
                return set(on);
            }
        };
    }

    @Test
    void whileCallsAreOnItIsTheElementInThreeLanguages() throws IOException {
        FakeResponse answer = get(null);

        assertThat(answer.headers).containsEntry("Content-Type", "text/javascript");
        assertThat(answer.body()).contains("customElements.define('voip-call'");
        Languages.ALL.forEach(language -> assertThat(answer.body()).contains(Texts.of(language, "portal.call")));
    }

    @Test
    void itIsOneFileWithoutComments() throws IOException {
        assertThat(get(null).body().lines())
                .noneMatch(line -> line.startsWith("import ") || line.startsWith("export "))
                .noneMatch(line -> line.strip().startsWith("/*"));
    }

    @Test
    void whileCallsAreOffItIsAnEmptyModule() throws IOException {
        on = false;

        assertThat(get(null).body()).isEqualTo("export {};");
    }

    @Test
    void itMayBeKeptForAMinuteByEverybody() throws IOException {
        for (boolean callable : new boolean[] {true, false}) {
            on = callable;
            assertThat(get(null).headers).containsEntry("Cache-Control", "max-age=60");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "\"other\", %s", "*", "%s-gzip"})
    void whoHasItIsToldSoWithoutABody(String header) throws IOException {
        String tag = get(null).headers.get("ETag");

        FakeResponse again = get(header.formatted(tag));

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers).containsEntry("ETag", tag).containsEntry("Cache-Control", "max-age=60");
    }

    @Test
    void aSwitchReachesWhoHasTheOther() throws IOException {
        String onTag = get(null).headers.get("ETag");
        on = false;
        FakeResponse off = get(onTag);
        on = true;
        FakeResponse back = get(off.headers.get("ETag"));

        assertThat(List.of(off.status(), back.status())).containsExactly(200, 200);
        assertThat(off.body()).isNotEqualTo(back.body());
    }

    private FakeResponse get(String ifNoneMatch) throws IOException {
        FakeResponse answer = new FakeResponse();
        script.doGet(FakeRequest.to("GET", "/footer.js", "If-None-Match", ifNoneMatch), answer.response);
        return answer;
    }

    private static VoipParameters set(boolean active) {
        return new VoipParameters(
                active,
                List.of(JanusAddress.parse("wss://janus.example/")),
                SipHost.parse("sip.example"),
                SipPort.parse("5061"),
                SipUser.parse("visitor"),
                null,
                Extension.parse("0800"),
                RegistrationApproach.GUEST);
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of("src/main/webapp" + file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
