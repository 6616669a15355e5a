package org.portalvoip.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.SampleParameters.COMPLETE;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.database.Postgres;
import org.portalvoip.testing.server.Server;

/** How fast the history is when it is long, on PostgreSQL. */
@Tag("extra")
class LongHistoryIT {
    private static final int MANY = 100_000;
    private static final int TIMES = 20;

    @AutoClose
    static Postgres database;

    @AutoClose
    static Server server;

    private static Administrator administrator;

    @BeforeAll
    static void start() {
        database = Postgres.start();
        Path data = Path.of("target/data/long-history");
        server = Server.startFresh(data, database.nodeOptions(data.resolve("voip.key")));
        administrator = Administrator.signIn(server);
        administrator.save(COMPLETE);
        database.execute("insert into voip_history select 1000 + n, 1000 + n, to_char(now() at time zone 'UTC'"
                + " - (" + MANY + " - n) * interval '10 minutes', 'YYYY-MM-DD\"T\"HH24:MI:SS'),"
                + " (array['admin', 'ana', 'berta (OIDC 3f9a2c)'])[1 + n % 3], 'SAVED', 324 + n % 4,"
                + " 'host' || n % 977 || '.example', 'host' || (n + 1) % 977 || '.example'"
                + " from generate_series(1, " + MANY + ") n");
        database.execute("analyze voip_history");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "history",
                "history?page=2",
                "history?page=4900",
                "history?q=ana",
                "history?q=host77.example+berta",
                "history?q=nowhere",
                "history?q=2026-11",
                "history-restore?change=1500",
                "history-restore?change=90000",
                "history-restore?change=90000&parameter=324"
            })
    void aHundredThousandChangesAreAPageInAFewMoments(String address) {
        // Others work on the same processors, and make nothing faster: the first good measurement proves it.
        Await.until(Await.PATIENTLY, () -> median(address), millis -> millis < 300);
    }

    private static double median(String address) {
        double[] millis = sorted(address);
        double median = millis[TIMES / 2];
        double late = millis[TIMES * 95 / 100 - 1];
        System.out.printf("%,d changes, %s: p50 %.0f ms, p95 %.0f ms%n", MANY, address, median, late);
        return median;
    }

    private static double[] sorted(String address) {
        double[] millis = new double[TIMES];
        for (int i = -TIMES; i < TIMES; i++) {
            long begun = System.nanoTime();
            assertThat(administrator.get("admin/" + address).statusCode()).isEqualTo(200);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - begun) / 1e6;
            }
        }
        Arrays.sort(millis);
        return millis;
    }
}
