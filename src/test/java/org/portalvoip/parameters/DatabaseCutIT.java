package org.portalvoip.parameters;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.Endurance;
import org.portalvoip.testing.NumberedSave;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.ParametersPage;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.database.Postgres;
import org.portalvoip.testing.server.Server;
import org.portalvoip.testing.server.SharedServer;

/**
 * As {@link PowerCutIT}, for PostgreSQL on a separate machine: the server keeps running, and reconnects to its
 * database.
 */
@Tag("thorough")
@Tag("essential")
@Tag("repeated")
@ExtendWith(SharedServer.class)
class DatabaseCutIT {
    private static final Duration TO_COME_BACK = Duration.ofSeconds(30);
    private static final Duration TO_BE_TOLD = Duration.ofSeconds(5);
    private static final Duration TO_BE_GIVEN_UP = Duration.ofSeconds(20);
    private static final int CUTS = Endurance.of(200);

    @AutoClose
    static Postgres database;

    @AutoClose
    static Server server;

    static Administrator administrator;

    @BeforeAll
    static void start() {
        database = Postgres.start();
        server = Server.startFresh(Path.of("target/data/database-cut"), database.serverOptions());
        administrator = Administrator.signIn(server);
    }

    @Test
    void noAnsweredSaveIsLost() {
        CutSaves saves = new CutSaves("kill -9 of PostgreSQL", CUTS);
        for (int cut = 0; cut < CUTS; cut++) {
            var underWay = saves.send(cut, administrator);
            database.kill();
            HttpResponse<String> answer = underWay.join();
            database.resume();
            assertThat(answer.statusCode()).as(answer.body()).isIn(200, 503);
            saves.check(cut, answer.statusCode() == 200, stored());
        }
        saves.print();
    }

    @Test
    void whoeverAsksMeanwhileIsToldAtOnceAndLosesNothing(Browser browser) {
        try (Visit visit = browser.visit(Languages.SPANISH)) {
            administrator.lendSession(visit);
            ParametersPage screen = ParametersPage.open(server, visit);
            screen.set(329, "0900");
            database.kill();
            try {
                Instant asked = Instant.now();
                HttpResponse<String> answer = administrator.get("api/parameters?lang=en");
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body()).contains("The server cannot connect to its database");
                assertThat(Duration.between(asked, Instant.now())).isLessThan(TO_BE_TOLD);
                screen.save();
                assertThat(visit.page().locator("#failure")).containsText(visit.text("error.503.text"));
                assertThat(screen.value(329)).isEqualTo("0900");
                Page other = visit.context().newPage();
                other.navigate(server.uri("admin/parameters").toString());
                assertThat(other.getByText(visit.text("error.503.text"))).isVisible();
                assertNobodySignsIn(browser);
            } finally {
                database.resume();
                stored();
            }
            assertThat(screen.save()).contains(visit.text("parameters.saved"));
            assertThat(visit.takeFaults()).allMatch(fault -> fault.contains("503"));
        }
    }

    @Test
    void aDatabaseThatSaysNothingIsGivenUp() {
        administrator.save(NumberedSave.values(0));
        Instant frozen = Instant.now();
        database.freeze();
        try {
            var underWay = administrator.startToPutParameters(NumberedSave.values(1));
            assertThat(administrator.get("").statusCode()).isEqualTo(200);
            assertThat(Duration.between(frozen, Instant.now())).isLessThan(TO_BE_TOLD);
            assertThat(underWay).succeedsWithin(TO_BE_GIVEN_UP);
            assertThat(underWay.join().statusCode()).isEqualTo(503);
            Await.until(Await.SOON, () -> administrator.get("health/ready"), answer -> answer.statusCode() == 503);
        } finally {
            database.thaw();
            stored();
        }
        assertThat(stored()).isIn(NumberedSave.json(0), NumberedSave.json(1));
    }

    @Test
    void aRowThatSomebodyElseHoldsIsToldAsWhatItIsAndNothingTypedIsLost(Browser browser) {
        administrator.save(NumberedSave.values(0));
        try (var other = database.session()) {
            other.execute("update voip_parameter set version = version where id = 329;");
            Instant asked = Instant.now();
            HttpResponse<String> answer = administrator.putParameters(NumberedSave.values(1));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
            assertThat(answer.body()).contains(Texts.of(Languages.SPANISH, "error.LOCKED.text"));
            assertThat(Duration.between(asked, Instant.now())).isLessThan(TO_BE_TOLD);
            assertThat(administrator.get("api/parameters").body()).isEqualTo(NumberedSave.json(0));
            assertScreenKeepsWhatWasTyped(browser);
        }
        administrator.save(NumberedSave.values(1));
    }

    private static void assertScreenKeepsWhatWasTyped(Browser browser) {
        for (Locale language : Languages.ALL) {
            try (Visit visit = browser.visit(language)) {
                administrator.lendSession(visit);
                ParametersPage screen = ParametersPage.open(server, visit);
                screen.set(329, "0900");
                screen.save();
                assertThat(visit.page().locator("[data-refusal]")).hasText(visit.text("error.LOCKED.text"));
                assertThat(screen.value(329)).isEqualTo("0900");
            }
        }
    }

    @Test
    void aLockedTableIsNoAbsentDatabase() {
        administrator.save(NumberedSave.values(0));
        try (var other = database.session()) {
            other.execute("lock table voip_parameter in access exclusive mode;");
            HttpResponse<String> answer = administrator.get("api/parameters?lang=en");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.body()).contains(Texts.of(Languages.ENGLISH, "error.LOCKED.text"));
            Await.log(server.log(), "Somebody else has locked the parameters in the database");
        }
        assertThat(stored()).isEqualTo(NumberedSave.json(0));
    }

    @Test
    void whoeverIsOvertakenBySomebodyWithoutOurLockIsToldSo() {
        administrator.save(NumberedSave.values(0));
        database.execute("delete from voip_parameter where id = 329");
        try (var other = database.session()) {
            other.execute("insert into voip_parameter (id, setting, version) values (329, '0900', 1);");
            var underWay = administrator.startToPutParameters(NumberedSave.values(1));
            other.awaitSomebodyWaiting();
            other.execute("commit;");
            HttpResponse<String> answer = underWay.join();
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
            assertThat(answer.headers().firstValue("ETag")).isPresent();
        }
        administrator.save(NumberedSave.values(1));
    }

    private static void assertNobodySignsIn(Browser browser) {
        try (Visit visit = browser.visit(Languages.ENGLISH)) {
            visit.open(server.uri("login"));
            visit.field("login.username").fill(Administrator.NAME);
            visit.field("login.password").fill(Administrator.PASSWORD);
            visit.button("login.enter").click();
            assertThat(visit.page().getByText(visit.text("error.503.text"))).isVisible();
            assertThat(visit.takeFaults()).allMatch(fault -> fault.contains("503"));
        }
    }

    private static String stored() {
        return Await.until(
                        TO_COME_BACK,
                        () -> administrator.get("api/parameters"),
                        (HttpResponse<String> answer) -> answer.statusCode() == 200)
                .body();
    }
}
