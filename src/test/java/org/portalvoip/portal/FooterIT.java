package org.portalvoip.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ExplodedImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.SampleParameters;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.PlainBrowser;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.Lab;
import org.portalvoip.testing.server.Server;
import org.primefaces.PrimeFaces;

/**
 * What the attributes of {@code <voip:footer/>} do, and how it fares on a page with state, in our application and in
 * another one, which has the tag from voip-footer.jar. Longer than 200 lines, because its tests share a server with two
 * applications.
 */
class FooterIT {
    private static final String PAGE = """
            <!DOCTYPE html>
            <html xmlns="http://www.w3.org/1999/xhtml" xmlns:h="jakarta.faces.html" xmlns:f="jakarta.faces.core"
                  xmlns:voip="org.portalvoip">
            <h:head><title>Portal</title><link rel="icon" href="data:,"/></h:head>
            <h:body>
              <h:form id="form">
                <h:commandButton id="again" value="Again"/>
                <h:commandButton id="all" value="All"><f:ajax execute="@form" render="@all"/></h:commandButton>
              </h:form>
              <footer><voip:footer lang="#{param.wanted}" styleClass="#{param.classes}" server="#{param.server}" token="#{param.token}"/></footer>
            </h:body>
            </html>
            """;

    @TempDir
    static Path folder;

    @AutoClose
    private static CallWorld world;

    private final Administrator administrator = world.administrator();
    private final PlainBrowser browser = new PlainBrowser(world.server.uri(""));

    @BeforeAll
    static void start() {
        Path war = folder.resolve("voip.war");
        ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("voip.war", "target/voip.war")))
                .addAsWebResource(new StringAsset(PAGE), "wishes.xhtml")
                .as(ZipExporter.class)
                .exportTo(war.toFile());
        Path portal = portal(folder.resolve("portal.war"));
        world = new CallWorld(
                Lab.start(Path.of("target", "lab", "footer")),
                lab -> Server.startWithOther(war, portal, folder.resolve("data"), lab.serverOptions()));
        Await.until(
                Await.PATIENTLY,
                () -> new PlainBrowser(world.server.uri(""))
                        .get("/portal/index.xhtml")
                        .statusCode(),
                status -> status == 200);
    }

    /**
     * The sample of the guide for developers of portals, with the tag from the jar; and PrimeFaces, which moves the scripts
     * that it sees to the bottom of the page, and would spoil one of type "module".
     */
    private static Path portal(Path war) {
        ShrinkWrap.create(WebArchive.class)
                .as(ExplodedImporter.class)
                .importDirectory("src/test/portals/faces")
                .as(WebArchive.class)
                .addAsLibraries(footerJar(), primeFaces())
                .setWebXML(new StringAsset(movingScripts(Path.of("src/test/portals/faces/WEB-INF/web.xml"))))
                .addAsWebResource(new StringAsset(PAGE), "wishes.xhtml")
                .addAsWebResource(new StringAsset(PAGE.replace("#{param.server}", "/voip")), "beside.xhtml")
                .as(ZipExporter.class)
                .exportTo(war.toFile());
        return war;
    }

    private static File primeFaces() {
        return new File(PrimeFaces.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
    }

    private static String movingScripts(Path webXml) {
        String moves = "<context-param><param-name>primefaces.MOVE_SCRIPTS_TO_BOTTOM</param-name>"
                + "<param-value>true</param-value></context-param>";
        try {
            return Files.readString(webXml).replace("<servlet>", moves + "<servlet>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void switchOn() {
        administrator.save(SampleParameters.COMPLETE);
    }

    @ParameterizedTest
    @CsvSource({
        "pt, pt-BR",
        "pt_BR, pt-BR",
        "pt-PT, pt-BR",
        "PT-br, pt-BR",
        "es-ES, es",
        "en_GB, en",
        "fr, es",
        "'\"><script>', es",
        "'', en",
        "' ', en"
    })
    void itSpeaksTheLanguageThatFitsBestOrThatOfThePage(String wanted, String given) {
        Locale language = Locale.forLanguageTag(given);

        assertThat(page("?wanted=" + encoded(wanted)).body())
                .contains("href=\"/voip/phone?lang=" + given + "\"")
                .contains("aria-label=\"" + Texts.of(language, "portal.call") + "\"")
                .doesNotContain("\"><script>");
    }

    @ParameterizedTest
    @CsvSource({
        "'', voip-footer",
        "' dark  large ', voip-footer dark  large",
        "'\"><script>&', voip-footer &quot;>&lt;script>&amp;"
    })
    void itTakesFurtherClasses(String classes, String given) {
        assertThat(page("?classes=" + encoded(classes)).body()).contains("<div class=\"" + given + "\">");
    }

    @ParameterizedTest
    @CsvSource({
        "wishes, https://desk.example/voip",
        "/portal/wishes.xhtml, https://desk.example/voip",
        "/portal/wishes.xhtml, https://desk.example/voip/"
    })
    void forAnotherServerItWritesItsLine(String page, String desk) {
        assertThat(page(page, "?server=" + encoded(desk) + "&wanted=pt_BR&classes=dark&token=J.W.T")
                        .body())
                .contains("<script type=\"module\" src=\"https://desk.example/voip/footer.js\"")
                .contains("<voip-call lang=\"pt_BR\" class=\"dark\" token=\"J.W.T\"></voip-call>")
                .doesNotContain("class=\"voip-call\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wishes", "/portal/wishes.xhtml"})
    void whatIsForeignIsEscaped(String page) {
        String foreign = "?server=" + encoded("\"><b>'") + "&wanted=" + encoded("\"><b>'") + "&token="
                + encoded("\"><b>'") + "&classes=" + encoded("\"><b>'");

        assertThat(page(page, foreign).body()).contains("footer.js").doesNotContain("\"><b>");
    }

    @Test
    void withoutAServerOnlyOurOwnApplicationShowsTheIcon() {
        assertThat(page("wishes", "?server=").body()).contains("class=\"voip-call\"");
        assertThat(page("/portal/wishes.xhtml", "?server=").body()).doesNotContain("voip-call", "footer.js");
    }

    @Test
    void theJarHoldsTheCompositeItsTagLibraryAndNothingElse() throws IOException {
        try (JarFile jar = new JarFile(footerJar())) {
            assertThat(jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName))
                    .containsExactlyInAnyOrder(
                            "META-INF/MANIFEST.MF", "META-INF/voip.taglib.xml", "META-INF/resources/voip/footer.xhtml");
            assertThat(jar.getInputStream(jar.getEntry("META-INF/resources/voip/footer.xhtml")))
                    .hasSameContentAs(Files.newInputStream(Path.of("src/main/webapp/resources/voip/footer.xhtml")));
        }
    }

    private static File footerJar() {
        File built = new File(System.getProperty("voip.war", "target/voip.war"));
        return new File(built.getParentFile(), "voip-footer.jar");
    }

    @Test
    void theGuidesSampleIsAPageOfAnotherApplication() {
        assertThat(page("/portal/index.xhtml", "").body())
                .contains("<script type=\"module\" src=\"https://desk.example/voip/footer.js\"></script>")
                .contains("<voip-call");
    }

    /** Ajax has replaced the whole page three times before. */
    @Test
    void anotherApplicationPlacesARealCall() {
        world.with();
        try (Browser chromium = CallPage.browser();
                CallPage phone = CallPage.open(
                        chromium, world.awaitGateway().server.uri("").resolve("/portal/beside.xhtml"))) {
            Locator icon = phone.portal().locator(".voip-call");
            for (int i = 0; i < 3; i++) {
                PlaywrightAssertions.assertThat(icon).hasAccessibleName(Texts.of(Languages.SPANISH, "portal.call"));
                icon.evaluate("icon => icon.id = 'old'");
                phone.portal().locator("[value=All]").click();
                PlaywrightAssertions.assertThat(phone.portal().locator("#old")).hasCount(0);
            }
            PlaywrightAssertions.assertThat(icon).hasCount(1);

            phone.call();
            PlaywrightAssertions.assertThat(icon)
                    .hasAttribute("data-running", Pattern.compile("(?!00:00)[0-9]{2}:[0-9]{2}"));
            assertThat(icon.boundingBox().width).isGreaterThan(52);
            icon.evaluate("icon => icon.id = 'old'");
            phone.portal().locator("[value=All]").click();
            PlaywrightAssertions.assertThat(phone.portal().locator("#old")).hasCount(0);
            PlaywrightAssertions.assertThat(icon).hasAttribute("data-running", Pattern.compile("[0-9]{2}:[0-9]{2}"));
            phone.awaitTone(CallPage.DESK_HERTZ);
            phone.speak();
            phone.hangUp();
            PlaywrightAssertions.assertThat(icon).not().hasAttribute("data-running", Pattern.compile(".*"));
        }
        world.awaitNothingLeft();
    }

    @Test
    void aFormThatComesBackFindsTheIconOnceOrNotAtAll() {
        HttpResponse<String> page = page("");
        assertThat(page.body().split("voip-call")).hasSize(2);

        page = postBack(page);
        assertThat(page.body().split("voip-call")).hasSize(2);

        administrator.save(SampleParameters.INITIAL);
        page = postBack(page);
        assertThat(page.body()).contains("<footer></footer>");

        administrator.save(SampleParameters.COMPLETE);
        assertThat(postBack(page).body().split("voip-call")).hasSize(2);
    }

    private HttpResponse<String> page(String query) {
        return page("wishes", query);
    }

    private HttpResponse<String> page(String path, String query) {
        HttpResponse<String> page = browser.get(path + query, "Accept-Language", "en");
        assertThat(page.statusCode()).isEqualTo(200);
        return page;
    }

    private HttpResponse<String> postBack(HttpResponse<String> page) {
        Map<String, String> form = PlainBrowser.with(PlainBrowser.fields(page), "form:again", "Again");
        HttpResponse<String> answer = browser.post("wishes", form, "Accept-Language", "en");
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
