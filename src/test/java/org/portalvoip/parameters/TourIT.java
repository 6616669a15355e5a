package org.portalvoip.parameters;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.SampleParameters.COMPLETE;
import static org.portalvoip.testing.SampleParameters.INITIAL;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.portalvoip.language.Languages;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.ParametersPage;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.server.Server;
import org.portalvoip.testing.server.SharedServer;

/** From a fresh installation to the headset icon in the portal, with a restart, in each language. */
@ExtendWith(SharedServer.class)
class TourIT {
    static final Iterable<Locale> others = List.of(Languages.PORTUGUESE, Languages.ENGLISH);

    @Test
    void fromTheFirstPasswordToTheHeadsetAndOverARestart(Browser browser) throws Exception {
        Path data = Path.of("target/data/tour");
        tour(data, browser);
        try (var server = Server.start(data);
                var visit = browser.visit(Languages.SPANISH)) {
            Administrator.signIn(server, visit);
            assertShowsWhatWasSaved(ParametersPage.open(server, visit), visit);
            visit.open(server.uri(""));
            assertThat(visit.link("portal.call")).isVisible();
        }
    }

    private static void tour(Path data, Browser browser) throws Exception {
        try (var server = Server.startFresh(data)) {
            String first = Administrator.password(server);
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(Administrator.firstPassword(server))))
                    .isEqualTo("rw-------");
            assertThat(server.log()).content().doesNotContain(first);
            try (var visit = browser.visit(Languages.SPANISH)) {
                Administrator.signIn(server, visit);
                setOneAfterTheOther(server, visit);
                headsetComesAndGoes(server, visit);
            }
            assertThat(Administrator.firstPassword(server)).doesNotExist();
            refuseFirstPassword(server, browser.visit(Languages.SPANISH), first);
        }
    }

    /** Without the first password and the restart, which do not depend on the language. */
    @Tag("once")
    @ParameterizedTest
    @FieldSource("others")
    void inAnotherLanguage(Locale language, Server server, Administrator program, Browser browser) {
        program.save(INITIAL);
        try (var visit = browser.visit(language)) {
            Administrator.signIn(server, visit);
            setOneAfterTheOther(server, visit);
            headsetComesAndGoes(server, visit);
        }
    }

    private static void setOneAfterTheOther(Server server, Visit visit) {
        var screen = ParametersPage.open(server, visit);
        assertThat(visit.page()).hasTitle(visit.text("parameters.title"));
        Map<Integer, String> lastOn = new TreeMap<>(COMPLETE);
        lastOn.remove(323);
        lastOn.put(330, "2");
        lastOn.forEach((number, value) -> save(screen, visit, number, value));
        visit.open(server.uri(""));
        assertThat(visit.link("portal.call")).hasCount(0);
    }

    private static void save(ParametersPage screen, Visit visit, int number, String value) {
        screen.set(number, value);
        screen.save();
        assertThat(screen.outcome())
                .containsText(visit.text("parameters.saved") + " " + number + " "
                        + visit.text("parameters." + number + ".name"));
    }

    private static void headsetComesAndGoes(Server server, Visit visit) {
        for (String active : new String[] {"S", "N", "S"}) {
            save(ParametersPage.open(server, visit), visit, 323, active);
            visit.open(server.uri(""));
            assertThat(visit.link("portal.call")).hasCount(active.equals("S") ? 1 : 0);
        }
    }

    private static void refuseFirstPassword(Server server, Visit visit, String first) {
        try (visit) {
            visit.open(server.uri("login"));
            visit.field("login.username").fill(Administrator.NAME);
            visit.field("login.password").fill(first);
            visit.button("login.enter").click();
            assertThat(visit.page().getByText(visit.text("login.refused"))).isVisible();
        }
    }

    private static void assertShowsWhatWasSaved(ParametersPage screen, Visit visit) {
        Map<Integer, String> expected = new TreeMap<>(COMPLETE);
        expected.put(328, "");
        expected.put(330, "2");
        expected.forEach((number, value) -> assertThat(screen.value(number)).isEqualTo(value));
        assertThat(screen.row(328)).containsText(visit.text("parameters.328.set"));
    }
}
