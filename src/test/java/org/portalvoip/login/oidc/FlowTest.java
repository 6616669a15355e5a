package org.portalvoip.login.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowTest {
    private static final String THREE = "a".repeat(43) + "." + "b".repeat(43) + "." + "c".repeat(43) + ".";

    @ParameterizedTest
    @ValueSource(strings = {"", "/admin/parameters?lang=pt-BR", "//evil.example/ñ🎧"})
    void theBrowserKeepsItAsOneText(String wanted) {
        Flow flow = Flow.begin(wanted);
        assertThat(flow.text()).matches("[A-Za-z0-9._-]+");
        assertThat(Flow.parse(flow.text())).contains(flow);
        assertThat(flow).hasToString("Flow");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "x", "a.b.c.d", "a.b.c", "=", THREE_AND_MORE})
    void anyOtherTextIsNone(String text) {
        assertThat(Flow.parse(text)).isEmpty();
    }

    private static final String THREE_AND_MORE = "aaaa.bbbb.cccc.dddd.eeee";

    @Test
    void nothingOfItIsLong() {
        assertThat(Flow.parse(THREE + "d".repeat(700))).isEmpty();
        assertThat(Flow.parse(THREE + "d")).isEmpty();
    }

    @Test
    void eachIsItsOwn() {
        Flow one = Flow.begin("");
        Flow other = Flow.begin("");
        assertThat(one.isOf(one.state())).isTrue();
        assertThat(one.isOf(other.state())).isFalse();
        assertThat(one.isOf("")).isFalse();
        assertThat(one.isOf(null)).isFalse();
        assertThat(one.state()).isNotIn(one.nonce(), one.verifier());
    }

    /** The example of RFC 7636, appendix B. */
    @Test
    void theChallengeIsThatOfTheStandard() {
        assertThat(new Flow("", "", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "").challenge())
                .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
