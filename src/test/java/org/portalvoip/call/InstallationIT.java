package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.language.Languages;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.ParametersPage;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.database.Postgres;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.Lab;
import org.portalvoip.testing.server.Installation;
import org.portalvoip.testing.server.Server;

/** An operator who has only the WAR and one page of instructions hears the help desk at the end. */
@Tag("thorough")
class InstallationIT {
    private static final Path FOLDER = Path.of("target", "data", "installation");

    @Test
    void itsPageLeadsToACall() throws Exception {
        try (Lab lab = Lab.start(Path.of("target", "lab", "installation"));
                Postgres database = Postgres.start()) {
            lab.kill("janus"); // the page brings its own
            try (Server server = Installation.follow(FOLDER, database);
                    Browser browser = CallPage.browser()) {
                try (Visit visit = browser.visit(Languages.SPANISH)) {
                    Administrator.signIn(server, visit);
                    assertThat(setUp(server, visit, lab.sipPassword())).contains(visit.text("parameters.saved"));
                    visit.page().navigate(server.uri("health/ready").toString());
                    assertThat(visit.page().content()).contains("\"UP\"").contains("PostgreSQL");
                }
                CallWorld.awaitGateway(server);
                try (CallPage phone = CallPage.open(browser, server.uri(""))) {
                    phone.call().speak();
                    phone.hangUp();
                }
            }
        }
    }

    private static String setUp(Server server, Visit visit, String sipPassword) {
        Map<Integer, String> values = new TreeMap<>(Map.of(
                323, "S",
                324, "wss://127.0.0.1:8989/janus",
                325, "127.0.0.1",
                326, "5061",
                327, "goofy",
                328, sipPassword,
                329, "0800"));
        ParametersPage screen = ParametersPage.open(server, visit);
        screen.set(values);
        return screen.save();
    }
}
