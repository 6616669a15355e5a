package org.portalvoip.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpCookie;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.PlainBrowser;
import org.portalvoip.testing.browser.Portal;
import org.portalvoip.testing.lab.CallTicket;
import org.portalvoip.testing.server.Launch;

/**
 * Who can sign in, and how, on a running server. Longer than 200 lines, because its tests share a server, whose start
 * takes longer than any of them.
 */
@Tag("essential")
@Tag("database")
class LoginIT {
    private static final int SIGN_INS = 5;
    private static final int GUESSES_MEASURED = 100;
    private static final double MOST_CORES = 0.5;
    private static final Duration PROMISED = Duration.ofSeconds(1);
    /** Other tests have servers of their own on the same machine. */
    private static final Duration FOR_OTHER_TESTS = Duration.ofSeconds(2);

    @TempDir
    static Path folder;

    private static Portal portal;
    private static FirstDay firstDay;

    /** What a new administrator sees between the first start and their own password, in this order. */
    private record FirstDay(
            String password,
            String modeOfFile,
            HttpResponse<String> login,
            HttpResponse<String> parameters,
            HttpResponse<String> api,
            Optional<CallTicket> ticket,
            HttpResponse<String> shortPassword,
            HttpResponse<String> commonPassword,
            HttpResponse<String> change,
            boolean fileIsLeft) {}

    @BeforeAll
    static void startAndReplaceTheFirstPassword() throws IOException {
        portal = Portal.start(folder.resolve("data"), "-Dvoip.callers=authenticated", Launch.COMPILE_FULLY);
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(portal.fileOfFirstPassword()));
        String first = Files.readString(portal.fileOfFirstPassword()).strip();
        PlainBrowser browser = portal.browser();
        var login = portal.signIn(browser, "login?wanted=%2Fadmin%2Fparameters%3Flang%3Den", "admin", first);
        var parameters = browser.get("admin/parameters");
        var api = browser.get("api/parameters");
        var ticket = CallTicket.fetch(portal.uri("call"), browser.cookieHeader());
        var shortPassword = portal.change(browser, first, "too short");
        var commonPassword = portal.change(browser, first, "123456789012");
        var change = portal.change(browser, first, Portal.PASSWORD);
        boolean left = Files.exists(portal.fileOfFirstPassword());
        firstDay =
                new FirstDay(first, mode, login, parameters, api, ticket, shortPassword, commonPassword, change, left);
    }

    @AfterAll
    static void stop() {
        portal.close();
    }

    @Test
    void theFirstPasswordIsLongRandomAndForItsOwnerAlone() {
        assertThat(firstDay.password()).matches("[a-z2-9]{24}");
        assertThat(firstDay.modeOfFile()).isEqualTo("rw-------");
    }

    @Test
    void theLogNamesTheFileOfTheFirstPasswordAndNoPassword() {
        String named = "sign in as admin at /login with the password in " + portal.fileOfFirstPassword();

        assertThat(Await.log(portal.log(), named, "BACK THIS FILE UP"))
                .doesNotContain(firstDay.password())
                .doesNotContain(Portal.PASSWORD);
    }

    @Test
    void aNewcomerIsLedToTheOwnPasswordAndNowhereElse() {
        assertThat(Portal.location(firstDay.login()))
                .isEqualTo("/voip/password?wanted=%2Fadmin%2Fparameters%3Flang%3Den");
        assertThat(Portal.location(firstDay.parameters())).isEqualTo("/voip/password?wanted=%2Fadmin%2Fparameters");
        assertThat(firstDay.api().statusCode()).isEqualTo(403);
    }

    @Test
    void theOwnPasswordOpensTheWantedPageAndRemovesTheFile() {
        assertThat(firstDay.shortPassword().statusCode()).isEqualTo(200);
        assertThat(firstDay.shortPassword().body()).contains("Use al menos 12 caracteres.");
        assertThat(firstDay.commonPassword().statusCode()).isEqualTo(200);
        assertThat(firstDay.commonPassword().body())
                .containsAnyOf("Esta contraseña sigue un patrón", "Esta contraseña se compone de palabras");
        assertThat(Portal.location(firstDay.change())).isEqualTo("/voip/admin/parameters?lang=en");
        assertThat(firstDay.fileIsLeft()).isFalse();
    }

    @Test
    void theFirstPasswordHoldsNoMore() {
        assertThat(portal.signIn(portal.browser(), "login", "admin", firstDay.password())
                        .body())
                .contains("El usuario o la contraseña no son correctos.");
    }

    @Test
    void theSessionCookieIsForOurRequestsAlone() {
        PlainBrowser browser = portal.browser();
        var login = portal.signIn(browser, "login", "admin", Portal.PASSWORD);
        assertThat(login.headers().firstValue("Set-Cookie").orElseThrow())
                .containsIgnoringCase("HttpOnly")
                .containsIgnoringCase("SameSite=Lax");
        assertThat(browser.cookies()).extracting(HttpCookie::getName).containsExactly("JSESSIONID");
    }

    @Test
    void eachLoginHasASessionIdOfItsOwn() {
        PlainBrowser browser = portal.admin();
        String before = browser.cookies().get(0).getValue();
        portal.signIn(browser, "login", "admin", Portal.PASSWORD);
        assertThat(browser.cookies().get(0).getValue()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "/admin/parameters, /voip/admin/parameters",
        "//evil.example,    /voip/admin/parameters",
        "/\\evil.example,   /voip/admin/parameters",
        "http://evil.example, /voip/admin/parameters",
        "/login,            /voip/admin/parameters",
        "/password,         /voip/admin/parameters",
        "/admin/x?a=b,      /voip/admin/x?a=b"
    })
    void theLoginLeadsOnlyToPlacesOfOurs(String wanted, String target) {
        PlainBrowser browser = portal.browser();
        var form = PlainBrowser.fields(browser.get("login"));
        form.put("wanted", wanted);
        form.put("username", "admin");
        form.put("password", Portal.PASSWORD);
        form.put("enter", "x");
        assertThat(Portal.location(browser.post("login", form))).isEqualTo(target);
    }

    @Test
    void loggingOutEndsTheSessionAndNeedsAPost() {
        PlainBrowser browser = portal.admin();
        assertThat(browser.get("logout").statusCode()).isEqualTo(405);
        assertThat(browser.get("admin/parameters").body()).contains(Portal.PARAMETERS);
        var logout = browser.post("logout", Map.of());
        assertThat(Portal.location(logout)).isEqualTo("/voip/");
        assertThat(logout.headers().firstValue("Clear-Site-Data")).contains("\"cache\", \"storage\"");
        assertThat(Portal.location(browser.get("admin/parameters"))).startsWith("/voip/login?");
    }

    @Test
    void anAjaxRequestAfterTheSessionsEndIsLedToTheLoginInFacessOwnWords() {
        var answer = portal.browser().post("admin/parameters", Map.of("x", "y"), "Faces-Request", "partial/ajax");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("<partial-response><redirect url=\"/voip/login?wanted=%2Fadmin%2Fparameters\"/>");
    }

    @Test
    void aProgramSignsInWithEachRequestAndGetsNoSession() {
        PlainBrowser program = portal.browser();
        var answer = program.get("api/parameters", "Authorization", Portal.basic("admin", Portal.PASSWORD));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"323\"");
        assertThat(program.cookies()).isEmpty();
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic %%%", "Basic YWRtaW4=", "Basic OnB3", "Basic AGE6Yg==", "Bearer x"})
    void aProgramWithoutGoodCredentialsIsAskedForThemAndNeverRedirected(String header) {
        var answer = portal.browser().get("api/parameters", "Authorization", header);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Basic realm=\"Portal VoIP\"");
        assertThat(answer.body()).startsWith("{\"message\":").contains(Texts.of(Languages.SPANISH, "error.401.text"));
    }

    @Test
    void guessingIsHeldBackForPagesAndProgramsAlike() {
        for (int i = 0; i < LoginThrottle.FREE_PER_NAME; i++) {
            assertThat(guess().statusCode()).isEqualTo(401);
        }
        // The first wait is a second, and may be over when a busy machine sends the next guess; then the next wait is
        // longer.
        HttpResponse<String> held = Await.until(Await.SOON, LoginIT::guess, answer -> answer.statusCode() == 429);
        assertThat(held.headers().firstValue("Retry-After").orElseThrow()).matches("[1-9]");
        assertThat(held.body()).contains("Too many attempts. Wait ");
        Await.until(
                Await.SOON,
                () -> portal.signIn(portal.browser(), "login", "nobody", "guess")
                        .body(),
                page -> page.contains("Demasiados intentos. Espere "));
        assertThat(portal.admin().get("admin/parameters").statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> guess() {
        return portal.browser()
                .get("api/parameters", "Authorization", Portal.basic("nobody", "guess"), "Accept-Language", "en");
    }

    @Test
    void aVisitorAndANewcomerMayNotCall() {
        assertThat(firstDay.ticket()).isEmpty();
        assertThat(CallTicket.fetch(portal.uri("call"), "")).isEmpty();
    }

    /** The flood is measured alone, because a right password costs a hash, too. */
    @Test
    @Tag("once")
    void guessesFromEverywhereKeepTheAdministratorOutForNoSecond() {
        portal.admin();
        List<Duration> logins = new ArrayList<>();
        try (var flood = GuessFlood.begin(portal)) {
            Await.until(Await.PATIENTLY, flood::guesses, count -> count > 40);
            Duration before = portal.processorTime();
            long begun = System.nanoTime();
            Await.until(Await.PATIENTLY, flood::guesses, count -> count > 40 + GUESSES_MEASURED);
            double cores = (double) portal.processorTime().minus(before).toNanos() / (System.nanoTime() - begun);
            for (int i = 0; i < SIGN_INS; i++) {
                long start = System.nanoTime();
                portal.admin();
                logins.add(Duration.ofNanos(System.nanoTime() - start));
            }
            Collections.sort(logins);
            System.out.printf(
                    "%d wrong passwords from %d addresses: %.2f of a core, %d of %d sign-ins, median %d ms, slowest %d ms%n",
                    flood.guesses(),
                    GuessFlood.STRANGERS,
                    cores,
                    logins.size(),
                    SIGN_INS,
                    logins.get(SIGN_INS / 2).toMillis(),
                    logins.get(SIGN_INS - 1).toMillis());
            assertThat(cores).isLessThan(MOST_CORES);
        }
        assertThat(logins.get(SIGN_INS / 2)).isLessThan(PROMISED.plus(FOR_OTHER_TESTS));
    }
}
