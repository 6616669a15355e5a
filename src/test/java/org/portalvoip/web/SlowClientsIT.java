package org.portalvoip.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.PlainBrowser;
import org.portalvoip.testing.lab.PageTimes;
import org.portalvoip.testing.lab.SlowClients;
import org.portalvoip.testing.server.Server;
import org.portalvoip.testing.server.SharedServer;

/** Clients that take their time, on a server without a proxy in front: everybody else gets their pages meanwhile. */
@ExtendWith(SharedServer.class)
class SlowClientsIT {
    /** Far more than on a machine that does nothing else: without limits, no page comes at all. */
    private static final Duration SLOWEST = Duration.ofSeconds(10);

    /**
     * Each server waits for the next byte, WildFly for thirty seconds, and Payara for ten of a body; there the connection
     * is kept for thirty more, without a thread.
     */
    private static final Duration GIVEN_UP = Duration.ofSeconds(60);

    private static Server server;
    private static Administrator admin;
    private static PageTimes quiet;

    @BeforeAll
    static void measureWithoutThem(Server shared, Administrator administrator) {
        server = shared;
        admin = administrator;
        pages();
        quiet = pages();
    }

    /** Wherever they go: to a page for everybody, or to one that needs a sign-in, for a program or for a browser. */
    @ParameterizedTest
    @ValueSource(strings = {"/voip/login", "/voip/api/parameters", "/voip/admin/parameters"})
    void bodiesThatNeverEnd(String path) throws IOException {
        try (var slow = SlowClients.bodies(server.uri(""), null, path)) {
            everybodyElseGetsTheirPages(slow, PageTimes::slowest);
        }
    }

    @Test
    void headersThatNeverEnd() throws IOException {
        try (var slow = SlowClients.heads(server.uri(""), null)) {
            everybodyElseGetsTheirPages(slow, PageTimes::slowest);
        }
    }

    /** The server writes what they have asked for before it notices that nobody reads. */
    @Test
    void answersThatNobodyReads() throws IOException {
        String page = admin.get("admin/parameters").body();
        try (var slow = SlowClients.readers(server.uri(""), null, page)) {
            everybodyElseGetsTheirPages(slow, PageTimes::p95);
        }
    }

    /** To compare: what as many requests cost others when their answers are read. */
    @Test
    @Tag("extra")
    void answersThatAreRead() throws IOException {
        String page = admin.get("admin/parameters").body();
        try (var eager = SlowClients.eagerReaders(server.uri(""), null, page)) {
            everybodyElseGetsTheirPages(eager, PageTimes::p95);
        }
    }

    @Test
    @Tag("extra")
    void whoNeverEndsARequestIsGivenUp() throws IOException {
        try (var bodies = SlowClients.bodies(server.uri(""), null, "/voip/login");
                var heads = SlowClients.heads(server.uri(""), null)) {
            Duration ofBodies = bodies.awaitEnd(GIVEN_UP);
            Duration ofHeads = ofBodies.plus(heads.awaitEnd(GIVEN_UP));
            System.out.println(bodies + " are given up after " + ofBodies.toSeconds() + " s, " + heads + " after "
                    + ofHeads.toSeconds() + " s");
        }
    }

    /** Those who come first, while the server still deals with what the others have sent, and those who come later. */
    private static void everybodyElseGetsTheirPages(SlowClients slow, Function<PageTimes, Duration> time) {
        PageTimes first = pages();
        PageTimes later = pages();
        assertThat(admin.get("admin/parameters").statusCode()).isEqualTo(200);
        System.out.println(slow + ": of " + PageTimes.PAGES + " pages " + first + ", of the next " + later
                + "; without them " + quiet);
        assertThat(time.apply(first)).isLessThan(SLOWEST);
        assertThat(time.apply(later)).isLessThan(SLOWEST);
    }

    private static PageTimes pages() {
        PlainBrowser visitor = new PlainBrowser(server.uri(""));
        return PageTimes.measure(server, () -> visitor.get("").statusCode());
    }
}
