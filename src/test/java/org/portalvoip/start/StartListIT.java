package org.portalvoip.start;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.portalvoip.diagnosis.StartProgress;
import org.portalvoip.parameters.ParametersWatch;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.server.TestedWar;

/** What a node that serves pages has done before, seen inside the server. */
@ArquillianTest
class StartListIT {
    @Inject
    StartProgress progress;

    @Inject
    ParametersWatch watch;

    @Deployment
    static WebArchive war() {
        return TestedWar.with(Await.class);
    }

    @Test
    void everyStepWasTakenInOrderAndNoneFailed() {
        assertThat(progress.failures()).isEmpty();
        assertThat(progress.done())
                .containsExactly(
                        "settings",
                        "data folder",
                        "schema",
                        "database",
                        "key",
                        "first administrator",
                        "parameters",
                        "gateway",
                        "calls",
                        "announcement");
    }

    @Test
    void theDatabaseIsLookedAt() {
        Await.until(Await.SOON, watch::age, age -> age.compareTo(Duration.ofSeconds(2)) < 0);
    }
}
