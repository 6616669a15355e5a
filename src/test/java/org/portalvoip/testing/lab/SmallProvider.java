package org.portalvoip.testing.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A small provider of OpenID Connect that does what the standard asks, and no page: whoever comes is signed in at once as
 * {@link #person}. It checks the client, the redirect address, PKCE, and that each code is used once. Longer than
 * 200 lines, because its pages, keys and tokens, and what a test may spoil of them, belong together.
 */
public final class SmallProvider implements AutoCloseable {
    public static final String CLIENT = "portal voip";
    public static final String SECRET = "the client's secret: ñ+&%";
    public static final String ROLE = "voip-admin";

    /** Changes the claims of the next ID tokens. */
    public volatile UnaryOperator<JWTClaimsSet.Builder> person = named("ana", ROLE);

    /** When true, the provider sends everybody back with {@code access_denied}. */
    public volatile boolean denies;

    /** When not zero, the status of every answer but that to the browser. */
    public volatile int broken;

    /** How often the keys were fetched. */
    public final AtomicInteger looksAtKeys = new AtomicInteger();

    private final HttpServer server;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private volatile RSAKey key = newKey();

    private SmallProvider(HttpServer server) {
        this.server = server;
    }

    /** A provider on a free port of this machine. */
    public static SmallProvider start() {
        return start(0);
    }

    public static SmallProvider start(int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            SmallProvider provider = new SmallProvider(server);
            server.setExecutor(Executors.newCachedThreadPool());
            server.createContext("/", provider::answer);
            server.start();
            return provider;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Somebody with these roles in {@code realm_access.roles}. */
    public static UnaryOperator<JWTClaimsSet.Builder> named(String name, String... roles) {
        return claims ->
                claims.claim("preferred_username", name).claim("realm_access", Map.of("roles", List.of(roles)));
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public URI issuer() {
        return URI.create("http://127.0.0.1:" + port() + "/realm");
    }

    /** The options of a server of ours that uses it. */
    public String[] serverOptions(Path folder) {
        try {
            Path file = Files.writeString(folder.resolve("client-secret"), SECRET + "\n");
            return Stream.of(
                            "issuer=" + issuer(),
                            "client-id=" + CLIENT,
                            "client-secret-file=" + file,
                            "role-claim=realm_access.roles",
                            "role-value=" + ROLE,
                            "label=Keycloak")
                    .map(setting -> "-Dvoip.oidc." + setting)
                    .toArray(String[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on, it signs with another key, of another id. */
    public void changeKey() {
        key = newKey();
    }

    public RSAKey key() {
        return key;
    }

    /** The claims of an ID token that is good now. */
    public JWTClaimsSet.Builder claims(String nonce) {
        Instant now = Instant.now();
        return person.apply(new JWTClaimsSet.Builder()
                .issuer(issuer().toString())
                .subject("4711")
                .audience(CLIENT)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("nonce", nonce));
    }

    /** {@code claims} as an ID token by this provider. */
    public String sign(JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/realm/authorize")) {
                authorize(exchange);
            } else if (path.equals("/realm/logout")) {
                send(exchange, 200, "signed out");
            } else if (broken != 0) {
                send(exchange, broken, "{}");
            } else if (path.equals("/realm/.well-known/openid-configuration")) {
                send(exchange, 200, JSONObjectUtils.toJSONString(metadata()));
            } else if (path.equals("/realm/keys")) {
                looksAtKeys.incrementAndGet();
                send(exchange, 200, new JWKSet(key).toPublicJWKSet().toString());
            } else if (path.equals("/realm/token")) {
                token(exchange);
            } else {
                send(exchange, 404, "{}");
            }
        }
    }

    private Map<String, Object> metadata() {
        return Map.of(
                "issuer", issuer().toString(),
                "authorization_endpoint", issuer() + "/authorize",
                "token_endpoint", issuer() + "/token",
                "jwks_uri", issuer() + "/keys",
                "end_session_endpoint", issuer() + "/logout");
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> query = form(exchange.getRequestURI().getRawQuery());
        Map<String, String> back = new LinkedHashMap<>();
        back.put("state", query.get("state"));
        if (denies) {
            back.put("error", "access_denied");
        } else {
            String code = UUID.randomUUID().toString();
            codes.put(code, query);
            back.put("code", code);
            back.put("iss", issuer().toString());
        }
        exchange.getResponseHeaders()
                .add(
                        "Location",
                        query.get("redirect_uri") + "?"
                                + back.entrySet().stream()
                                        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                                        .collect(Collectors.joining("&")));
        exchange.sendResponseHeaders(302, -1);
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        String pair = encoded(CLIENT) + ":" + encoded(SECRET);
        String client = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
        if (!client.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(exchange, 401, "{\"error\":\"invalid_client\"}");
            return;
        }
        Map<String, String> asked = codes.remove(form.getOrDefault("code", ""));
        boolean good = asked != null
                && "authorization_code".equals(form.get("grant_type"))
                && asked.get("redirect_uri").equals(form.get("redirect_uri"))
                && "S256".equals(asked.get("code_challenge_method"))
                && challenge(form.get("code_verifier")).equals(asked.get("code_challenge"));
        send(
                exchange,
                good ? 200 : 400,
                good
                        ? JSONObjectUtils.toJSONString(Map.of(
                                "token_type", "Bearer",
                                "access_token", "an-access-token",
                                "id_token", sign(claims(asked.get("nonce")).build())))
                        : "{\"error\":\"invalid_grant\"}");
    }

    private static String challenge(String verifier) {
        try {
            return Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8)))
                    .toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> form(String text) {
        return Stream.of(text.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> field.length < 2 ? "" : URLDecoder.decode(field[1], UTF_8)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
