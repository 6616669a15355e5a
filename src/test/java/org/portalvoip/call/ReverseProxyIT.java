package org.portalvoip.call;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.language.Languages;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.Endurance;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.IdleSockets;
import org.portalvoip.testing.lab.Lab;
import org.portalvoip.testing.lab.OwnCertificate;
import org.portalvoip.testing.lab.PageTimes;
import org.portalvoip.testing.lab.SlowClients;
import org.portalvoip.testing.server.Nginx;
import org.portalvoip.testing.server.Server;

/**
 * The portal behind the nginx of the admin guide: TLS in front, and the server trusts what nginx says about the
 * browser. Longer than 200 lines, because its tests share a server and its proxy.
 */
@Tag("thorough")
class ReverseProxyIT {
    private static final int HONEST_CALLERS = Endurance.of(110);
    private static final String HERE = "localhost";
    private static final Duration SLOWEST_PAGE = Duration.ofSeconds(1);
    private static final String ELSEWHERE = "10.99.0.1";

    private static CallWorld world;
    private static Nginx nginx;
    private static Browser browser;

    @BeforeAll
    static void start() {
        Path data = Path.of("target", "data", "proxy");
        world = new CallWorld(
                Lab.start(Path.of("target", "lab", "proxy")),
                lab -> Server.startBehindProxy(
                        data,
                        lab.serverOptions(
                                "-Dvoip.max-calls-per-address=1",
                                "-Dvoip.calls-per-minute=1000",
                                "-Dvoip.rings-per-minute=1000")));
        world.with(329, "0808");
        nginx = Nginx.start(Path.of("target", "nginx").toAbsolutePath(), world.server, world.lab);
        browser = CallPage.browser("--ignore-certificate-errors");
    }

    @AfterAll
    static void stop() {
        browser.close();
        nginx.close();
        world.close();
    }

    @Test
    void callsGoThroughAndEachAddressIsACallerOfItsOwn() {
        try (var first = CallPage.open(browser, nginx.uri(HERE, "")).call();
                var other = CallPage.open(browser, nginx.uri(ELSEWHERE, "")).call();
                var again = CallPage.open(browser, nginx.uri(HERE, ""))) {
            again.click().awaitEnd("phone.TOO_MANY_HERE");
            other.hangUp();
            first.hangUp();
        }
        world.awaitNothingLeft();
    }

    /** The worker that has the call's socket outlives a reload, and no restart. */
    @Test
    void aCallGoesOnWhenTheProxyIsReloadedAndWhenItIsRestarted() {
        try (var phone = CallPage.open(browser, nginx.uri(HERE, "")).call()) {
            phone.awaitTone(CallPage.MICROPHONE_HERTZ); // its echo
            int lost = phone.receivePackets(1);
            nginx.reload();
            pressKey(phone);
            nginx.restart();
            pressKey(phone);
            assertThat(phone.receivePackets(50)).isEqualTo(lost);
            phone.hangUp();
            phone.visit().takeFaults();
        }
        world.awaitNothingLeft();
    }

    private static void pressKey(CallPage phone) {
        String before = world.lab.digitsBySipInfo();
        phone.page().keyboard().press("4");
        Await.until(Await.PATIENTLY, world.lab::digitsBySipInfo, digits -> digits.equals(before + "4"));
    }

    /** A customer has 64 bits of addresses; a proxy names each of them. */
    @Test
    @Tag("repeated")
    void idleSocketsFromOneIpv6NetworkKeepNobodyFromCalling() {
        // Each server has its own header; see the files "proxy" in server-config.
        String header = System.getProperty("voip.server").startsWith("payara") ? "Proxy-ip" : "X-Forwarded-For";
        try (var idle = new IdleSockets(world, 100, 1, visitor -> header + ": 2001:db8:0:1::" + visitor)) {
            for (int honest = 0; honest < HONEST_CALLERS; honest++) {
                try (var caller = world.established()) {
                    assertThat(caller.hangUp().hearEnd()).isEqualTo(EndReason.HANG_UP);
                }
            }
            System.out.println(idle.opened() + " idle sockets from 100 addresses of one /64: " + HONEST_CALLERS + " of "
                    + HONEST_CALLERS + " honest callers were ready and answered");
        }
        world.awaitNothingLeft();
    }

    /** The proxy takes in their forms and takes over their answers; on a server alone, they hold threads. */
    @Test
    void slowClientsHoldConnectionsOfTheProxyAndNothingElse() throws Exception {
        SSLContext tls = OwnCertificate.trusting(world.lab.certificate());
        URI portal = nginx.uri(HERE, "");
        String page = world.administrator().get("admin/parameters").body();
        pages(portal, tls);
        PageTimes quiet = pages(portal, tls);
        List<SlowOnes> kinds = List.of(
                () -> SlowClients.bodies(portal, tls, "/voip/login"),
                () -> SlowClients.heads(portal, tls),
                () -> SlowClients.readers(portal, tls, page));
        for (SlowOnes kind : kinds) {
            try (var slow = kind.come()) {
                PageTimes meanwhile = pages(portal, tls);
                System.out.println(slow + " behind nginx: " + meanwhile + "; without them " + quiet);
                assertThat(meanwhile.p95()).isLessThan(SLOWEST_PAGE);
            }
        }
    }

    private interface SlowOnes {
        SlowClients come() throws IOException;
    }

    private static PageTimes pages(URI portal, SSLContext tls) {
        return PageTimes.measure(world.server, () -> status(portal, tls));
    }

    private static int status(URI page, SSLContext tls) {
        try {
            var connection = (HttpsURLConnection) page.toURL().openConnection();
            connection.setSSLSocketFactory(tls.getSocketFactory());
            connection.setHostnameVerifier((host, session) -> host.equals(HERE)); // the certificate is that of Janus
            try (var body = connection.getInputStream()) {
                body.readAllBytes();
            }
            return connection.getResponseCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void administratorsSignInUnderHttps() {
        try (var visit = browser.visit(Languages.ENGLISH)) {
            visit.open(nginx.uri(HERE, "admin/parameters"));
            visit.field("login.username").fill(Administrator.NAME);
            visit.field("login.password").fill(Administrator.PASSWORD);
            visit.button("login.enter").click();

            visit.page().waitForURL(nginx.uri(HERE, "admin/parameters").toString());
            assertThat(visit.page()).hasTitle(visit.text("parameters.title"));
            assertThat(visit.context().cookies())
                    .isNotEmpty()
                    .filteredOn(cookie -> cookie.name.startsWith("JSESSIONID"))
                    .allSatisfy(ReverseProxyIT::staysWithinTls);
        }
    }

    private static void staysWithinTls(Cookie session) {
        assertThat(session.secure).isTrue();
        assertThat(session.httpOnly).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"health/ready", "metrics"})
    void healthAndMetricsAreNobodysBusinessOutside(String path) {
        try (var visit = browser.visit(Languages.ENGLISH)) {
            // Not as a page, because the browser would also request an icon at some point.
            var trusting = RequestOptions.create().setIgnoreHTTPSErrors(true);
            var answer = visit.page().request().get(nginx.uri(HERE, path).toString(), trusting);

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text()).contains("nginx").doesNotContain("status", "voip_");
        }
    }
}
