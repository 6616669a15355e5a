package org.portalvoip.database;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalvoip.language.Languages;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.ParametersPage;
import org.portalvoip.testing.server.Server;
import org.portalvoip.testing.server.SharedServer;

/** A server whose data source leads to a different database than the operator believes says so wherever one looks. */
@Tag("thorough")
@ExtendWith(SharedServer.class)
class WrongDatabaseIT {
    @Test
    void itIsToldInTheLogByHealthAndOnTheScreen(Browser browser) {
        try (var server = Server.startFresh(Path.of("target/data/wrong-database"), "-Dvoip.expected-database=Oracle")) {
            HttpResponse<String> health = Administrator.signIn(server).get("health/ready?lang=en");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("\"status\":\"DOWN\"").contains("but Oracle is expected");
            Await.log(server.log(), "voip.expected-database says Oracle");
            try (var visit = browser.visit(Languages.SPANISH)) {
                Administrator.signIn(server, visit);
                ParametersPage.open(server, visit);
                assertThat(visit.page().getByText(visit.text("database.unexpected")))
                        .isVisible();
            }
        }
    }
}
