package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.portalvoip.secret.Secret;
import org.portalvoip.testing.SampleParameters;

/**
 * Administrators who save over each other's readings, a writer in the database, and a key file that comes and goes:
 * wherever the secret could be sent, somebody entered it for exactly that place, and it is the one entered last.
 */
class SecretPlacesTest {
    private static final Logger LOG = System.getLogger(SecretPlacesTest.class.getName());
    private static final int STEPS = 3_000;
    private static final List<Parameter> PLACE =
            List.of(Parameter.SERVER, Parameter.DOMAIN, Parameter.PORT, Parameter.USER);
    private static final List<List<String>> CHOICES = List.of(
            List.of("wss://a.example", "wss://b.example", "https://a.example/janus"),
            List.of("a.example", "b.example", "10.0.0.1"),
            List.of("5060", "5061", "506"),
            List.of("goofy", "pluto", "1"));

    @TempDir
    Path data;

    private final Random random = new Random(328);
    private final Map<String, List<String>> enteredFor = new HashMap<>();
    private final List<Table.Dump> backups = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private String latest;
    private Table table;

    @Test
    void itGoesOnlyWhereItWasEnteredFor() throws Exception {
        table = new Table(data);
        table.start();
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(20)) {
                case 0 -> enter("secret" + step);
                case 1 -> write();
                case 2 -> putOlderPayload();
                case 3 -> swapKeyFile();
                default -> keep();
            }
            assertPlace();
            if (backups.size() == 50) {
                backups.remove(random.nextInt(50));
            }
            backups.add(table.dump());
        }
        LOG.log(Level.INFO, "The secret of 328 in {0} steps: {1}", STEPS, counts);
        assertThat(counts.keySet())
                .contains("opened", "shut", "kept", "kept with another place", "refused", "stale", "entered");
    }

    private void assertPlace() {
        Secret opened = table.opened();
        count(opened == null ? "shut" : "opened");
        if (opened != null) {
            assertThat(opened.reveal()).isEqualTo(latest);
            assertThat(place()).isEqualTo(enteredFor.get(latest));
        }
    }

    private void enter(String secret) throws Exception {
        Map<Parameter, String> values = SampleParameters.withoutSecret();
        boolean sameServer = latest != null && random.nextBoolean();
        PLACE.forEach(parameter -> values.put(parameter, sameServer ? table.setting(parameter) : any(parameter)));
        // Its key file may be away: then there is a new one, and none that a test puts back.
        table.save(new Submission(values, SecretAct.REPLACE, new Secret(secret), Map.of()));
        enteredFor.put(secret, place());
        latest = secret;
        count(sameServer ? "entered again" : "entered");
    }

    private void keep() throws Exception {
        Map<Parameter, String> values = new EnumMap<>(Parameter.class);
        values.put(Parameter.ACTIVE, random.nextBoolean() ? "S" : "N");
        values.put(Parameter.EXTENSION, "0" + random.nextInt(1000));
        if (random.nextInt(3) == 0) {
            Parameter parameter = PLACE.get(random.nextInt(PLACE.size()));
            values.put(parameter, any(parameter));
        }
        Map<Parameter, Integer> seen = random.nextInt(4) == 0 && !backups.isEmpty()
                ? backups.get(random.nextInt(backups.size())).versions()
                : table.versions();
        List<String> before = place();
        try {
            table.save(new Submission(values, SecretAct.KEEP, null, seen));
            count(place().equals(before) ? "kept" : "kept with another place");
        } catch (StaleParameters e) {
            count("stale");
        } catch (InvalidParameters e) {
            count("refused");
        }
    }

    private void write() {
        Parameter parameter = PLACE.get(random.nextInt(PLACE.size()));
        table.put(parameter, any(parameter));
    }

    private void putOlderPayload() {
        if (!backups.isEmpty()) {
            table.put(
                    Parameter.PASSWORD,
                    backups.get(random.nextInt(backups.size())).settings().get(Parameter.PASSWORD));
        }
    }

    private void swapKeyFile() throws Exception {
        Path other = data.resolve("other");
        Path third = data.resolve("third");
        boolean away = Files.exists(table.keyFile);
        if (away) {
            Files.move(table.keyFile, third);
        }
        if (Files.exists(other)) {
            Files.move(other, table.keyFile);
        }
        if (away) {
            Files.move(third, other);
        }
    }

    private String any(Parameter parameter) {
        List<String> choices = CHOICES.get(PLACE.indexOf(parameter));
        return choices.get(random.nextInt(choices.size()));
    }

    private List<String> place() {
        return PLACE.stream()
                .map(parameter -> String.valueOf(table.setting(parameter)))
                .toList();
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }
}
