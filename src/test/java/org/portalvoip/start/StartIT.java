package org.portalvoip.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.Folder;
import org.portalvoip.testing.SampleParameters;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.database.Postgres;
import org.portalvoip.testing.server.Server;

/** Whatever is wrong when a node starts: pages answer, a sentence says why, and it heals without a restart. */
@Tag("thorough")
class StartIT {
    private static final Path DATA = Path.of("target/data/start");
    private static final Duration TO_HEAL = Duration.ofSeconds(60);
    private static final String ICON = "voip-call";

    private final HttpClient http = HttpClient.newHttpClient();

    /** Beside the tables of another application. */
    @Test
    void wrongSettingsAndADatabaseThatComesLateAreToldAndTheNodeHeals() throws IOException {
        try (Postgres database = Postgres.start()) {
            database.execute("create table invoice (id integer primary key); insert into invoice values (7)");
            database.kill();
            try (Server server = Server.startFresh(DATA, with(database, wrongSettings()))) {
                assertWrongSettingsAreTold(server);
                assertNotReady(server, "schema", "The database cannot be reached");
                assertNobodyIsRefused(server);
                database.resume();
                assertHeals(server);
                Administrator.signIn(server).save(SampleParameters.COMPLETE);
                assertThat(get(server, "").body()).contains(ICON);
                Await.until(TO_HEAL, () -> get(server, "health/ready?lang=en").body(), StartIT::gatewayWasTried);
                assertThat(server.log()).content().doesNotContain("IllegalArgumentException");
            }
            database.execute("delete from invoice where id = 7; insert into invoice values (7)");
        }
    }

    private static String[] wrongSettings() throws IOException {
        Path secret = Files.createDirectories(Path.of("target/data")).resolve("api-secret-with-bom");
        Files.writeString(secret, "\uFEFFjanus\r\n");
        return new String[] {
            "-Dvoip.sip-transport=sctp",
            "-Dvoip.callers=everbody",
            "-Dvoip.max-cals=7",
            "-Dvoip.ice-servers=turn:turn.example",
            "-Dvoip.turn.urls=turn:turn.example?transport=sctp,turns:turn.example",
            "-Dvoip.janus.api-secret-file=" + secret.toAbsolutePath()
        };
    }

    private static void assertWrongSettingsAreTold(Server server) {
        String[] told = {
            "voip.sip-transport=sctp is not one of udp, tcp, tls; udp is used instead",
            "voip.callers=everbody is not one of everyone, authenticated",
            "voip.max-cals is not a setting, but voip.max-calls is",
            "voip.ice-servers=turn:turn.example is a TURN server, which belongs in voip.turn.urls",
            "voip.turn.urls=turn:turn.example?transport=sctp may have nothing but",
            "voip.turn.urls=turns:turn.example has no credentials"
        };
        String log = Await.log(server.log(), told);
        assertThat(told).allSatisfy(sentence -> assertThat(log).containsOnlyOnce(sentence));
        // Some servers print their command line.
        assertThat(log).doesNotContainPattern("voip\\.janus\\.api-secret-file=?\\S* [a-z]");
    }

    /** With the secret from the file. Nobody listens there. */
    private static boolean gatewayWasTried(String ready) {
        return ready.contains("Not connected to Janus");
    }

    /** On Payara Micro only: the other servers open their H2 in that folder, or set it for themselves. */
    @Test
    @Tag("once")
    void aFolderAndADatabaseThatCannotBeWrittenAreToldAndTheNodeHeals() throws IOException {
        Path blocked = Path.of("target/data/start-blocked").toAbsolutePath();
        Files.createDirectories(blocked.getParent());
        Folder.delete(blocked);
        // A file in its place stops root, too.
        Files.writeString(blocked, "");
        String folder = "The data folder " + blocked + " cannot be created or written to";
        try (Postgres database = Postgres.start()) {
            database.execute("create role helpless login password 'only for tests'");
            String[] options = with(database, "-Dvoip.database.user=helpless", "-Dvoip.data-dir=" + blocked);
            try (Server server = Server.startFresh(DATA, options)) {
                assertNotReady(server, "schema", "The database user lacks a privilege");
                assertNotReady(server, "data folder", folder);
                assertNobodyIsRefused(server);
                database.execute("grant all on schema public to helpless");
                Await.until(TO_HEAL, () -> get(server, "health/ready?lang=en").body(), StartIT::onlyTheFolderIsLeft);
                Files.delete(blocked);
                assertHeals(server);
                assertThat(blocked.resolve("voip.key")).exists();
                Files.copy(blocked.resolve("first-password"), Administrator.firstPassword(server));
                Administrator.signIn(server).save(Map.of(329, "0900"));
            }
        }
    }

    private static boolean onlyTheFolderIsLeft(String ready) {
        return ready.contains("The data folder") && !ready.contains("lacks a privilege");
    }

    private static String[] with(Postgres database, String... options) {
        return Stream.concat(Stream.of(database.serverOptions()), Stream.of(options))
                .toArray(String[]::new);
    }

    private void assertNotReady(Server server, String step, String reason) {
        HttpResponse<String> ready = get(server, "health/ready?lang=en");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains(reason);
        assertThat(Await.log(server.log(), step + ": " + reason)).containsOnlyOnce(step + ": " + reason);
        HttpResponse<String> portal = get(server, "");
        assertThat(portal.statusCode()).isEqualTo(200);
        assertThat(portal.body()).doesNotContain(ICON);
        assertThat(get(server, "health/live").statusCode()).isEqualTo(200);
    }

    /** Without the database nobody can be told that his password is wrong. */
    private void assertNobodyIsRefused(Server server) {
        HttpResponse<String> api = get(server, "api/parameters?lang=en", "Authorization", "Basic YWRtaW46YWRtaW4=");
        assertThat(api.statusCode()).as(api.body()).isEqualTo(503);
    }

    private void assertHeals(Server server) {
        Await.until(TO_HEAL, () -> get(server, "health/ready"), answer -> answer.statusCode() == 200);
        Await.log(server.log(), "Portal VoIP is ready");
    }

    private HttpResponse<String> get(Server server, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
