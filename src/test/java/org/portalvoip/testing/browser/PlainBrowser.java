package org.portalvoip.testing.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** As much of a browser as forms and cookies need; follows no redirects. Headers are name, value, name ... */
public final class PlainBrowser {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern NONCE = Pattern.compile("csp\\.init\\('([^']+)'");

    private final URI application;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client;

    /**
     * A browser that follows no redirect.
     *
     * @param application the address that paths begin at, with a slash at its end
     */
    public PlainBrowser(URI application) {
        this(application, HttpClient.Redirect.NEVER);
    }

    PlainBrowser(URI application, HttpClient.Redirect redirects) {
        this.application = application;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // as a browser without TLS
                .cookieHandler(cookies)
                .followRedirects(redirects)
                .build();
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    public HttpResponse<String> post(String path, Map<String, String> form, String... headers) {
        String body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(request(path, headers)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> send(String method, String path, String body, String... headers) {
        return send(request(path, headers).method(method, BodyPublishers.ofString(body)));
    }

    /** What the forms of {@code page} would send unchanged, without their buttons. */
    public static Map<String, String> fields(HttpResponse<String> page) {
        Map<String, String> fields = HtmlForm.inputs(page.body(), type -> !type.equals("submit"));
        // PrimeFaces's script adds it to each form.
        Matcher nonce = NONCE.matcher(page.body());
        if (nonce.find()) {
            fields.put("primefaces.nonce", nonce.group(1));
        }
        return fields;
    }

    /** {@code form} with another field, or with another value for it. */
    public static Map<String, String> with(Map<String, String> form, String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(form);
        changed.put(name, value);
        return changed;
    }

    public List<HttpCookie> cookies() {
        return cookies.getCookieStore().getCookies();
    }

    /** All cookies, as a value of the header {@code Cookie}. */
    public String cookieHeader() {
        return cookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(application.resolve(path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    /**
     * Sends {@code request} with the cookies of this browser. The client's own time-out would sometimes cut off a later
     * request on the same connection (JDK-8304701, which is mended in Java 22).
     */
    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return start(request).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new UncheckedIOException((IOException) e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("no answer within " + PATIENCE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends {@code request} and waits for no answer. */
    CompletableFuture<HttpResponse<String>> start(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
