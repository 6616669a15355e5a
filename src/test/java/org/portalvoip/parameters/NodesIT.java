package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.SampleParameters.COMPLETE;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.Endurance;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.database.Postgres;
import org.portalvoip.testing.server.Server;

/**
 * Two nodes on one PostgreSQL: each takes over what the other saves, and both survive an absence of the database.
 * Longer than 200 lines, because its tests share two nodes and a database, whose start takes longer than any of them.
 */
class NodesIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int SAVES = Endurance.of(200);
    /** One save in twenty may meet a machine that is busy with other tests. */
    private static final int SAVES_IN_TIME = SAVES * 19 / 20;

    private static final Duration TO_SEE = Duration.ofMillis(1500);
    private static final Duration TO_SEE_THE_TABLE = Duration.ofSeconds(2);
    private static final String ICON = "voip-call";
    private static final Duration TO_CATCH_UP = Duration.ofSeconds(5);

    @AutoClose
    static Postgres database;

    @AutoClose
    static Server first;

    @AutoClose
    static Server second;

    static Administrator administrator;

    @BeforeAll
    static void start() {
        database = Postgres.start();
        first = node("first");
        second = node("second");
        administrator = Administrator.signIn(first);
    }

    /** Whatever the test before has done, or left undone because it failed. */
    @BeforeEach
    void bothNodesAreReady() {
        for (Server node : List.of(first, second)) {
            Await.until(Await.PATIENTLY, () -> get(node, "health/ready"), answer -> answer.statusCode() == 200);
        }
    }

    @Test
    @Tag("repeated")
    void eachSaveIsSeenByTheOtherNode() {
        List<Duration> times = new ArrayList<>();
        for (int save = 1; save <= SAVES; save++) {
            boolean on = save % 2 == 1;
            show(on);
            Instant saved = Instant.now();
            await("", page -> page.body().contains(ICON) == on);
            times.add(Duration.between(saved, Instant.now()));
        }
        long inTime = times.stream().filter(time -> time.compareTo(TO_SEE) < 0).count();
        System.out.println(inTime + " of " + SAVES + " saves were seen by the other node within " + TO_SEE.toMillis()
                + " ms, the last one after " + Collections.max(times).toMillis() + " ms");
        assertThat(inTime).isGreaterThanOrEqualTo(SAVES_IN_TIME);
    }

    @Test
    void withoutItsDatabaseANodeServesTheLastParametersAndSaysSo() {
        show(true);
        await("", page -> page.body().contains(ICON));

        database.kill();
        try {
            var health = await("health/ready?lang=en", answer -> answer.statusCode() == 503);
            assertThat(health.body()).contains("The database has not answered for");
            assertThat(get("health/live").statusCode()).isEqualTo(200);
            assertThat(get("").body()).contains(ICON);
        } finally {
            database.resume();
        }

        Instant back = Instant.now();
        Await.until(Await.SOON, () -> put(false), answer -> answer.statusCode() == 200);
        await("", page -> !page.body().contains(ICON));
        await("health/ready", answer -> answer.statusCode() == 200);
        assertThat(Duration.between(back, Instant.now())).isLessThan(TO_CATCH_UP);
        assertThat(Await.log(second.log(), "The database is back"))
                .containsOnlyOnce("The database is away")
                .containsOnlyOnce("The database is back");
    }

    @Test
    void aRowThatSomebodyDeletedIsEmptyAndMadeByTheNextSave() {
        show(true);
        await("", page -> page.body().contains(ICON));

        changeTheTable("delete from voip_parameter where id = 329", page -> !page.body()
                .contains(ICON));
        assertThat(administrator.get("admin/parameters").statusCode()).isEqualTo(200);
        assertThat(administrator.get("api/parameters").body()).contains("\"329\":null");

        show(true);
        await("", page -> page.body().contains(ICON));
    }

    @Test
    void aRowOfOthersIsIgnored() {
        show(true);
        await("", page -> page.body().contains(ICON));

        database.execute("insert into voip_parameter (id, setting, version) values (331, 'theirs', 1)");
        try {
            show(false);
            await("", page -> !page.body().contains(ICON));
            assertThat(administrator.get("admin/parameters").body())
                    .contains("data-parameter=\"330\"")
                    .doesNotContain("data-parameter=\"331\"");
            assertThat(administrator.get("api/parameters").body())
                    .contains("\"330\":\"3\"")
                    .doesNotContain("331");
        } finally {
            database.execute("delete from voip_parameter where id = 331");
        }
    }

    @Test
    void aValueThatBreaksARuleSwitchesCallsOffAndTheLogSaysWhy() {
        show(true);
        await("", page -> page.body().contains(ICON));

        changeTheTable(
                "update voip_parameter set setting = 'abc', version = version + 1 where id = 330",
                page -> !page.body().contains(ICON));
        assertThat(administrator.get("admin/parameters").statusCode()).isEqualTo(200);
        assertThat(administrator.get("api/parameters").statusCode()).isEqualTo(200);
        Await.log(second.log(), "stored parameters cannot be used. 330: ");

        show(true);
        await("", page -> page.body().contains(ICON));
    }

    @Test
    void aRowThatIsChangedWithoutItsVersionIsInForce() {
        show(true);
        await("", page -> page.body().contains(ICON));

        changeTheTable("update voip_parameter set setting = 'N' where id = 323", page -> !page.body()
                .contains(ICON));

        show(true);
        await("", page -> page.body().contains(ICON));
    }

    @Test
    void whoeverWritesTheTableDoesNotLeadTheSecretElsewhere() {
        administrator.save(COMPLETE);
        await("", page -> page.body().contains(ICON));

        changeTheTable(
                "update voip_parameter set setting = 'wss://elsewhere.example', version = version + 1 where id = 324",
                page -> !page.body().contains(ICON));
        String again = Texts.of(Languages.ENGLISH, "parameters.328.seal.changed");
        var ready = await("health/ready?lang=en", answer -> answer.statusCode() == 503);
        assertThat(ready.body()).contains(again);
        assertThat(administrator.get("admin/parameters?lang=en").body()).contains(again);
        Await.log(second.log(), "Parameter 328 cannot be used");

        administrator.save(COMPLETE);
        await("", page -> page.body().contains(ICON));
        administrator.save(Map.of(328, "", 330, "3"));
    }

    @Test
    void aDatabaseThatTakesNoChangesSaysSo() {
        show(true);
        await("health/ready", answer -> answer.statusCode() == 200);

        try {
            readOnly("on");
            Instant changed = Instant.now();
            var health = await("health/ready?lang=en", answer -> answer.statusCode() == 503);
            assertThat(health.body()).contains("read-only");
            String words = Texts.of(Languages.ENGLISH, "error.READ_ONLY.text");
            Await.until(Await.SOON, () -> administrator.get("admin/parameters?lang=en"), page -> page.body()
                    .contains(words));
            assertThat(Duration.between(changed, Instant.now())).isLessThan(TO_SEE_THE_TABLE);
            var refused = administrator.send(HttpRequest.newBuilder(first.uri("api/parameters?lang=en"))
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString("{\"329\":\"0911\"}")));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains(words);
            assertThat(get("").body()).contains(ICON);
        } finally {
            readOnly("off");
            Await.until(Await.SOON, () -> get(first, "health/ready"), answer -> answer.statusCode() == 200);
            await("health/ready", answer -> answer.statusCode() == 200);
        }
        show(false);
    }

    /** Each statement alone, because PostgreSQL takes the first one in no transaction. */
    private static void readOnly(String onOrOff) {
        database.execute("alter system set default_transaction_read_only = " + onOrOff);
        database.execute("select pg_reload_conf()");
    }

    /** Runs {@code sql}, as somebody does who bypasses us; within two seconds, the second node serves what is wanted. */
    private static void changeTheTable(String sql, Predicate<HttpResponse<String>> wanted) {
        database.execute(sql);
        Instant changed = Instant.now();
        await("", wanted);
        assertThat(Duration.between(changed, Instant.now())).isLessThan(TO_SEE_THE_TABLE);
    }

    @Test
    void readinessNamesTheDatabaseAndTheSchema() {
        assertThat(get("health/ready?lang=en").body())
                .contains("\"status\":\"UP\"")
                .contains("The database is PostgreSQL.")
                .contains("The schema is up to date: version");
    }

    private static Server node(String name) {
        Path data = Path.of("target/data/nodes");
        return Server.startFresh(data.resolve(name), database.nodeOptions(data.resolve("voip.key")));
    }

    private static void show(boolean on) {
        var answer = put(on);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static HttpResponse<String> put(boolean on) {
        return administrator.putParameters(Map.of(
                323, on ? "S" : "N",
                324, "wss://127.0.0.1:8989/janus",
                325, "127.0.0.1",
                326, "5061",
                327, "goofy",
                329, "0800",
                330, "3"));
    }

    /** Asks the second node for {@code path} until the answer is as wanted. */
    private static HttpResponse<String> await(String path, Predicate<HttpResponse<String>> wanted) {
        return Await.until(Await.SOON, () -> get(path), wanted);
    }

    private static HttpResponse<String> get(String path) {
        return get(second, path);
    }

    private static HttpResponse<String> get(Server node, String path) {
        return HTTP.sendAsync(HttpRequest.newBuilder(node.uri(path)).build(), BodyHandlers.ofString())
                .orTimeout(Await.SOON.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
