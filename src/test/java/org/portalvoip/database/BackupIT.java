package org.portalvoip.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.SampleParameters.COMPLETE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.FirstVersion;
import org.portalvoip.testing.Folder;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.database.Postgres;
import org.portalvoip.testing.server.Server;

/** The backup of the admin guide: a dump of the database, and the key file. */
@Tag("thorough")
class BackupIT {
    private static final Path DATA = Path.of("target/data/backup");
    private static final Duration TO_HEAL = Duration.ofSeconds(30);

    @AutoClose
    static Postgres database;

    static Path dump;
    static Path key;
    static String parameters;

    @BeforeAll
    static void back() {
        database = Postgres.start();
        try (var server = Server.startFresh(DATA.resolve("before"), database.serverOptions())) {
            Administrator administrator = Administrator.signIn(server);
            administrator.save(COMPLETE);
            parameters = administrator.get("api/parameters").body();
            key = server.data().resolve("voip.key");
            dump = database.dump();
        }
    }

    @Test
    void databaseAndKeyAreTheWholeInstallationAndWithoutTheKeyOnlyTheSecretIsLost() throws IOException {
        try (var restored = restored();
                var server = Server.startFresh(DATA.resolve("after"), restored.serverOptions())) {
            assertThat(Administrator.firstPassword(server)).doesNotExist();
            Administrator administrator = Administrator.signIn(server);
            Path own = server.data().resolve("voip.key");
            assertOnlyTheSecretIsLost(administrator);
            assertThat(own).doesNotExist();

            Files.copy(key, own);
            awaitReady(administrator);
            assertThat(administrator.get("").body()).contains("voip-call");
            assertThat(administrator.get("api/parameters").body()).isEqualTo(parameters);

            Files.delete(own);
            awaitNoIcon(administrator);
            assertOnlyTheSecretIsLost(administrator);
            administrator.save(COMPLETE);
            assertThat(administrator.get("").body()).contains("voip-call");
            assertThat(own).exists();
            awaitReady(administrator);
        }
    }

    private static void assertOnlyTheSecretIsLost(Administrator administrator) {
        assertThat(administrator.get("").body()).doesNotContain("voip-call");
        Await.log(DATA.resolve("after/server.log"), "Parameter 328 cannot be used");
        String missing = Texts.of(Languages.ENGLISH, "parameters.328.seal.missing");
        assertThat(administrator.get("admin/parameters?lang=en").body()).contains(missing);
        assertThat(administrator.get("health/ready?lang=en").statusCode()).isEqualTo(503);
    }

    private static void awaitReady(Administrator administrator) {
        Await.until(TO_HEAL, () -> administrator.get("health/ready"), answer -> answer.statusCode() == 200);
    }

    private static void awaitNoIcon(Administrator administrator) {
        Await.until(TO_HEAL, () -> administrator.get("").body(), page -> !page.contains("voip-call"));
    }

    /** An upgrade from the first version, whose sealed password opened beside any values. */
    @Test
    @Tag("once")
    void aDatabaseOfTheFirstVersionIsTakenOver() throws Exception {
        Path data = DATA.resolve("upgrade");
        Folder.delete(data);
        Files.createDirectories(data);
        Path own = Files.copy(key, data.resolve("voip.key"));
        try (var old = restored()) {
            old.execute(FirstVersion.TABLES);
            String payload = FirstVersion.seal(own, COMPLETE.get(328));
            old.execute("update voip_parameter set setting = '" + payload + "' where id = 328");
            try (var server = Server.start(data, old.serverOptions())) {
                Administrator administrator = Administrator.signIn(server);
                assertThat(administrator.get("").body()).contains("voip-call");
                String sentence = "328 was sealed by an earlier version";
                assertThat(Await.log(server.log(), sentence)).containsOnlyOnce(sentence);
                assertThat(administrator.get("api/parameters").body()).isEqualTo(parameters);
                old.execute("update voip_parameter set setting = '" + payload + "' where id = 328");
                awaitNoIcon(administrator);
            }
        }
    }

    private static Postgres restored() {
        Postgres fresh = Postgres.start();
        fresh.restore(dump);
        return fresh;
    }
}
