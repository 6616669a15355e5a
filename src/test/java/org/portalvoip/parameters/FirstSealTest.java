package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.portalvoip.secret.SealBroken;
import org.portalvoip.secret.SealBroken.Reason;
import org.portalvoip.secret.Secret;
import org.portalvoip.testing.FirstVersion;
import org.portalvoip.testing.SampleParameters;

/** The first start of a node on a database: whose key seals, and what becomes of a secret from before an upgrade. */
class FirstSealTest {
    private static final Secret SECRET = new Secret("lab-secret-of-goofy");

    @TempDir
    Path data;

    @TempDir
    Path otherData;

    private Table table;

    @BeforeEach
    void freshInstallation() {
        table = new Table(data);
    }

    @Test
    void theVeryFirstStartMakesAKey() throws SealBroken {
        table.start();

        assertThat(table.keyFile).exists();
        assertThat(table.stored().sealBroken()).isNull();
    }

    @Test
    void aSecondNodeWithoutTheKeyMakesNone() throws Exception {
        table.start();
        Table second = new Table(otherData, table);

        assertBroken(Reason.MISSING, second);
        assertThat(second.stored().sealBroken().reason()).isEqualTo(Reason.MISSING);
        assertThat(second.keyFile).doesNotExist();

        Files.copy(table.keyFile, second.keyFile);
        second.start();
        assertThat(second.stored().sealBroken()).isNull();
    }

    @Test
    void aSecondNodeWithAnotherKeySaysSoAndDoesNotCall() throws Exception {
        new Table(otherData).start();
        table.start();
        table.saveComplete(SECRET.reveal());
        Table second = new Table(otherData, table);

        assertBroken(Reason.FOREIGN, second);
        assertThat(second.stored().sealBroken().reason()).isEqualTo(Reason.FOREIGN);
        assertThat(second.stored().usable().callable()).isFalse();

        second.save(new Submission(Map.of(), SecretAct.REPLACE, SECRET, Map.of()));
        second.start();
        table.restore(second.dump());
        assertThat(table.stored().sealBroken().reason()).isEqualTo(Reason.FOREIGN);
    }

    @Test
    void aSecretOfAnEarlierVersionIsSealedForThePlaceWhereItStands() throws Exception {
        beforeTheUpgrade();

        table.start();

        assertThat(table.setting(Parameter.PASSWORD)).startsWith("v2:");
        assertThat(table.opened()).isEqualTo(SECRET);
        table.put(Parameter.SERVER, "wss://elsewhere.example");
        assertThat(table.opened()).isNull();
    }

    @Test
    void onlyTheVeryFirstStartOpensSuchASecret() throws Exception {
        String payload = beforeTheUpgrade();
        table.start();

        table.put(Parameter.PASSWORD, payload);
        table.put(Parameter.SERVER, "wss://elsewhere.example");
        assertThat(table.opened()).isNull();
        table.start();
        assertThat(table.opened()).isNull();
        table.forgetKey();
        assertBroken(Reason.CHANGED, table);
        assertThat(table.opened()).isNull();
    }

    @Test
    void withoutItsKeySuchASecretWaitsForIt() throws Exception {
        beforeTheUpgrade();
        Path away = Files.move(table.keyFile, data.resolve("away"));

        assertBroken(Reason.MISSING, table);
        assertThat(table.keyFile).doesNotExist();
        Files.move(away, table.keyFile);
        table.start();

        assertThat(table.opened()).isEqualTo(SECRET);
    }

    @Test
    void aDatabaseThatForgotItsKeyIsNotGivenAnother() throws Exception {
        table.start();
        table.saveComplete(SECRET.reveal());
        table.forgetKey();
        new Table(otherData).start();
        Table second = new Table(otherData, table);

        assertBroken(Reason.FOREIGN, second);
        table.start();
        assertThat(table.opened()).isEqualTo(SECRET);
    }

    private static void assertBroken(Reason reason, Table table) {
        assertThatExceptionOfType(SealBroken.class)
                .isThrownBy(table::start)
                .satisfies(broken -> assertThat(broken.reason()).isEqualTo(reason));
    }

    /** The complete set with its secret as version 1 of the payload holds it. */
    private String beforeTheUpgrade() throws Exception {
        table.box.ensureKey();
        SampleParameters.withoutSecret().forEach(table::put);
        String payload = FirstVersion.seal(table.keyFile, SECRET.reveal());
        table.put(Parameter.PASSWORD, payload);
        return payload;
    }
}
