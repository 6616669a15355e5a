package org.portalvoip.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SipChallengeTest {

    private static String response(String... headers) {
        return "SIP/2.0 401 Unauthorized\r\nCSeq: 1 REGISTER\r\n" + String.join("\r\n", headers)
                + "\r\nContent-Length: 0\r\n\r\n";
    }

    @Test
    void aChallengeHasARealmAndUsesMd5UnlessItSaysOtherwise() {
        assertThat(SipChallenge.in(response("WWW-Authenticate: Digest realm=\"desk.example\", nonce=\"n\"")))
                .containsExactly(new SipChallenge("desk.example", "MD5"));
    }

    @Test
    void aServerOffersOneForEachAlgorithm() {
        assertThat(SipChallenge.in(response(
                        "www-authenticate:Digest algorithm=SHA-256,nonce=\"n\",realm=\"a, b\"",
                        "Proxy-Authenticate: digest realm=\"\\\"c\\\"\",\r\n\talgorithm=\"md5-sess\"")))
                .containsExactly(new SipChallenge("a, b", "SHA-256"), new SipChallenge("\"c\"", "MD5-SESS"));
    }

    @Test
    void janusComputesMd5Only() {
        assertThat(new SipChallenge("", "MD5").isMd5()).isTrue();
        assertThat(new SipChallenge("", "MD5-SESS").isMd5()).isTrue();
        assertThat(new SipChallenge("", "SHA-256").isMd5()).isFalse();
    }

    @Test
    void whatIsNoDigestIsNone() {
        assertThat(SipChallenge.in(response("WWW-Authenticate: Basic realm=\"x\"")))
                .isEmpty();
        assertThat(SipChallenge.in("SIP/2.0 200 OK\r\n\r\n")).isEmpty();
        assertThat(SipChallenge.in("")).isEmpty();
    }

    @Test
    void aLongRealmIsCut() {
        assertThat(SipChallenge.in(response("WWW-Authenticate: Digest realm=\"" + "r".repeat(5000) + "\"")))
                .extracting(challenge -> challenge.realm().length())
                .containsExactly(100);
    }
}
