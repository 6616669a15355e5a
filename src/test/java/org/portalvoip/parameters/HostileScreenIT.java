package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.SampleParameters.COMPLETE;

import java.io.StringReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalvoip.testing.Endurance;
import org.portalvoip.testing.HostileValues;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.HtmlForm;
import org.portalvoip.testing.browser.StoredSet;
import org.portalvoip.testing.server.Server;
import org.portalvoip.testing.server.SharedServer;
import org.xml.sax.InputSource;

/** The form of the parameter screen with hostile values, sent as a browser sends them. */
@Tag("repeated")
@Tag("thorough")
@Tag("once")
@ExtendWith(SharedServer.class)
class HostileScreenIT {
    private static final int VALUES_PER_FIELD = Endurance.of(10_000, 500);
    private static final int ALONE_AMONG_GOOD_ONES = Endurance.of(2_000);
    private static final Pattern NONCE = Pattern.compile("nonce=\"([^\"]+)\"");

    private final HostileValues hostile = HostileValues.of(HostileScreenIT.class);
    private final DocumentBuilder xml = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    private final Server server;
    private final Administrator administrator;
    private final StoredSet stored;
    private HtmlForm form;

    HostileScreenIT(Server server) throws Exception {
        this.server = server;
        this.administrator = Administrator.signIn(server);
        this.stored = new StoredSet(administrator);
    }

    @BeforeEach
    void open() {
        administrator.save(COMPLETE);
        stored.read();
        String page = administrator.get("admin/parameters").body();
        Matcher nonce = NONCE.matcher(page);
        assertThat(nonce.find()).isTrue();
        form = new HtmlForm(page, "parameters")
                .with("primefaces.nonce", nonce.group(1))
                .with("jakarta.faces.partial.ajax", "true")
                .with("jakarta.faces.source", "save")
                .with("jakarta.faces.partial.execute", "parameters")
                .with("jakarta.faces.partial.render", "outcome saved")
                .with("save", "save");
    }

    @Test
    void eightHostileValuesAtOnce() throws Exception {
        for (int i = 0; i < VALUES_PER_FIELD; i++) {
            Map<Integer, String> wish = new TreeMap<>();
            COMPLETE.forEach((number, valid) -> wish.put(number, hostile.next(valid)));
            send(wish, hostile.number(2) == 0 ? "REPLACE" : hostile.next("KEEP"));
        }
        stored.assertUnchanged();
    }

    @Test
    void oneHostileValueAmongSevenGoodOnes() throws Exception {
        for (int i = 0; i < ALONE_AMONG_GOOD_ONES; i++) {
            Map<Integer, String> wish = new TreeMap<>(COMPLETE);
            wish.compute(323 + i % 8, (number, valid) -> hostile.next(valid));
            send(wish, "REPLACE");
        }
        stored.assertUnchanged();
    }

    /** The page says that nothing was saved, so nothing may have been. */
    @Test
    void aFormWithAnotherNonceIsNotSaved() {
        form.with("primefaces.nonce", "another");

        HttpResponse<String> answer = post(Map.of(329, "0900"), "KEEP");

        assertThat(answer.body()).contains("<redirect").contains("?expired");
        stored.assertUnchanged();
    }

    private HttpResponse<String> post(Map<Integer, String> wish, String act) {
        wish.forEach((number, value) -> form.with(number == 323 ? "p323_input" : "p" + number, value));
        form.with("act328", act);
        return administrator.send(HttpRequest.newBuilder(server.uri("admin/parameters"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Faces-Request", "partial/ajax")
                .POST(form.body()));
    }

    private void send(Map<Integer, String> wish, String act) throws Exception {
        String request = act + " " + wish;
        HttpResponse<String> answer = post(wish, act);

        StoredSet.assertTellsNothing(answer, request);
        assertThat(answer.statusCode()).as(request).isEqualTo(200);
        assertThat(answer.body()).as(request).contains("<changes>").doesNotContain(COMPLETE.get(328));
        xml.parse(new InputSource(new StringReader(answer.body())));
        if (answer.body().contains("class=\"good\"")) {
            wish.compute(323, (number, box) -> box.matches("(?i)on|yes|true") ? "S" : "N");
            stored.assertBecame(wish, request);
        }
    }
}
