package org.portalvoip.diagnosis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.portalvoip.call.EndReason;
import org.portalvoip.language.Languages;
import org.portalvoip.testing.SampleParameters;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.ParametersPage;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.server.Server;
import org.portalvoip.testing.server.SharedServer;

/** Each finding of the test call, shown on the screen in each language; what the calls find in the lab is tested there. */
@ExtendWith(SharedServer.class)
@Tag("thorough")
class SoundFindingsIT {
    static final List<Locale> languages = Languages.ALL;

    /** Takes the place of the call: it is over at once, with what the page says. */
    private static final String CALL = """
            export class Trial {
              constructor(base, show) {
                Object.assign(this, { facts: window.facts, show });
              }
              async start() {
                this.show('ended');
              }
              end() {}
            }""";

    /** For each of the facts all findings, as names and values, and as they are on the screen. */
    private static final String SHOW = """
            async () => {
              const admin = document.querySelector('script[src*="parameters.js"]').src.replace('parameters.js', '');
              const { start } = await import(admin + 'testcall.js');
              const { findings } = await import(admin + 'sound.js');
              const none = { times: {}, addresses: new Set(), turn: [], failures: new Map(), relays: new Set() };
              const talk = { ...none, times: { ringing: 0.5, established: 2 }, talked: true, reason: 'HANG_UP', heard: true,
                sent: 750, received: 740, energy: 0.1, codec: 'opus', rtt: 3, jitter: 2, lost: 5, keys: 'rtp' };
              const one = new Set(['10.0.0.9']);
              const calls = [
                { ...talk, route: 'host' },
                { ...talk, route: 'srflx', keys: 'info' },
                { ...talk, route: 'prflx', keys: 'none' },
                { ...talk, route: 'host', transport: 'tcp', heard: false },
                { ...talk, route: 'relay', received: 0 },
                { ...talk, route: 'relay', transport: 'tcp', energy: 0 },
                { ...talk, route: 'relay', transport: 'tls', lost: 80 },
                { ...talk, failures: new Map([['turn:a.example', 401], ['turns:b.example', 701]]) },
                { ...talk, received: undefined, reason: 'FAR_END' },
                { ...none, reason: 'NO_SOUND' },
                { ...none, reason: 'NO_SOUND', addresses: one },
                { ...none, reason: 'MEDIA_FAILED', addresses: one, turn: ['turn:a.example'] },
                ...['HANG_UP', 'NOT_ACCEPTABLE', 'RING_TIMEOUT', 'NOT_ALLOWED', 'NO_CONNECTION', 'NETWORK_LOST',
                  'BROWSER_FAILED', 'TOO_FAST', 'BUSY'].map(reason => ({ ...none, reason })),
              ];
              const shown = [];
              for (window.facts of calls) {
                await start();
                const items = [...document.querySelectorAll('#sound .steps li')];
                findings(window.facts).forEach(([name, ...values], i) =>
                  shown.push({ name, values, found: items[i].dataset.finding, text: items[i].innerText }));
              }
              return JSON.stringify(shown);
            }""";

    private final Server server;
    private final Administrator program;
    private final Browser browser;

    SoundFindingsIT(Server server, Administrator program, Browser browser) {
        this.server = server;
        this.program = program;
        this.browser = browser;
    }

    @ParameterizedTest
    @FieldSource("languages")
    void eachIsShownInTheLanguageOfThePage(Locale language) {
        program.save(SampleParameters.COMPLETE);
        try (Visit visit = browser.visit(language)) {
            program.lendSession(visit);
            visit.context()
                    .route(
                            "**/trial.js*",
                            route -> route.fulfill(new Route.FulfillOptions()
                                    .setContentType("text/javascript")
                                    .setBody(CALL)));
            ParametersPage.open(server, visit);
            Set<String> seen = new TreeSet<>();
            for (JsonObject shown : shown(visit)) {
                assertThat(shown.getString("text")).isEqualTo(sentence(visit, shown));
                seen.add(shown.getString("found"));
            }
            assertThat(seen)
                    .isEqualTo(Stream.of(SoundFinding.values())
                            .map(Enum::name)
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    private static List<JsonObject> shown(Visit visit) {
        try (var reader =
                Json.createReader(new StringReader((String) visit.page().evaluate(SHOW)))) {
            return reader.readArray().getValuesAs(JsonObject.class);
        }
    }

    /** As the bundles have it, with the mark of what is not good in front. */
    private static String sentence(Visit visit, JsonObject shown) {
        JsonArray values = shown.getJsonArray("values");
        String name = shown.getString("name");
        String text = visit.text(
                "sound.finding." + name,
                values.stream().map(value -> written(visit, value)).toArray());
        Verdict verdict = SoundFinding.valueOf(name).verdict();
        return verdict == Verdict.GOOD
                ? text
                : visit.text("test.state." + verdict.name().toLowerCase(Locale.ROOT)) + " · " + text;
    }

    private static Object written(Visit visit, JsonValue value) {
        if (value instanceof JsonNumber number) {
            return number.doubleValue();
        }
        String text = ((JsonString) value).getString();
        boolean reason = Stream.of(EndReason.values()).map(Enum::name).anyMatch(text::equals);
        return reason ? visit.text("calls.reason." + text) : text;
    }
}
