package org.portalvoip.testing.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.Cookie;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.portalvoip.testing.server.Server;

/**
 * The account {@code admin} of a server, or a colleague: in a browser or, faster, as a program with a session. The first
 * sign-in replaces the first password by {@link #PASSWORD}.
 */
public final class Administrator {
    public static final String NAME = "admin";
    public static final String PASSWORD = "four quiet rivers run north";

    private static final Pattern ONCE = Pattern.compile("class=\"once\">([^<]+)<");

    private final PlainBrowser browser;
    private final Server server;

    private Administrator(Server server) {
        this.server = server;
        this.browser = new PlainBrowser(server.uri(""), Redirect.NORMAL);
    }

    /** The current password. */
    public static String password(Server server) {
        Path first = firstPassword(server);
        try {
            return Files.exists(first) ? Files.readString(first).strip() : PASSWORD;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file that holds the first password until it is replaced. */
    public static Path firstPassword(Server server) {
        return server.data().resolve("first-password");
    }

    /** Signs in at a browser through the pages, and stays on the parameter screen. */
    public static void signIn(Server server, Visit visit) {
        String password = password(server);
        visit.open(server.uri("admin/parameters"));
        visit.field("login.username").fill(NAME);
        visit.field("login.password").fill(password);
        visit.button("login.enter").click();
        if (!password.equals(PASSWORD)) {
            visit.field("password.current").fill(password);
            visit.field("password.new").fill(PASSWORD);
            visit.button("password.change").click();
        }
        visit.page().waitForURL(server.uri("admin/parameters").toString());
    }

    /** Signs in without a browser. */
    public static Administrator signIn(Server server) {
        Administrator administrator = new Administrator(server);
        String password = password(server);
        HttpResponse<String> answer = signIn(administrator.browser, "login", NAME, password);
        if (!password.equals(PASSWORD)) {
            answer = changePassword(administrator.browser, "password", password, PASSWORD);
        }
        assertThat(answer.uri()).isEqualTo(server.uri("admin/parameters"));
        return administrator;
    }

    /** Adds an account, and signs in with it. */
    public Administrator colleague(String name) {
        var form = PlainBrowser.fields(browser.get("admin/accounts"));
        form.put("act", "ADD");
        form.put("name", name);
        Matcher once = ONCE.matcher(browser.post("admin/accounts", form).body());
        assertThat(once.find()).as("a password for " + name).isTrue();
        Administrator colleague = new Administrator(server);
        signIn(colleague.browser, "login", name, once.group(1));
        colleague.changePassword(once.group(1), PASSWORD);
        return colleague;
    }

    /** Fills in the form of the login page, opened as {@code page}. */
    public static HttpResponse<String> signIn(PlainBrowser browser, String page, String name, String password) {
        var form = PlainBrowser.fields(browser.get(page));
        form.put("username", name);
        form.put("password", password);
        form.put("enter", "x");
        return browser.post("login", form);
    }

    /** Fills in the form of the page that changes the password, opened as {@code page}. */
    public static HttpResponse<String> changePassword(
            PlainBrowser browser, String page, String current, String replacement) {
        var form = PlainBrowser.fields(browser.get(page));
        form.put("current", current);
        form.put("replacement", replacement);
        form.put("change", "x");
        return browser.post("password", form);
    }

    /** Replaces the password, which ends every other session of this account. */
    public void changePassword(String current, String replacement) {
        assertThat(changePassword(browser, "password", current, replacement).uri())
                .isEqualTo(server.uri("admin/parameters"));
    }

    public void signOut() {
        post("logout", "application/x-www-form-urlencoded", BodyPublishers.noBody());
    }

    /** Gives a browser the session of this administrator, which saves the server a password hash. */
    public void lendSession(Visit visit) {
        visit.context()
                .addCookies(browser.cookies().stream()
                        .map(cookie -> new Cookie(cookie.getName(), cookie.getValue())
                                .setDomain(server.uri("").getHost())
                                .setPath(cookie.getPath()))
                        .toList());
    }

    /** The session, as a value of the header {@code Cookie}. */
    public String cookie() {
        return browser.cookieHeader();
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(server.uri(path)));
    }

    /** Sends a form of the page at {@code path}. */
    public HttpResponse<String> post(String path, HtmlForm form) {
        return post(path, "application/x-www-form-urlencoded", form.body());
    }

    public HttpResponse<String> post(String path, String type, BodyPublisher body) {
        return send(HttpRequest.newBuilder(server.uri(path))
                .header("Content-Type", type)
                .POST(body));
    }

    /** Saves over REST, and succeeds. */
    public void save(Map<Integer, String> values) {
        HttpResponse<String> answer = putParameters(values);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** Tries to save over REST; a null value clears the parameter. */
    public HttpResponse<String> putParameters(Map<Integer, String> values) {
        return putParameters(json(values));
    }

    /** Sends any text where JSON is expected. */
    public HttpResponse<String> putParameters(String body) {
        return send(put(body));
    }

    /** Tries to save over REST, and does not wait for the answer. */
    public CompletableFuture<HttpResponse<String>> startToPutParameters(Map<Integer, String> values) {
        return browser.start(put(json(values)));
    }

    private HttpRequest.Builder put(String body) {
        return HttpRequest.newBuilder(server.uri("api/parameters"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body));
    }

    private static String json(Map<Integer, String> values) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        values.forEach((number, value) ->
                object.add(number.toString(), value == null ? JsonValue.NULL : Json.createValue(value)));
        return object.build().toString();
    }

    /** Sends a request with the session of this administrator. */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        return browser.send(request);
    }

    /** The address of {@code path} on the server of this administrator. */
    public URI uri(String path) {
        return server.uri(path);
    }
}
