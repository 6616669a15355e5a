package org.portalvoip.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.SampleParameters.COMPLETE;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.database.Postgres;
import org.portalvoip.testing.server.Server;

/** What two nodes on one PostgreSQL write into the history: each change, once, in order, and nothing secret. */
@Tag("thorough")
class HistoryNodesIT {
    private static final int THREADS = 8;
    private static final int SAVES = 10;
    private static final String ICON = "voip-call";
    private static final int ROW_OF_329 = 6;

    @AutoClose
    static Postgres database;

    @AutoClose
    static Server first;

    @AutoClose
    static Server second;

    static List<Administrator> administrators;

    private long begun;

    @BeforeAll
    static void start() {
        database = Postgres.start();
        first = node("first");
        second = node("second");
        administrators = List.of(Administrator.signIn(first), Administrator.signIn(second));
    }

    private static Server node(String name) {
        Path data = Path.of("target/data/history");
        return Server.startFresh(data.resolve(name), database.nodeOptions(data.resolve("voip.key")));
    }

    @BeforeEach
    void everythingIsSavedAndSeen() {
        program().save(COMPLETE);
        awaitIcon(true);
        begun = Long.parseLong(database.query("select max(id) from voip_history"));
    }

    @Test
    void itIsWhatRacingSavesWereAcceptedAndInTheirOrder() {
        SortedMap<Integer, String> accepted = new ConcurrentSkipListMap<>();

        CompletableFuture.allOf(IntStream.range(0, THREADS)
                        .mapToObj(thread -> CompletableFuture.runAsync(() -> race(thread, accepted)))
                        .toArray(CompletableFuture<?>[]::new))
                .join();

        List<String> expected = new ArrayList<>();
        String before = COMPLETE.get(329);
        for (String value : accepted.values()) {
            expected.add("SAVED|admin|329|" + before + "|" + value);
            before = value;
        }
        assertThat(expected).hasSizeGreaterThan(THREADS);
        assertThat(entries()).containsExactlyElementsOf(expected);
    }

    /** The version of the row of 329 tells in which order the saves were accepted. */
    private static void race(int thread, Map<Integer, String> accepted) {
        for (int save = 0; save < SAVES; save++) {
            String value = "9" + thread + "0" + save;
            HttpResponse<String> answer =
                    administrators.get(thread % administrators.size()).putParameters(Map.of(329, value));
            assertThat(answer.statusCode()).as(answer.body()).isIn(200, 409);
            if (answer.statusCode() == 200) {
                String tag = answer.headers().firstValue("ETag").orElseThrow().replace("\"", "");
                assertThat(accepted.put(Integer.valueOf(tag.split("-", -1)[ROW_OF_329]), value))
                        .isNull();
            }
        }
    }

    @Test
    void oneSaveIsOneChangeAndOneThatChangesNothingIsNone() {
        program().save(Map.of(329, "0900", 330, "2"));
        program().save(Map.of(329, "0900", 330, "2"));

        assertThat(entries()).containsExactly("SAVED|admin|329|0800|0900", "SAVED|admin|330|1|2");
        assertThat(database.query("select count(distinct change_id) from voip_history where id > " + begun))
                .isEqualTo("1");
    }

    @Test
    void ofTheSecretItOnlySaysWhatHappened() {
        program().save(Map.of(328, "another-lab-secret"));
        program().save(Map.of(328, "", 330, "3"));
        program().save(Map.of(328, "lab-secret-again"));

        assertThat(entries())
                .containsExactly(
                        "SAVED|admin|328|set|set",
                        "SAVED|admin|328|set|",
                        "SAVED|admin|330|1|3",
                        "SAVED|admin|328||set");
        assertThat(database.query("select * from voip_history")).doesNotContain("lab-secret", "v2:");
        assertThat(database.query("select * from voip_history_known")).doesNotContain("lab-secret", "v2:");
    }

    @Test
    void whatSomebodyChangesInTheTableIsRecordedOnceThoughBothNodesSeeIt() {
        changeTheTable("setting = 'N'", false, 1);
        changeTheTable("setting = 'S', version = version + 1", true, 2);
        changeTheTable("setting = 'N'", false, 3);

        assertThat(entries()).containsExactly("OUTSIDE||323|S|N", "OUTSIDE||323|N|S", "OUTSIDE||323|S|N");
    }

    /** Somebody else does it to 323. Both nodes see it before one of them records it, so both is awaited. */
    private void changeTheTable(String assignments, boolean on, int entries) {
        database.execute("update voip_parameter set " + assignments + " where id = 323");
        awaitIcon(on);
        Await.until(Await.SOON, this::entries, now -> now.size() >= entries);
    }

    @Test
    void aSaveRightAfterAChangeOfTheTableIsToldApartFromIt() {
        database.execute("update voip_parameter set setting = '0911' where id = 329");
        program().save(Map.of(329, "0922"));

        assertThat(entries()).containsExactly("OUTSIDE||329|0800|0911", "SAVED|admin|329|0911|0922");
    }

    @Test
    void aSaveThatCannotBeRecordedDoesNotHappen() {
        String before = program().get("api/parameters").body();
        database.execute("alter table voip_history rename to voip_history_away");
        try {
            assertThat(program().putParameters(Map.of(329, "0900")).statusCode())
                    .isEqualTo(503);
            assertThat(program().get("api/parameters").body()).isEqualTo(before);
        } finally {
            database.execute("alter table voip_history_away rename to voip_history");
        }
        assertThat(entries()).isEmpty();
    }

    @Test
    void aDatabaseWithoutHistoryBeginsWithWhatIsThere() {
        database.execute("delete from voip_history; delete from voip_history_known;");
        begun = 0;
        program().save(Map.of(329, "0900"));

        assertThat(entries())
                .contains("FOUND||329||0800", "FOUND||328||set", "FOUND||327||goofy")
                .hasSize(9)
                .last()
                .isEqualTo("SAVED|admin|329|0800|0900");
    }

    private static Administrator program() {
        return administrators.get(0);
    }

    private static void awaitIcon(boolean on) {
        administrators.forEach(
                node -> Await.until(Await.SOON, () -> node.get("").body(), page -> page.contains(ICON) == on));
    }

    /** Since this test began, in order. */
    private List<String> entries() {
        return database.query("select concat_ws('|', kind, coalesce(who, ''), parameter, coalesce(old_value, ''),"
                        + " coalesce(new_value, '')) from voip_history where id > " + begun + " order by id")
                .lines()
                .toList();
    }
}
