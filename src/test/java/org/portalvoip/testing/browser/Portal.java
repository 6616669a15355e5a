package org.portalvoip.testing.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.portalvoip.testing.server.Server;

/** A running portal as its administrator uses it. */
public final class Portal implements AutoCloseable {
    /** The administrator's own password, after the first one has been replaced. */
    public static final String PASSWORD = "contraseña con ñ y 🎧";

    /** Occurs on the parameter screen, and on no other page. */
    public static final String PARAMETERS = "data-parameter=\"323\"";

    private final Server server;

    private Portal(Server server) {
        this.server = server;
    }

    public static Portal start(Path data, String... options) {
        return new Portal(Server.start(data, options));
    }

    public URI uri(String path) {
        return server.uri(path);
    }

    /** The time of a core that the server's process has used. */
    public Duration processorTime() {
        return ProcessHandle.of(server.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow();
    }

    public Path log() {
        return server.log();
    }

    public Path fileOfFirstPassword() {
        return server.data().resolve("first-password");
    }

    public PlainBrowser browser() {
        return new PlainBrowser(server.uri(""));
    }

    /** A browser in which the administrator signed in with {@link #PASSWORD}. */
    public PlainBrowser admin() {
        PlainBrowser browser = browser();
        assertThat(location(signIn(browser, "login", "admin", PASSWORD))).isEqualTo("/voip/admin/parameters");
        return browser;
    }

    public void replaceFirstPassword() throws IOException {
        String first = Files.readString(fileOfFirstPassword()).strip();
        PlainBrowser browser = browser();
        signIn(browser, "login", "admin", first);
        assertThat(location(change(browser, first, PASSWORD))).startsWith("/voip/admin/parameters");
    }

    /** Fills in the form of the login page, opened as {@code page}. */
    public HttpResponse<String> signIn(PlainBrowser browser, String page, String name, String password) {
        return Administrator.signIn(browser, page, name, password);
    }

    /** Fills in the form of the page that changes the password, and that leads to the parameters in English. */
    public HttpResponse<String> change(PlainBrowser browser, String current, String replacement) {
        return Administrator.changePassword(
                browser, "password?wanted=%2Fadmin%2Fparameters%3Flang%3Den", current, replacement);
    }

    /** Where a redirect leads; not a path if {@code answer} is not a redirect. */
    public static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("none: " + answer.statusCode());
    }

    public static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
    }

    @Override
    public void close() {
        server.close();
    }
}
