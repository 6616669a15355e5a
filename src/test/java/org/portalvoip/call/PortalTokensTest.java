package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.start.Settings;
import org.portalvoip.testing.lab.PortalToken;

/**
 * Only the portal's own tokens are accepted, in their time, and each of them once. Longer than 200 lines, because each
 * claim of a token has its wrong values.
 */
class PortalTokensTest {
    private static final Set<String> OURS = Set.of("https://desk.example/voip");
    private static final SecretKey KEY = key("a key of the portal with 32 bytes");
    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
    private static final int TIMES = 1000;

    private Instant now = NOW;
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);
    private final PortalTokens tokens = new PortalTokens(() -> now, nanoTime::get);
    private Optional<SecretKey> secret = Optional.of(KEY);
    private Optional<PublicKey> publicKey = Optional.empty();

    @BeforeEach
    @SuppressWarnings("UnnecessaryAssignment") // what CDI does in a server
    void settings() {
        tokens.settings = new Settings() {
            @Override
            public Optional<SecretKey> portalKey() {
                return secret;
            }

            @Override
            public Optional<PublicKey> portalPublicKey() {
                return publicKey;
            }
        };
    }

    private static SecretKey key(String text) {
        return new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    private static KeyPair pair(String algorithm) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("EC")) {
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        }
        return generator.generateKeyPair();
    }

    private static JWTClaimsSet.Builder claims(String id) {
        return new JWTClaimsSet.Builder()
                .subject("ana")
                .claim("name", "Ana María")
                .claim("context", "INC-0815")
                .audience("https://desk.example/voip")
                .expirationTime(Date.from(NOW.plusSeconds(600)))
                .jwtID(id);
    }

    private boolean accepts(String token) {
        try {
            tokens.accept(token, OURS);
            return true;
        } catch (PortalTokens.Refused e) {
            return false;
        }
    }

    private void assertRefused(String token, String reason) {
        assertThatThrownBy(() -> tokens.accept(token, OURS))
                .isInstanceOf(PortalTokens.Refused.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aTokenSaysWhoIsCallingAndAboutWhat() throws Exception {
        assertThat(tokens.accept(PortalToken.of(claims("1"), KEY), OURS))
                .isEqualTo(new PortalUser("ana", "Ana María", "INC-0815"));
    }

    @Test
    void nameAndContextMayBeMissing() throws Exception {
        var bare = claims("1").claim("name", null).claim("context", null);
        assertThat(tokens.accept(PortalToken.of(bare, KEY), OURS)).isEqualTo(new PortalUser("ana", "", ""));
    }

    @Test
    void aTokenCanWithholdTheNumber() throws Exception {
        assertThat(tokens.accept(PortalToken.of(claims("1").claim("privacy", true), KEY), OURS))
                .isEqualTo(new PortalUser("ana", "Ana María", "INC-0815", true));
        assertThat(tokens.accept(PortalToken.of(claims("2").claim("privacy", false), KEY), OURS)
                        .withheld())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"RSA,RS256", "RSA,PS512", "EC,ES256"})
    void theOwnerOfThePublicKeyMaySign(String kind, String algorithm) throws Exception {
        KeyPair pair = pair(kind);
        secret = Optional.empty();
        publicKey = Optional.of(pair.getPublic());
        JWSAlgorithm signature = JWSAlgorithm.parse(algorithm);

        assertThat(accepts(PortalToken.of(claims("1"), signature, pair.getPrivate())))
                .isTrue();
        assertRefused(PortalToken.of(claims("2"), signature, pair(kind).getPrivate()), "signature");
    }

    @Test
    void aThousandReplaysAreRefused() {
        String token = PortalToken.of(claims("1"), KEY);
        int accepted = 0;
        for (int i = 0; i <= TIMES; i++) {
            nanoTime.addAndGet(Duration.ofMillis(700).toNanos());
            accepted += accepts(token) ? 1 : 0;
        }
        System.out.println("One token, " + (TIMES + 1) + " times: accepted " + accepted);
        assertThat(accepted).isOne();
        assertRefused(token, "used before");
    }

    @Test
    void aClockThatIsSetBackRevivesNoUsedToken() {
        String token = PortalToken.of(claims("1"), KEY);
        assertThat(accepts(token)).isTrue();
        nanoTime.addAndGet(Duration.ofMinutes(30).toNanos());
        now = NOW.minus(Duration.ofMinutes(30));

        assertRefused(token, "used before");
    }

    /** What was used is kept for longer than a token lives, and not for ever. */
    @Test
    void usedTokensAreForgottenAfterTwoHours() {
        assertThat(accepts(PortalToken.of(claims("1"), KEY))).isTrue();
        nanoTime.addAndGet(Duration.ofHours(2).toNanos());
        assertRefused(PortalToken.of(claims("1"), KEY), "used before");
        nanoTime.incrementAndGet();
        assertThat(accepts(PortalToken.of(claims("1"), KEY))).isTrue();
    }

    /** Signed with the portal's key, but too old or for somebody else. */
    @Test
    void aThousandExpiredAndAThousandForeignTokensAreRefused() {
        Random random = new Random(11);
        long expired = IntStream.range(0, TIMES)
                .mapToObj(i -> claims("e" + i).expirationTime(Date.from(NOW.minusSeconds(61 + random.nextInt(10_000)))))
                .filter(claims -> accepts(PortalToken.of(claims, KEY)))
                .count();
        long foreign = IntStream.range(0, TIMES)
                .mapToObj(i -> claims("f" + i).audience("https://desk" + random.nextInt() + ".example/voip"))
                .filter(claims -> accepts(PortalToken.of(claims, KEY)))
                .count();

        System.out.println(TIMES + " expired tokens: accepted " + expired + "; as many foreign ones: " + foreign);
        assertThat(expired + foreign).isZero();
    }

    /** A random part of a random token is changed; whatever that gives, it is not the portal's. */
    @Test
    void aThousandForgeriesAreRefused() {
        Random random = new Random(10);
        List<UnaryOperator<String>> ways = List.of(
                token -> changed(token, random),
                token -> token.substring(0, random.nextInt(token.length())),
                token -> token.substring(0, token.lastIndexOf('.') + 1),
                token -> PortalToken.of(claims("x" + random.nextInt()), key("another key, also of 32 bytes or more")),
                token -> PortalToken.of(claims("y"), KEY).replaceFirst("\\..*\\.", "." + body(random) + "."),
                token -> new PlainJWT(claims("z").build()).serialize());
        long accepted = IntStream.range(0, TIMES)
                .filter(i -> accepts(ways.get(i % ways.size()).apply(PortalToken.of(claims("t" + i), KEY))))
                .count();

        System.out.println(TIMES + " forged tokens: accepted " + accepted);
        assertThat(accepted).isZero();
    }

    /** Not the last character of a part: it may have bits that mean nothing. */
    private static String changed(String token, Random random) {
        String[] parts = token.split("\\.");
        int part = random.nextInt(parts.length);
        char[] text = parts[part].toCharArray();
        int at = random.nextInt(text.length - 1);
        text[at] = text[at] == 'A' ? 'B' : 'A';
        parts[part] = new String(text);
        return String.join(".", parts);
    }

    private static String body(Random random) {
        return claims("w")
                .subject("eva" + random.nextInt())
                .build()
                .toPayload()
                .toBase64URL()
                .toString();
    }

    @Test
    void aPublicKeyIsNoSecret() throws Exception {
        PublicKey known = pair("RSA").getPublic();
        secret = Optional.empty();
        publicKey = Optional.of(known);

        assertRefused(
                PortalToken.of(claims("1"), new SecretKeySpec(known.getEncoded(), "HmacSHA256")), "no key for its");
    }

    @Test
    void withoutAKeyNobodyIsNamed() {
        secret = Optional.empty();
        assertRefused(PortalToken.of(claims("1"), KEY), "voip.portal-key-file");
    }

    @Test
    void aTokenIsGoodUntilAMinuteAfterItsEnd() {
        now = NOW.plusSeconds(600 + 59);
        assertThat(accepts(PortalToken.of(claims("1"), KEY))).isTrue();
        now = NOW.plusSeconds(600 + 61);
        assertRefused(PortalToken.of(claims("2"), KEY), "Expired");
    }

    @Test
    void aTokenMayBeAMinuteAheadOfItsTime() {
        var ahead = claims("1").notBeforeTime(Date.from(NOW.plusSeconds(59)));
        assertThat(accepts(PortalToken.of(ahead, KEY))).isTrue();
        assertRefused(
                PortalToken.of(claims("2").notBeforeTime(Date.from(NOW.plusSeconds(120))), KEY), "before use time");
    }

    @Test
    void aTokenThatLivesForMoreThanAnHourIsRefused() {
        var long1 = claims("1").expirationTime(Date.from(NOW.plusSeconds(3660)));
        assertThat(accepts(PortalToken.of(long1, KEY))).isTrue();
        var longer = claims("2").expirationTime(Date.from(NOW.plusSeconds(3662)));
        assertRefused(PortalToken.of(longer, KEY), "an hour");
    }

    @Test
    void aTokenForSomebodyElseIsRefusedAndOneForSeveralIsNot() {
        assertRefused(PortalToken.of(claims("1").audience("https://desk.example"), KEY), "aud claim");
        var several = claims("2").audience(Arrays.asList("https://chat.example", "https://desk.example/voip"));
        assertThat(accepts(PortalToken.of(several, KEY))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "aud", "exp", "jti"})
    void nothingMayBeMissing(String claim) {
        assertRefused(PortalToken.of(claims("1").claim(claim, null), KEY), claim);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ana", "ana\r\nX-Evil: 1", "an\u202ea"})
    void twoUsersCannotBecomeOne(String subject) {
        assertRefused(PortalToken.of(claims("1").subject(subject), KEY), "sub");
    }

    @Test
    void tooLongASubjectOrNumberIsRefused() {
        assertThat(accepts(PortalToken.of(claims("1").subject("a".repeat(128)), KEY)))
                .isTrue();
        assertRefused(PortalToken.of(claims("2").subject("a".repeat(129)), KEY), "sub");
        assertThat(accepts(PortalToken.of(claims("a".repeat(128)), KEY))).isTrue();
        assertRefused(PortalToken.of(claims("a".repeat(129)), KEY), "jti");
        assertRefused(PortalToken.of(claims(""), KEY), "jti");
    }

    @Test
    void whatIsNoTextIsRefused() {
        assertRefused(PortalToken.of(claims("1").claim("name", Map.of("a", 1)), KEY), "not a text");
        assertRefused(PortalToken.of(claims("2").claim("context", 7), KEY), "not a text");
        assertRefused(PortalToken.of(claims("3").claim("privacy", "yes"), KEY), "privacy not true or false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "..", "eyJhbGciOiJub25lIn0.e30.", "\u0000.\u0000.\u0000"})
    void whatIsNoTokenIsRefused(String text) {
        assertRefused(text, "not a signed JSON Web Token");
    }

    /** The sample of the guide, as its developer would run it. */
    @Test
    void theGuidesSampleMakesATokenThatIsAccepted() throws Exception {
        now = Instant.now();
        var node = new ProcessBuilder(
                "node",
                "--input-type=module",
                "--eval",
                "import { callToken } from './src/test/portals/token/token.mjs';"
                        + "console.log(callToken({ id: 'ana', name: 'Ana' }, 'INC-0815'));");
        node.environment().put("VOIP_PORTAL_KEY", new String(KEY.getEncoded(), StandardCharsets.UTF_8));
        String token = new String(node.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

        assertThat(tokens.accept(token, OURS)).isEqualTo(new PortalUser("ana", "Ana", "INC-0815"));
    }

    @Test
    void aTokenThatIsRefusedIsNotUsedUp() {
        String token = PortalToken.of(claims("1"), KEY);
        now = NOW.plus(Duration.ofDays(1));
        assertRefused(token, "Expired");
        now = NOW;
        assertThat(accepts(token)).isTrue();
    }
}
