package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.SampleParameters.COMPLETE;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.portalvoip.secret.SealBroken.Reason;
import org.portalvoip.secret.Secret;
import org.portalvoip.sip.Extension;
import org.portalvoip.testing.LogCapture;
import org.portalvoip.web.DatabaseTrouble;

/**
 * What a look at the database and the key file makes of what it finds there. Longer than 200 lines, because rows, keys
 * and clocks can each differ from what was seen before, and every pair has its outcome.
 */
@SuppressWarnings("UnnecessaryAssignment") // what CDI does in a server
class ParametersWatchTest {
    private static final Secret SECRET = new Secret("lab-secret");

    private final ActiveParameters active = new ActiveParameters();
    private final List<ParametersInForce> told = new ArrayList<>();
    private final LogCapture said = new LogCapture(ActiveParameters.class);
    private final LogCapture saidOfDatabase = new LogCapture(ParametersWatch.class);

    @TempDir
    Path data;

    private Table table;
    private SQLException away;
    private SQLException refusal;
    private int reads;
    private int witnessed;
    private Runnable meanwhile = () -> {};

    private final ParametersWatch watch = new ParametersWatch() {
        @Override
        List<String> storedRows() throws SQLException {
            if (away != null) {
                throw away;
            }
            return table.contents();
        }

        @Override
        SQLException probe() {
            return refusal;
        }
    };

    @BeforeEach
    void connect() throws Exception {
        table = new Table(data);
        table.start();
        table.saveComplete(SECRET.reveal());
        active.inForce = new FakeEvent<>(told::add);
        watch.active = active;
        watch.secretBox = table.box;
        watch.stored = new Parameters() {
            @Override
            public StoredParameters stored() {
                reads++;
                var found = table.stored();
                meanwhile.run();
                return found;
            }

            @Override
            public void witness() {
                witnessed++;
            }
        };
        watch.look();
    }

    @AfterEach
    void printAgain() {
        said.close();
        saidOfDatabase.close();
    }

    @Test
    void nothingIsReadOrToldWhileNothingChanges() {
        watch.look();
        watch.look();

        assertThat(reads).isEqualTo(1);
        assertThat(told).hasSize(1);
        assertThat(active.current().callable()).isTrue();
    }

    @Test
    void eachContentIsToldToWhoeverKeepsAHistory() {
        watch.look();
        assertThat(witnessed).isEqualTo(1);

        table.put(Parameter.EXTENSION, "0900");
        watch.look();
        watch.look();
        assertThat(witnessed).isEqualTo(2);
    }

    @Test
    void whileTheDatabaseTakesNoChangesNobodyIsAskedToRecordOne() {
        refusal = new SQLException("cannot execute UPDATE in a read-only transaction", "25006");
        table.put(Parameter.EXTENSION, "0900");
        watch.look();
        assertThat(witnessed).isEqualTo(1);

        refusal = null;
        watch.look();
        assertThat(witnessed).isEqualTo(2);
    }

    @Test
    void whatAnotherNodeSavedComesIntoForce() throws Exception {
        table.saveKeeping(Parameter.EXTENSION, "0900");
        watch.look();

        assertThat(active.current().extension()).isEqualTo(new Extension("0900"));
        assertThat(told).hasSize(2);
    }

    @Test
    void aRowThatSomebodyChangesWithoutRaisingItsVersionComesIntoForce() {
        table.put(Parameter.EXTENSION, "0900");
        watch.look();

        assertThat(active.current().extension()).isEqualTo(new Extension("0900"));
    }

    @Test
    void aRestoredBackupComesIntoForceAndIsSaid() throws Exception {
        Table.Dump backup = table.dump();
        table.saveKeeping(Parameter.EXTENSION, "0900");
        watch.look();

        table.restore(backup);
        watch.look();

        assertThat(active.current().extension()).isEqualTo(new Extension("0800"));
        assertThat(active.current().callable()).isTrue();
        assertThat(said.messages(Level.WARNING)).singleElement().asString().contains("restore of a backup");
    }

    @Test
    void aSaveAfterARestoredBackupIsInForceAtOnce() throws Exception {
        Table.Dump backup = table.dump();
        for (int save = 0; save < 5; save++) {
            table.saveKeeping(Parameter.EXTENSION, "090" + save);
        }
        watch.look();
        table.restore(backup);
        watch.look();
        table.saveKeeping(Parameter.EXTENSION, "0910");
        active.saved(new ParametersChanged(table.stored(), 1));

        assertThat(active.current().extension()).isEqualTo(new Extension("0910"));
        watch.look();
        assertThat(active.current().extension()).isEqualTo(new Extension("0910"));
    }

    @Test
    void aSaveThatCrossesALookStaysAndTheNextLookAgrees() throws Exception {
        table.saveKeeping(Parameter.EXTENSION, "0900");
        meanwhile = () -> {
            save(Parameter.EXTENSION, "0910");
            active.saved(new ParametersChanged(table.stored(), 1));
        };
        watch.look();
        assertThat(active.current().extension()).isEqualTo(new Extension("0910"));

        meanwhile = () -> {};
        watch.look();
        assertThat(active.current().extension()).isEqualTo(new Extension("0910"));
        assertThat(told).hasSize(2);
    }

    @Test
    void aSetThatBreaksARuleIsSwitchedOffAndSaidOnce() {
        table.put(Parameter.REGISTRATION_APPROACH, "abc");
        watch.look();
        table.put(Parameter.EXTENSION, "0900");
        watch.look();

        assertThat(active.current().switchedOn()).isFalse();
        assertThat(active.current().callable()).isFalse();
        assertThat(active.isHindered()).isTrue();
        assertThat(active.problems()).extracting(Violation::text).containsExactly("parameters.330.choice");
        assertThat(said.messages(Level.SEVERE))
                .singleElement()
                .asString()
                .startsWith("There are no calls, because stored parameters cannot be used. 330: ");
    }

    @Test
    void aSetThatBreaksTheSameRuleAgainAfterASaveIsSaidAgain() throws Exception {
        table.put(Parameter.REGISTRATION_APPROACH, "abc");
        watch.look();
        table.saveKeeping(Parameter.REGISTRATION_APPROACH, "1");
        active.saved(new ParametersChanged(table.stored(), 1));
        assertThat(active.current().callable()).isTrue();
        table.put(Parameter.REGISTRATION_APPROACH, "abc");
        watch.look();

        assertThat(said.messages(Level.SEVERE)).hasSize(2);
    }

    @Test
    void aRuleThatIsKeptAgainBringsCallsBack() {
        table.put(Parameter.EXTENSION, null);
        watch.look();
        assertThat(active.current().callable()).isFalse();
        table.put(Parameter.EXTENSION, "0900");
        watch.look();

        assertThat(active.current().callable()).isTrue();
        assertThat(active.isHindered()).isFalse();
    }

    @Test
    void whoeverLeadsTheSecretElsewhereEndsTheCallsAtOnce() {
        table.put(Parameter.SERVER, "wss://elsewhere.example");
        watch.look();

        assertThat(active.current().callable()).isFalse();
        assertThat(active.current().password()).isNull();
        assertThat(active.sealBroken()).contains(Reason.CHANGED);
        assertThat(said.messages(Level.SEVERE))
                .singleElement()
                .asString()
                .startsWith("Parameter 328 cannot be used: ")
                .endsWith("enter it again");

        table.put(Parameter.SERVER, COMPLETE.get(324));
        watch.look();
        assertThat(active.current().callable()).isTrue();
    }

    @Test
    void aKeyThatComesBackBringsCallsBackWithoutASave() throws Exception {
        Path elsewhere = Files.move(table.keyFile, data.resolve("elsewhere"));
        watch.look();
        watch.look();
        watch.look();
        assertThat(active.current().callable()).isFalse();
        assertThat(active.sealBroken()).contains(Reason.MISSING);
        assertThat(said.messages(Level.SEVERE)).singleElement().asString().contains("is missing");

        Files.move(elsewhere, table.keyFile);
        watch.look();

        assertThat(active.current().callable()).isTrue();
        assertThat(active.current().password()).isEqualTo(SECRET);
        assertThat(said.messages(Level.INFO)).containsExactly("Parameter 328 can be used again");
    }

    @Test
    void aKeyFileThatOthersMayReadTakesCallsAwayAndItsRepairBringsThemBack() throws Exception {
        Files.setPosixFilePermissions(table.keyFile, PosixFilePermissions.fromString("rw-r--r--"));
        watch.look();
        watch.look();
        assertThat(active.sealBroken()).contains(Reason.EXPOSED);
        assertThat(active.current().callable()).isFalse();

        Files.setPosixFilePermissions(table.keyFile, PosixFilePermissions.fromString("rw-------"));
        watch.look();
        assertThat(active.current().callable()).isTrue();
    }

    @Test
    void nobodyIsToldWhileTheKeyFileIsBeingReplaced() throws Exception {
        String own = Files.readString(table.keyFile);
        Files.writeString(table.keyFile, own.substring(0, own.length() / 2));
        watch.look();
        Files.writeString(table.keyFile, own + "k2027 " + "A".repeat(43) + "\n");
        watch.look();
        Files.writeString(table.keyFile, "");
        watch.look();
        Files.writeString(table.keyFile, own + "k2027 " + "A".repeat(43) + "\n");
        watch.look();
        watch.look();

        assertThat(told).hasSize(1);
        assertThat(active.current().callable()).isTrue();
        assertThat(said.messages(Level.SEVERE)).isEmpty();
    }

    @Test
    void theKeyOfADatabaseWithoutASecretIsWatchedToo() throws Exception {
        table.save(new Submission(Map.of(Parameter.REGISTRATION_APPROACH, "3"), SecretAct.REMOVE, null, Map.of()));
        watch.look();
        Files.delete(table.keyFile);
        watch.look();
        watch.look();

        assertThat(active.sealBroken()).contains(Reason.MISSING);
        assertThat(active.current().callable()).isTrue();
    }

    @Test
    void aPasswordThatTravelsInClearIsSaidWhenItBegins() throws Exception {
        for (String server :
                List.of("ws://127.0.0.1:8188", "wss://gw.example", "ws://gw.example", "ws://gw.example/x")) {
            table.save(new Submission(Map.of(Parameter.SERVER, server), SecretAct.REPLACE, SECRET, Map.of()));
            watch.look();
        }

        assertThat(said.messages(Level.WARNING)).singleElement().asString().contains("unencrypted");
        assertThat(active.warnings()).hasSize(1);
    }

    @Test
    void whileTheDatabaseIsAwayTheLastSetStaysAndItIsSaidOnce() throws Exception {
        table.saveKeeping(Parameter.EXTENSION, "0900");
        away = new SQLException("away", "08006");
        watch.look();
        watch.look();
        assertThat(active.current().extension()).isEqualTo(new Extension("0800"));
        away = null;
        watch.look();

        assertThat(active.current().extension()).isEqualTo(new Extension("0900"));
        assertThat(saidOfDatabase.messages(Level.WARNING)).hasSize(1);
        assertThat(saidOfDatabase.messages(Level.INFO)).containsExactly("The database is back");
    }

    @Test
    void rowsThatSomebodyElseHoldsAreNoAbsentDatabase() {
        away = new SQLException("canceling statement due to user request", "57014");
        watch.look();
        away = null;
        refusal = new SQLException("canceling statement due to lock timeout", "55P03");
        watch.look();
        watch.look();

        assertThat(watch.refusal()).isEmpty();
        assertThat(saidOfDatabase.messages(Level.WARNING))
                .singleElement()
                .asString()
                .startsWith("Somebody else has locked the parameters in the database");
    }

    @Test
    void aDatabaseThatTakesNoChangesIsSaidOnceAndItsReturnToo() {
        refusal = new SQLException("cannot execute UPDATE in a read-only transaction", "25006");
        watch.look();
        watch.look();
        assertThat(watch.refusal()).contains(DatabaseTrouble.READ_ONLY);
        watch.look();
        refusal = new SQLException("nothing to do with it", "22001");
        watch.look();
        watch.look();
        assertThat(watch.refusal()).isEmpty();

        assertThat(saidOfDatabase.messages(Level.WARNING)).hasSize(1);
        assertThat(saidOfDatabase.messages(Level.INFO)).containsExactly("The database takes changes again");
    }

    private void save(Parameter parameter, String value) {
        try {
            table.saveKeeping(parameter, value);
        } catch (StaleParameters | InvalidParameters e) {
            throw new IllegalStateException(e);
        }
    }
}
