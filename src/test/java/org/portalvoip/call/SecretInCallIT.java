package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import jakarta.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalvoip.language.Languages;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.ParametersPage;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.Lab;
import org.portalvoip.testing.lab.Relay;
import org.portalvoip.testing.server.Server;

/**
 * Two secrets lie between us and the phone: the SIP password and the API secret of Janus. Neither of them, nor
 * anything equivalent, may reach a browser or a log. The test searches all bytes that the server sent to the browser,
 * all messages on the call socket, all requested addresses, and everything the server logged at the finest level;
 * {@code finest-logging} names the loggers that print each form as it was received. Longer than 200 lines, because all
 * places that could show a secret are searched in one call.
 */
class SecretInCallIT {
    /** Looks different in each notation. */
    private static final String PASSWORD = "¡ñ\"Kd7vQ9mXw2/\\&+ <%€";

    @AutoClose
    private static CallWorld world;

    @AutoClose
    private static Browser browser;

    /** Between browser and server. */
    @AutoClose
    private static Relay network;

    private static SecretTraces sipPassword;
    private static SecretTraces apiSecret;
    private static final Queue<String> SAID = new ConcurrentLinkedQueue<>();
    /** How many bytes of the log the earlier tests have searched. */
    private static long searched;

    @BeforeAll
    static void start() throws IOException {
        Lab lab = Lab.start(Path.of("target", "lab", "secret"), PASSWORD);
        world = new CallWorld(
                lab,
                same -> Server.startFinest(
                        Path.of("target", "data", "secret"),
                        same.serverOptions("-Dvoip.calls-per-minute=10000", "-Dvoip.rings-per-minute=10000")));
        network = Relay.readable(world.server.uri("").getPort());
        browser = CallPage.browser();
        sipPassword = SecretTraces.of("goofy", "127.0.0.1", PASSWORD);
        apiSecret = SecretTraces.of(Files.readString(lab.apiSecret()).strip());
    }

    @AfterEach
    void nothingSecretWasTold() throws IOException {
        String received = network.answered().replaceAll("\r\n[0-9a-f]+\r\n", "");
        // WildFly names the identity encoding, which is none.
        assertThat(received.replaceAll("(?i)content-encoding: identity\r\n", ""))
                .as("anything compressed")
                .doesNotContainIgnoringCase("content-encoding:");
        String seen = received + String.join("\n", SAID);
        assertThat(sipPassword.in(seen)).as("SIP password in the browser").isEmpty();
        assertThat(apiSecret.in(seen)).as("API secret in the browser").isEmpty();
        String log = log();
        searched += log.lastIndexOf('\n') + 1;
        assertThat(sipPassword.in(log)).as("SIP password in the log").isEmpty();
        assertThat(sipPassword.in(world.lab.log("janus")))
                .as("SIP password in Janus's log")
                .isEmpty();
        assertThat(apiSecret.in(withoutAddresses(log)))
                .as("API secret in the log")
                .isEmpty();
        world.awaitNothingLeft();
    }

    @ParameterizedTest
    @CsvSource({
        "1, wss://127.0.0.1:8989/janus",
        "1, https://127.0.0.1:8089/janus",
        "2, wss://127.0.0.1:8989/janus",
        "2, https://127.0.0.1:8089/janus"
    })
    void aCallTellsNoSecret(String approach, String server) throws IOException {
        world.with(324, server, 330, approach).awaitGateway();

        try (CallPage phone = CallPage.open(browser, portal(""))) {
            listen(phone.visit());
            phone.call().speak();
            phone.hangUp();
        }

        assertSeen(network.answered(), "HTTP/1.1 101 ", "{\"type\":\"ready\"", "class Call ", "</html>");
        assertSeen(String.join("\n", SAID), "{\"type\":\"offer\"", "/voip/call");
        Await.until(Await.SOON, SecretInCallIT::log, log -> log.contains(" ended: "));
    }

    @Test
    void norDoesACallThatFails() {
        world.with(324, "https://127.0.0.1:8089/janus", 326, "5062");
        world.lab.kill("janus");
        try {
            assertThat(world.endOfCall()).isEqualTo(EndReason.GATEWAY_AWAY);
        } finally {
            world.lab.start("janus");
        }
    }

    @Test
    void norDoTheAdministratorsPages() {
        world.with();

        try (Visit visit = browser.visit(Languages.SPANISH)) {
            listen(visit);
            visit.open(portal("admin/parameters"));
            visit.field("login.username").fill(Administrator.NAME);
            visit.field("login.password").fill(Administrator.PASSWORD);
            visit.button("login.enter").click();
            visit.page().waitForURL(portal("admin/parameters").toString());
            visit.open(portal("api/parameters"));
            ParametersPage screen = ParametersPage.open(world.server, visit);
            screen.set(328, PASSWORD);
            assertThat(sipPassword.in(screen.save())).isEmpty();
        }

        assertSeen(network.answered(), "goofy", "\"328\":{\"set\":true}");
    }

    @Test
    void eachNotationWouldBeNoticed() {
        byte[] bytes = PASSWORD.getBytes(StandardCharsets.UTF_8);
        List<String> notations = List.of(
                "q=" + URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8),
                Json.createObjectBuilder().add("secret", PASSWORD).build().toString(),
                "<p>&#161;&ntilde;&quot;Kd7vQ9mXw2/\\&amp;+ &lt;%&euro;</p>",
                HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(bytes),
                Base64.getEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().encodeToString(("g:" + PASSWORD).getBytes(StandardCharsets.UTF_8)),
                Base64.getMimeEncoder().encodeToString(("goofy:" + PASSWORD).getBytes(StandardCharsets.UTF_8)));

        assertThat(notations)
                .allSatisfy(text -> assertThat(sipPassword.in(text)).hasSize(1));
    }

    private static URI portal(String path) {
        String address = world.server.uri(path).toString();
        return URI.create(address.replace(":" + world.server.uri("").getPort(), ":" + network.port()));
    }

    /** Records what pages send: the addresses they request, and each message on their sockets in both directions. */
    private static void listen(Visit visit) {
        visit.context().onRequest(request -> SAID.add(request.url()));
        visit.context().onPage(SecretInCallIT::listen);
        listen(visit.page());
    }

    private static void listen(Page page) {
        page.onWebSocket(socket -> {
            SAID.add(socket.url());
            socket.onFrameSent(frame -> SAID.add(frame.text()));
            socket.onFrameReceived(frame -> SAID.add(frame.text()));
        });
    }

    /** Shows that the search looks at the right text: other words are found in it. */
    private static void assertSeen(String text, String... words) {
        assertThat(words).allSatisfy(word -> assertThat(text.contains(word)).isTrue());
    }

    /** Janus expects its secret in the address of a long poll, and here the JDK's client logs its addresses. */
    private static String withoutAddresses(String log) {
        return log.lines()
                .filter(line -> !line.contains("jdk.internal.httpclient.debug"))
                .collect(Collectors.joining("\n"));
    }

    private static String log() {
        try (InputStream log = Files.newInputStream(world.server.log())) {
            log.skipNBytes(searched);
            return new String(log.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
