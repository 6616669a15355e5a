package org.portalvoip.login.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.portalvoip.login.oidc.SignInRefused.Reason;
import org.portalvoip.sip.Credential;
import org.portalvoip.start.Settings.Oidc;
import org.portalvoip.testing.lab.SmallProvider;

/**
 * The whole way to a provider and back, without a server of ours: who is accepted, and who is not. Longer than 200 lines,
 * because each claim and each answer of the provider has a wrong one.
 */
class ProviderTest {
    private static final String BACK = "https://portal.example/voip/login/oidc";

    private final SmallProvider there = SmallProvider.start();
    private final Oidc oidc = oidc(there.issuer(), SmallProvider.SECRET);
    private final Provider provider = new Provider(Optional.of(oidc));
    private final Flow flow = Flow.begin("");

    @AfterEach
    void stop() {
        there.close();
    }

    private static Oidc oidc(URI issuer, String secret) {
        return new Oidc(
                issuer,
                SmallProvider.CLIENT,
                new Credential.Password(secret),
                "realm_access.roles",
                SmallProvider.ROLE,
                "preferred_username",
                "openid profile",
                "Keycloak");
    }

    /** What the browser brings back from the provider. */
    private static String code(Provider provider, Flow flow) throws Exception {
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(provider.authorization(flow, BACK)))
                                .build(),
                        BodyHandlers.discarding());
        Matcher code = Pattern.compile("[?&]code=([^&]+)")
                .matcher(answer.headers().firstValue("Location").orElseThrow());
        assertThat(code.find()).isTrue();
        return URLDecoder.decode(code.group(1), StandardCharsets.UTF_8);
    }

    private SignInRefused refusal() {
        return catchThrowableOfType(
                SignInRefused.class, () -> provider.administrator(flow, code(provider, flow), BACK));
    }

    @Test
    void anAdministratorIsNamedAsNoAccountCanBe() throws Exception {
        assertThat(provider.administrator(flow, code(provider, flow), BACK)).matches("ana \\(OIDC [0-9a-f]{6}\\)");
    }

    private String nameOf(String name, String subject) throws Exception {
        there.person = SmallProvider.named(name, SmallProvider.ROLE).andThen(claims -> claims.subject(subject))::apply;
        return provider.administrator(flow, code(provider, flow), BACK);
    }

    @Test
    void peopleAreToldApartAndKnownAgainByWhomTheProviderMeans() throws Exception {
        String ana = nameOf("ana", "1");
        String renamed = nameOf("ana.maria", "1");

        assertThat(nameOf("ana", "2")).isNotEqualTo(ana).startsWith("ana (OIDC ");
        assertThat(renamed.replaceFirst(".* ", "")).isEqualTo(ana.replaceFirst(".* ", ""));
        assertThat(nameOf("ana", "1")).isEqualTo(ana);
    }

    /** The history has 64 characters for a name. */
    @Test
    void aLongNameIsCut() throws Exception {
        assertThat(nameOf("a".repeat(50), "1")).hasSize(64).doesNotContain("…");
        assertThat(nameOf("a".repeat(51), "1")).hasSize(64).contains("a… (OIDC ");
    }

    @Test
    void theProviderLearnsWhatItNeedsAndNoSecret() throws Exception {
        assertThat(provider.authorization(flow, BACK))
                .startsWith(there.issuer()
                        + "/authorize?response_type=code&client_id=portal+voip&redirect_uri=https%3A%2F%2F")
                .contains("&scope=openid+profile&", "&state=" + flow.state() + "&", "&nonce=" + flow.nonce() + "&")
                .endsWith("&code_challenge_method=S256")
                .doesNotContain(flow.verifier(), "secret");
    }

    @Test
    void aCodeIsGoodOnce() throws Exception {
        String code = code(provider, flow);
        provider.administrator(flow, code, BACK);
        assertThat(catchThrowableOfType(SignInRefused.class, () -> provider.administrator(flow, code, BACK))
                        .reason())
                .isEqualTo(Reason.OVER);
    }

    @Test
    void aCodeIsGoodForWhoAskedForItAlone() throws Exception {
        String code = code(provider, flow);
        assertThat(catchThrowableOfType(SignInRefused.class, () -> provider.administrator(Flow.begin(""), code, BACK))
                        .reason())
                .isEqualTo(Reason.OVER);
    }

    static Stream<Arguments> roles() {
        return Stream.of(
                Arguments.of("no role", SmallProvider.named("ana"), Reason.ROLE),
                Arguments.of("another role", SmallProvider.named("ana", "voip-admins", "VOIP-ADMIN"), Reason.ROLE),
                Arguments.of(
                        "a part of a text", claims("realm_access", Map.of("roles", "user voip-admin")), Reason.ROLE),
                Arguments.of("no map on the path", claims("realm_access", "roles"), Reason.ROLE),
                Arguments.of("one role as a text", claims("realm_access", Map.of("roles", "voip-admin")), null),
                Arguments.of("a name with dots", claims("realm_access.roles", List.of("voip-admin")), null),
                Arguments.of("an empty name", SmallProvider.named("", SmallProvider.ROLE), Reason.ANSWER),
                Arguments.of("a line break", SmallProvider.named("a\nb", SmallProvider.ROLE), Reason.ANSWER),
                Arguments.of("a turned name", SmallProvider.named("a\u202Eb", SmallProvider.ROLE), Reason.ANSWER),
                Arguments.of("too long", SmallProvider.named("a".repeat(256), SmallProvider.ROLE), Reason.ANSWER),
                Arguments.of("as long as allowed", SmallProvider.named("ñ".repeat(255), SmallProvider.ROLE), null));
    }

    private static UnaryOperator<JWTClaimsSet.Builder> claims(String name, Object value) {
        return claims -> claims.claim("preferred_username", "ana").claim(name, value);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void roles(String what, UnaryOperator<JWTClaimsSet.Builder> person, Reason reason) {
        there.person = person;
        SignInRefused refusal = refusal();
        assertThat(refusal == null ? null : refusal.reason()).isEqualTo(reason);
    }

    static Stream<Arguments> wrongClaims() {
        return Stream.of(
                change("another issuer", claims -> claims.issuer("https://evil.example")),
                change("no issuer", claims -> claims.issuer(null)),
                change("another audience", claims -> claims.audience("other")),
                change("no audience", claims -> claims.audience((String) null)),
                change("several audiences", claims -> claims.audience(List.of(SmallProvider.CLIENT, "other"))),
                change("another party", claims -> claims.claim("azp", "other")),
                change("another sign-in", claims -> claims.claim("nonce", "other")),
                change("no nonce", claims -> claims.claim("nonce", null)),
                change(
                        "expired",
                        claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(90)))),
                change("no end", claims -> claims.expirationTime(null)),
                change(
                        "of tomorrow",
                        claims -> claims.issueTime(Date.from(Instant.now().plusSeconds(86_400)))),
                change(
                        "of yesterday",
                        claims -> claims.issueTime(Date.from(Instant.now().minusSeconds(86_400)))),
                change("no time", claims -> claims.issueTime(null)),
                change(
                        "not yet",
                        claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(3600)))),
                change("nobody", claims -> claims.subject(null)));
    }

    private static Arguments change(String what, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of(what, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void wrongClaims(String what, UnaryOperator<JWTClaimsSet.Builder> change) {
        UnaryOperator<JWTClaimsSet.Builder> ana = there.person;
        there.person = claims -> change.apply(ana.apply(claims));
        assertThat(refusal()).isNotNull().extracting(SignInRefused::reason).isEqualTo(Reason.ANSWER);
    }

    /** The audience of several clients, who asked for it being us. */
    @Test
    void aTokenForSeveralNamesUsAsItsParty() throws Exception {
        there.person = SmallProvider.named("ana", SmallProvider.ROLE)
                        .andThen(claims -> claims.audience(List.of("other", SmallProvider.CLIENT))
                                .claim("azp", SmallProvider.CLIENT))::apply;
        assertThat(provider.administrator(flow, code(provider, flow), BACK)).matches("ana \\(OIDC [0-9a-f]{6}\\)");
    }

    private String forged(JWSAlgorithm algorithm) throws JOSEException {
        JWTClaimsSet claims = there.claims(flow.nonce()).build();
        var header =
                new JWSHeader.Builder(algorithm).keyID(there.key().getKeyID()).build();
        SignedJWT token = new SignedJWT(header, claims);
        token.sign(
                algorithm.equals(JWSAlgorithm.HS256)
                        ? new MACSigner(there.key().toRSAPublicKey().getEncoded())
                        : new RSASSASigner(new RSAKeyGenerator(2048).generate()));
        return token.serialize();
    }

    @Test
    void aTokenThatTheProviderDidNotSignIsRefused() throws Exception {
        IdTokens tokens = new Discovery(oidc, new ProviderHttp(Duration.ofSeconds(10)))
                .known()
                .tokens();
        JWTClaimsSet claims = there.claims(flow.nonce()).build();
        String good = there.sign(claims);
        assertThat(tokens.accept(good, flow.nonce()).getSubject()).isEqualTo("4711");
        for (String bad : List.of(
                forged(JWSAlgorithm.RS256),
                forged(JWSAlgorithm.HS256),
                new PlainJWT(claims).serialize(),
                good.substring(0, good.lastIndexOf('.') + 1),
                good.substring(good.indexOf('.')),
                "nothing like a token",
                "")) {
            assertThat(catchThrowableOfType(SignInRefused.class, () -> tokens.accept(bad, flow.nonce())))
                    .as(bad)
                    .isNotNull()
                    .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.ANSWER))
                    .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain(good.substring(40, 80)));
        }
    }

    @Test
    void aNewKeyIsFetchedAtOnceButNotAgainAndAgain() throws Exception {
        provider.administrator(flow, code(provider, flow), BACK);
        there.changeKey();
        assertThat(provider.administrator(flow, code(provider, flow), BACK)).matches("ana \\(OIDC [0-9a-f]{6}\\)");
        for (int i = 0; i < 5; i++) {
            there.changeKey();
            refusal();
        }
        assertThat(there.looksAtKeys.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void aWrongSecretIsSaidInTheLogWithoutIt() {
        Provider stranger = new Provider(Optional.of(oidc(there.issuer(), "wrong-secret")));
        SignInRefused refused = catchThrowableOfType(
                SignInRefused.class, () -> stranger.administrator(flow, code(stranger, flow), BACK));
        assertThat(refused.reason()).isEqualTo(Reason.ANSWER);
        assertThat(refused.getMessage()).contains("401 invalid_client").doesNotContain("wrong-secret");
    }

    @Test
    void aProviderThatIsAwayOrBrokenIsSaidToBeAway() throws Exception {
        String code = code(provider, flow);
        there.broken = 503;
        assertThat(catchThrowableOfType(SignInRefused.class, () -> provider.administrator(flow, code, BACK))
                        .reason())
                .isEqualTo(Reason.AWAY);
        Provider fresh = new Provider(Optional.of(oidc));
        assertThat(catchThrowableOfType(SignInRefused.class, () -> fresh.authorization(flow, BACK))
                        .reason())
                .isEqualTo(Reason.AWAY);
        there.close();
        assertThat(catchThrowableOfType(SignInRefused.class, () -> fresh.authorization(flow, BACK))
                        .reason())
                .isEqualTo(Reason.AWAY);
    }

    @Test
    void whoComesFromAnotherProviderIsRefused() throws Exception {
        provider.checkIssuer(null);
        provider.checkIssuer(there.issuer().toString());
        assertThat(catchThrowableOfType(SignInRefused.class, () -> provider.checkIssuer("https://evil.example"))
                        .reason())
                .isEqualTo(Reason.ANSWER);
    }

    @Test
    void withoutAProviderThereIsNothing() {
        Provider none = new Provider(Optional.<Oidc>empty());
        assertThat(none.isThere()).isFalse();
        assertThat(none.label()).isNull();
        assertThat(none.endSession()).isEmpty();
    }
}
