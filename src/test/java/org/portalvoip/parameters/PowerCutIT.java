package org.portalvoip.parameters;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.testing.Endurance;
import org.portalvoip.testing.Folder;
import org.portalvoip.testing.NumberedSave;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.database.H2File;
import org.portalvoip.testing.server.Server;

/** After a power cut, a confirmed save is there completely; a save in progress is there completely or not at all. */
@Tag("thorough")
@Tag("repeated")
class PowerCutIT {
    private static final Path DATA = Path.of("target/data/power-cut");
    private static final Path COPY = Path.of("target/data/power-cut-copy").toAbsolutePath();
    /** After each of them, a server has to start. */
    private static final int KILLS = Endurance.of(200, 2);

    private static final int COPIES = Endurance.of(200);

    private static Server server;
    private static Administrator administrator;

    @BeforeAll
    static void start() {
        server = Server.startFresh(DATA);
        administrator = Administrator.signIn(server);
    }

    @AfterAll
    static void stop() {
        server.kill();
    }

    @Test
    void noAnsweredSaveIsLost() {
        CutSaves saves = new CutSaves("kill -9 of the server", KILLS);
        for (int cut = 0; cut < KILLS; cut++) {
            var underWay = saves.send(cut, administrator);
            server.kill();
            boolean answered = isAnswered(underWay);
            server = Server.start(DATA);
            administrator = Administrator.signIn(server);
            saves.check(cut, answered, administrator.get("api/parameters").body());
        }
        saves.print();
    }

    private static boolean isAnswered(CompletableFuture<HttpResponse<String>> save) {
        return save.handle((answer, lost) -> lost == null && answer.statusCode() == 200)
                .join();
    }

    /**
     * A server that does not move has written what it would have written if it had been killed at this moment, and it
     * can go on afterwards.
     */
    @Test
    @Tag("once")
    void atAnyMomentOfASaveTheDatabasesFileIsWhole() throws IOException {
        CutSaves saves = new CutSaves("a copy of the H2 file of a stopped server", COPIES);
        for (int cut = 0; cut < COPIES; cut++) {
            var underWay = saves.send(cut, administrator);
            boolean answered;
            server.freeze();
            try {
                Folder.delete(COPY);
                Folder.copy(DATA, COPY);
                answered = underWay.isDone() && isAnswered(underWay);
            } finally {
                server.thaw();
            }
            saves.check(cut, answered, NumberedSave.json(H2File.settings(COPY)));
            isAnswered(underWay);
        }
        saves.print();
    }
}
