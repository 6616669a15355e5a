package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.portalvoip.Administrator;
import org.portalvoip.Server;

/** What was answered as saved is there after a power cut, whole; what was still under way is there whole or not at all. */
class PowerCutIT {
    private static final Logger LOG = System.getLogger(PowerCutIT.class.getName());
    private static final Path DATA = Path.of("target/data/power-cut");
    private static final int CUTS = 20;

    @Test
    void noAnsweredSaveIsLost() {
        int kept = 0;
        Server server = Server.startFresh(DATA);
        Administrator administrator = Administrator.signIn(server);
        try {
            for (int cut = 0; cut < CUTS; cut++) {
                administrator.save(values(2 * cut));
                var underWay = administrator.startToPutParameters(values(2 * cut + 1));
                server.kill();
                boolean answered = underWay.handle((answer, lost) -> lost == null && answer.statusCode() == 200)
                        .join();
                server = Server.start(DATA);
                administrator = Administrator.signIn(server);
                assertThat(administrator.get("api/parameters").body())
                        .isIn(json(2 * cut + 1), answered ? json(2 * cut + 1) : json(2 * cut));
                kept++;
            }
        } finally {
            LOG.log(Level.INFO, "{0} of {1} answered saves were there after kill -9", kept, CUTS);
            server.kill();
        }
    }

    /** Sets that differ in each of the eight values from the one before. */
    private static Map<Integer, String> values(int save) {
        boolean on = save % 2 == 0;
        return Map.of(
                323,
                on ? "S" : "N",
                324,
                "https://127.0.0.1:8089/janus" + save,
                325,
                "pbx" + save + ".example",
                326,
                String.valueOf(5000 + save),
                327,
                "goofy" + save,
                328,
                on ? "secret" + save : "",
                329,
                "08" + save,
                330,
                on ? "1" : "3");
    }

    private static String json(int save) {
        Map<Integer, String> values = values(save);
        return """
                {"323":"%s","324":"%s","325":"%s","326":"%s","327":"%s","328":{"set":%s},"329":"%s","330":"%s"}""".formatted(
                        values.get(323),
                        values.get(324),
                        values.get(325),
                        values.get(326),
                        values.get(327),
                        !values.get(328).isEmpty(),
                        values.get(329),
                        values.get(330));
    }
}
