package org.portalvoip.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.server.SharedServer;

/** No run passes on a different database than it names: Payara keeps its H2 when a preboot command fails. */
@Tag("thorough")
@Tag("database")
@ExtendWith(SharedServer.class)
class NamedDatabaseIT {
    private static final String NAMED = System.getProperty("voip.test-database", "h2");
    private static final Map<String, String> PRODUCTS =
            Map.of("h2", "H2", "postgresql", "PostgreSQL", "mariadb", "MariaDB");

    @Test
    void theServerIsOnTheDatabaseThatThisRunNames(Administrator administrator) {
        HttpResponse<String> health =
                Await.until(Await.SOON, () -> administrator.get("health/ready"), answer -> answer.statusCode() == 200);

        assertThat(health.body()).contains(PRODUCTS.get(NAMED));
    }

    @Test
    void theScreenSaysOfTheEmbeddedOneThatItIs(Administrator administrator) {
        String screen = administrator.get("admin/parameters").body();

        assertThat(screen).contains(Texts.of(Languages.SPANISH, "parameters.323.name"));
        assertThat(screen.contains(Texts.of(Languages.SPANISH, "database.embedded")))
                .isEqualTo(NAMED.equals("h2"));
    }
}
