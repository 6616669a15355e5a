package org.portalvoip.history.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.call.EndReason;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.lab.CallClient;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.PortalToken;
import org.portalvoip.testing.lab.ReturningCaller;
import org.portalvoip.testing.lab.SipSwitchboard;
import org.portalvoip.testing.lab.TwoNodes;
import org.portalvoip.testing.server.Server;

/**
 * The list of calls against what callers heard, on two nodes with one PostgreSQL; and how fast it is when it is long.
 * Longer than 200 lines, because its tests share two nodes, a database and a lab, whose start takes longer than any of
 * them.
 */
@Tag("extra")
class CallListIT {
    private static final String[] EXTENSIONS = {"0800", "0486", "0603", "0999", "0500", "0801"};
    private static final Duration TO_REMOVE = Duration.ofSeconds(60);
    private static final int MANY = 100_000;
    private static final int MIXED = 200;
    /** From the opening of the socket, the list counts the waiting; from the INVITE, the desk does. One in twenty may be busy. */
    private static final long SECONDS_APART = 2;

    private static final int TIMES = 20;

    @AutoClose
    private static TwoNodes nodes;

    private static final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeAll
    static void start() {
        nodes = TwoNodes.start(
                "call-list",
                "-Dvoip.calls-per-minute=10000",
                "-Dvoip.rings-per-minute=10000",
                "-Dvoip.ring-timeout=3",
                "-Dvoip.transfer-to=" + SipSwitchboard.OTHER,
                PortalToken.serverOption());
        nodes.world.with();
        nodes.awaitGateways();
    }

    @AfterAll
    static void stop() {
        threads.shutdownNow();
    }

    private static int rows(String condition) {
        return Integer.parseInt(nodes.database.query("select count(*) from voip_call_log where " + condition));
    }

    /** What the caller heard, as the list should say it; answered calls end by the caller. */
    private static String end(Server server, String node) {
        String origin = "http://" + server.uri("").getAuthority();
        try (CallClient caller = CallClient.open(server.uri("call"), origin)) {
            caller.hearType("ready");
            caller.offer();
            var news = caller.hear(said -> List.of("established", "ended").contains(said.getString("state", "")));
            if (news.getString("state").equals("ended")) {
                return node + " " + news.getString("reason") + " false";
            }
            return node + " " + caller.hangUp().hearEnd() + " true";
        }
    }

    @Test
    void theRowsAreTheCallsThatCallersHeard() {
        nodes.database.execute("delete from voip_call_log");
        List<String> heard = new ArrayList<>();
        for (String extension : EXTENSIONS) {
            nodes.world.with(329, extension).awaitGateway();
            for (int turn = 0; turn < 2; turn++) {
                heard.add(end(nodes.world.server, "first"));
                heard.add(end(nodes.second(), "second"));
            }
        }
        nodes.world.with();
        heard.add(deskHangsUp());

        Await.until(Await.SOON, () -> rows("1 = 1"), now -> now == heard.size());
        var counts = new TreeMap<String, Integer>();
        heard.forEach(call -> counts.merge(call, 1, Integer::sum));
        var listed = new TreeMap<String, Integer>();
        Stream.of(nodes.database
                        .query("select string_agg(node || ' ' || reason || ' ' || (spoken is not null), ';')"
                                + " from voip_call_log")
                        .split(";"))
                .forEach(call -> listed.merge(call, 1, Integer::sum));
        System.out.println(heard.size() + " calls heard and listed: " + listed);
        assertThat(listed).isEqualTo(counts);
        assertThat(rows("reason = 'BUSY' and (status <> 486 or sip_call_id is null)"))
                .isZero();
    }

    private static String deskHangsUp() {
        try (CallClient caller = nodes.world.established()) {
            nodes.world.lab.deskHangsUp();
            return "first " + caller.hearEnd() + " true";
        }
    }

    /** Who called, how it ended, and in which words; and, to within the seconds of a busy machine, how long it took. */
    @Test
    void theRowsAreTheCallsThatTheDeskSaw() throws Exception {
        nodes.database.execute("delete from voip_call_log");
        try (SipSwitchboard desk = new SipSwitchboard()) {
            nodes.world.with(325, "127.0.0.1", 326, String.valueOf(desk.port()), 327, "visitor", 330, "3");
            awaitInForceOnSecond(desk.port());
            nodes.awaitGateways();

            List<MixedCalls.Heard> heard = new MixedCalls(nodes).make(MIXED);

            Await.until(Await.SOON, () -> rows("1 = 1"), now -> now == MIXED);
            Await.until(Await.SOON, desk::seen, seen -> seen.size() == MIXED);
            var list = new ListedCalls(nodes.database);
            System.out.println(MIXED + " calls seen and listed: " + list.byEnd());
            assertThat(list.ends()).isEqualTo(ListedCalls.ends(desk.seen()));
            assertThat(list.reasons()).isEqualTo(ListedCalls.reasons(heard));
            assertThat(list.seconds(desk.seen()).filter(apart -> apart > SECONDS_APART))
                    .hasSizeLessThanOrEqualTo(MIXED / 20);
        }
        assertThat(nodes.world.administrator().get("admin/calls.csv").body().lines())
                .as("with its headings")
                .hasSize(MIXED + 1);
    }

    /** Until then its calls lead where they have led. */
    private static void awaitInForceOnSecond(int port) {
        Administrator administrator = Administrator.signIn(nodes.second());
        String shown = "<td>" + port + "</td>";
        Await.until(Await.SOON, () -> administrator.get("admin/status").body(), page -> page.contains(shown));
    }

    @Test
    void aCallThatAnotherNodeTookIsOneRowOfTheWholeCall() {
        nodes.lead(false);
        nodes.world.with().awaitGateway();
        ReturningCaller caller = nodes.call(threads);
        Await.until(Await.SOON, caller::age, age -> age.toMillis() > 2500);
        int before = rows("1 = 1");
        nodes.turn();
        nodes.balancer.cut();
        nodes.balancer.up();
        Await.until(Await.PATIENTLY, caller::returns, returns -> returns > 0);

        assertThat(caller.hangUp()).isEqualTo(EndReason.HANG_UP);

        Await.until(Await.SOON, () -> rows("1 = 1"), now -> now == before + 1);
        assertThat(
                        rows(
                                "node = 'second' and reason = 'HANG_UP' and spoken >= 2 and waited <= 2 and outcome = 'ANSWERED'"))
                .isPositive();
    }

    /** Also when the desk ends them, which no browser foresees. */
    @Test
    void shortCallsHaveTheirQuality() {
        nodes.world.with().awaitGateway();
        nodes.database.execute("delete from voip_call_log");
        try (Browser browser = CallPage.browser()) {
            talk(browser, CallPage::hangUp);
            talk(browser, phone -> {
                nodes.world.lab.deskHangsUp();
                phone.awaitEnd("phone.FAR_END");
            });
        }

        Await.until(Await.SOON, () -> rows("1 = 1"), now -> now == 2);
        assertThat(rows("route is not null and codec is not null and round_trip is not null"))
                .isEqualTo(2);
    }

    /** For two seconds, in packets of 20 ms. */
    private static void talk(Browser browser, Consumer<CallPage> end) {
        try (CallPage phone = CallPage.open(browser, nodes.world.server.uri(""))) {
            phone.call();
            phone.receivePackets(100);
            end.accept(phone);
        }
    }

    @Test
    void whatEndsWhileTheDatabaseIsAwayIsListedWhenItIsBack() {
        nodes.world.with().awaitGateway();
        int before = rows("1 = 1");
        nodes.database.kill();
        try {
            assertThat(end(nodes.world.server, "first")).isEqualTo("first HANG_UP true");
        } finally {
            nodes.database.resume();
        }

        Await.until(TO_REMOVE, () -> rows("1 = 1"), now -> now == before + 1);
        nodes.awaitGateways();
    }

    @Test
    void aHundredThousandCallsAreAPageInAFewMoments() {
        nodes.database.execute("insert into voip_call_log select 'x' || n, to_char(now() at time zone 'UTC'"
                + " - n * interval '12 seconds', 'YYYY-MM-DD\"T\"HH24:MI:SS'), n % 40, n % 600,"
                + " (array['ANSWERED','ANSWERED','ANSWERED','UNANSWERED','FAILED'])[1 + n % 5], 'HANG_UP', 0, null,"
                + " '192.0.' || n % 256 || '.x', 'first', 'id' || n, n % 9, n % 200, 'HOST', 'OPUS', null"
                + " from generate_series(1, " + MANY + ") n");
        nodes.database.execute("analyze voip_call_log");
        for (String address : List.of(
                "calls",
                "calls?page=2",
                "calls?outcome=TROUBLE",
                "calls?q=192.0.77.x",
                "calls?q=nowhere",
                "calls?page=1900")) {
            // Others work on the same processors, and make nothing faster: the first good measurement proves it.
            Await.until(Await.PATIENTLY, () -> median(address), millis -> millis < 300);
        }
        nodes.database.execute("delete from voip_call_log where id like 'x%'");
    }

    private static double median(String address) {
        double[] millis = sorted(address);
        double median = millis[TIMES / 2];
        double late = millis[TIMES * 95 / 100 - 1];
        System.out.printf("%,d calls, %s: p50 %.0f ms, p95 %.0f ms%n", MANY, address, median, late);
        return median;
    }

    private static double[] sorted(String address) {
        double[] millis = new double[TIMES];
        for (int i = -TIMES; i < TIMES; i++) {
            long begun = System.nanoTime();
            assertThat(nodes.world.administrator().get("admin/" + address).statusCode())
                    .isEqualTo(200);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - begun) / 1e6;
            }
        }
        Arrays.sort(millis);
        return millis;
    }

    @Test
    void aNodeThatStartsRemovesWhatIsTooOld() {
        nodes.database.execute(
                "insert into voip_call_log (id, begun_utc, waited, outcome, reason, status, caller, node)"
                        + " values ('old', '2020-01-01T00:00:00', 1, 'FAILED', 'FAILED', 0, 'somebody', 'first')");

        nodes.world.restartServer(() -> {});

        Await.until(TO_REMOVE, () -> rows("id = 'old'"), left -> left == 0);
        CallWorld.awaitGateway(nodes.world.server);
    }
}
