package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.testing.Endurance;
import org.portalvoip.testing.NumberedSave;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.server.Server;

/** After a power cut, a confirmed save is there completely; a save in progress is there completely or not at all. */
@Tag("repeated")
class PowerCutIT {
    private static final Logger LOG = System.getLogger(PowerCutIT.class.getName());
    private static final Path DATA = Path.of("target/data/power-cut");
    private static final int CUTS = Endurance.of(20);

    @Test
    void noAnsweredSaveIsLost() {
        int kept = 0;
        Server server = Server.startFresh(DATA);
        Administrator administrator = Administrator.signIn(server);
        try {
            for (int cut = 0; cut < CUTS; cut++) {
                administrator.save(NumberedSave.values(2 * cut));
                var underWay = administrator.startToPutParameters(NumberedSave.values(2 * cut + 1));
                server.kill();
                boolean answered = underWay.handle((answer, lost) -> lost == null && answer.statusCode() == 200)
                        .join();
                server = Server.start(DATA);
                administrator = Administrator.signIn(server);
                assertThat(administrator.get("api/parameters").body())
                        .isIn(NumberedSave.json(2 * cut + 1), NumberedSave.json(answered ? 2 * cut + 1 : 2 * cut));
                kept++;
            }
        } finally {
            LOG.log(Level.INFO, "{0} of {1} answered saves were there after kill -9", kept, CUTS);
            server.kill();
        }
    }
}
