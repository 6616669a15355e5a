package org.portalvoip.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.testing.SampleParameters;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.server.Server;
import org.portalvoip.testing.server.SharedServer;

/**
 * How answers travel: compressed, and kept by the browser as long as they stay right. Longer than 200 lines, because
 * its tests share a server, whose start takes longer than any of them.
 */
@ExtendWith(SharedServer.class)
class DeliveryIT {
    private static final Pattern ADDRESS = Pattern.compile("(?:href|src)=\"([^\"#?]+\\.(?:js|css|svg)[^\"]*)\"");
    private static final int HUNDRED_KILOBYTES = 100 * 1024;

    private final HttpClient browser =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Server server;
    private final Administrator administrator;

    DeliveryIT(Server server, Administrator administrator) {
        this.server = server;
        this.administrator = administrator;
        administrator.save(SampleParameters.COMPLETE);
    }

    @Test
    void whatAPageConsistsOfIsKeptForEver() {
        Set<String> files = files(text(get("/voip/")));
        files.addAll(files(text(get("/voip/phone"))));
        files.addAll(files(text(get("/voip/admin/parameters"))));
        files.remove("/voip/admin/parameters.json"); // a file to download, and no part of the page

        assertThat(files).hasSizeGreaterThan(15).allSatisfy(file -> {
            var answer = get(file);
            assertThat(answer.statusCode()).isEqualTo(200);
            // WildFly adds "Expires: 0" below a protected path; a max-age overrides it (RFC 9111 section 5.3).
            assertThat(answer.headers().allValues("Cache-Control"))
                    .singleElement()
                    .asString()
                    .contains("max-age=31536000", "immutable");
            assertThat(text(answer)).isNotBlank();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/phone/", "/phone/000000000000/", "/phone/ffffffffffff/"})
    void anAddressFromBeforeAnUpgradeLeadsToTheOneOfToday(String folder) {
        var answer = get("/voip" + folder + "icon.js");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
        assertThat(files(text(get("/voip/")))).contains(header(answer, "Location"));
        assertThat(text(get(header(answer, "Location")))).contains("import('./running.js')");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&v=000000000000", "&v=", "&v=."})
    void anOtherVersionOfAResourceIsNotKept(String version) {
        var answer = get("/voip/jakarta.faces.resource/theme.css.xhtml?ln=voip" + version);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void whatIsNotThereIsNotKept() {
        String icon = files(text(get("/voip/"))).stream()
                .filter(file -> file.endsWith("/icon.js"))
                .findFirst()
                .orElseThrow();
        var answer = get(icon.replace("icon.js", "nothing.js"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @CsvSource({
        "'/voip/', 'private, no-cache'",
        "/voip/login, no-store",
        "/voip/admin/parameters, no-store",
        "/voip/password, no-store",
        "/voip/api/parameters, no-store",
        "/voip/health/live, no-store",
        "/voip/nothing-here, no-store",
        "/voip/footer.js, max-age=60",
        "/voip/phone, 'private, no-cache'"
    })
    void everyAnswerSaysHowLongItMayBeKept(String path, String kept) {
        assertThat(get(path).headers().allValues("Cache-Control")).containsExactly(kept);
    }

    @Test
    void textsAreCompressed() {
        Set<String> addresses = files(text(get("/voip/admin/parameters")));
        addresses.addAll(files(text(get("/voip/"))));
        addresses.addAll(files(text(get("/voip/phone"))));
        addresses.removeIf(file -> file.contains(".svg"));
        addresses.addAll(List.of("/voip/", "/voip/phone", "/voip/footer.js", "/voip/login", "/voip/admin/parameters"));

        assertThat(addresses).allSatisfy(address -> {
            var answer = get(address);
            assertThat(header(answer, "Content-Encoding")).isEqualTo("gzip");
            assertThat(header(answer, "Vary")).contains("Accept-Encoding");
            assertThat(text(answer)).isNotBlank();
            assertThat(header(get(address, "Accept-Encoding", "identity"), "Content-Encoding"))
                    .isIn("", "identity");
        });
    }

    @Test
    void theIconWeighsLittleBeforeItIsClicked() {
        int on = weight(get("/voip/"));
        int files = files(text(get("/voip/"))).stream()
                .filter(file -> file.contains("/phone/"))
                .mapToInt(file -> weight(get(file)))
                .sum();
        administrator.save(SampleParameters.completeBut(323, "N"));
        int off = weight(get("/voip/"));

        System.out.println("The icon before the click: " + (on - off + files) + " bytes on the wire");
        assertThat(on - off + files).isLessThanOrEqualTo(2_560);
    }

    @Test
    void theLineOfAnotherPortalWeighsLittle() {
        var on = get("/voip/footer.js");
        var again = get("/voip/footer.js", "If-None-Match", header(on, "ETag"));
        administrator.save(SampleParameters.completeBut(323, "N"));
        var off = get("/voip/footer.js", "If-None-Match", header(on, "ETag"));

        System.out.println(
                "footer.js on the wire: " + weight(on) + " bytes, again " + weight(again) + ", off " + weight(off));
        assertThat(weight(on)).isLessThanOrEqualTo(2_560);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(off.statusCode()).isEqualTo(200);
        assertThat(text(off)).isEqualTo("export {};");
        assertThat(weight(off)).isLessThanOrEqualTo(512);
        assertThat(on.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void theWindowOfThePhoneWeighsTwentyKilobytesAtMost() {
        var page = get("/voip/phone?lang=pt-BR");
        int files =
                files(text(page)).stream().mapToInt(file -> weight(get(file))).sum();

        System.out.println("The window of the phone: " + (weight(page) + files) + " bytes on the wire");
        assertThat(weight(page) + files).isBetween(10_000, 20_480);
    }

    @Test
    void theParameterScreenWeighsThreeHundredKilobytesAtMost() {
        var screen = get("/voip/admin/parameters");
        int files =
                files(text(screen)).stream().mapToInt(file -> weight(get(file))).sum();

        assertThat(weight(screen) + files).isBetween(HUNDRED_KILOBYTES, 3 * HUNDRED_KILOBYTES);
    }

    /** The scripts, styles and pictures that a page names. */
    private static Set<String> files(String page) {
        Set<String> files = new TreeSet<>();
        for (MatchResult match : ADDRESS.matcher(page).results().toList()) {
            files.add(match.group(1).replace("&amp;", "&"));
        }
        return files;
    }

    /** On the wire, without the line of the status. */
    private static int weight(HttpResponse<byte[]> answer) {
        int headers = answer.headers().map().entrySet().stream()
                .flatMapToInt(header -> header.getValue().stream()
                        .mapToInt(value -> header.getKey().length() + value.length() + ": \r\n".length()))
                .sum();
        return headers + answer.body().length;
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return String.join(", ", answer.headers().allValues(name));
    }

    private static String text(HttpResponse<byte[]> answer) {
        boolean zipped = header(answer, "Content-Encoding").equals("gzip");
        try (InputStream body = new ByteArrayInputStream(answer.body());
                InputStream plain = zipped ? new GZIPInputStream(body) : body) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the administrator's browser asks, who may see everything. */
    private HttpResponse<byte[]> get(String path, String... headers) {
        URI address = server.uri("").resolve(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Accept-Encoding", "gzip");
        request.setHeader("Cookie", administrator.cookie());
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            return browser.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
