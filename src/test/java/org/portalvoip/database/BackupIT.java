package org.portalvoip.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.SampleParameters.COMPLETE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.database.Postgres;
import org.portalvoip.testing.server.Server;

/** The backup of the admin guide: a dump of the database, and the key file. */
class BackupIT {
    private static final Path DATA = Path.of("target/data/backup");

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
    void databaseAndKeyAreTheWholeInstallation() throws IOException {
        Path data = DATA.resolve("after");
        Files.createDirectories(data);
        Files.copy(key, data.resolve("voip.key"), StandardCopyOption.REPLACE_EXISTING);
        try (var restored = restored();
                var server = Server.start(data, restored.serverOptions())) {
            assertThat(Administrator.firstPassword(server)).doesNotExist();
            Administrator administrator = Administrator.signIn(server);
            assertThat(administrator.get("api/parameters").body()).isEqualTo(parameters);
            assertThat(administrator.get("").body()).contains("voip-call");
        }
    }

    @Test
    void withoutTheKeyOnlyTheSecretIsLost() throws IOException {
        try (var restored = restored();
                var server = Server.startFresh(DATA.resolve("keyless"), restored.serverOptions())) {
            Administrator administrator = Administrator.signIn(server);
            assertThat(administrator.get("").body()).doesNotContain("voip-call");
            assertThat(server.log()).content().contains("Parameter 328 cannot be used");
            administrator.save(COMPLETE);
            assertThat(administrator.get("").body()).contains("voip-call");
        }
    }

    private static Postgres restored() {
        Postgres fresh = Postgres.start();
        fresh.restore(dump);
        return fresh;
    }
}
