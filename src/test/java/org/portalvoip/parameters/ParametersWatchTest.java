package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portalvoip.secret.Secret;
import org.portalvoip.sip.Extension;
import org.portalvoip.testing.LogCapture;

/** What a look at the database makes of what it finds there. */
@SuppressWarnings("UnnecessaryAssignment") // what CDI does in a server
class ParametersWatchTest extends RulesOfASet {
    private final ActiveParameters active = new ActiveParameters();
    private final List<ParametersInForce> told = new ArrayList<>();
    private final LogCapture said = new LogCapture(ActiveParameters.class);
    private final LogCapture saidOfDatabase = new LogCapture(ParametersWatch.class);

    private long revision = 8;
    private String unreadable = "";
    private boolean away;
    private int reads;
    private Runnable meanwhile = () -> {};

    private final ParametersWatch watch = new ParametersWatch() {
        @Override
        long storedRevision() throws SQLException {
            if (away) {
                throw new SQLException("away");
            }
            return revision;
        }
    };

    @BeforeEach
    void connect() {
        active.inForce = new FakeEvent<>(told::add);
        watch.active = active;
        watch.stored = new Parameters() {
            @Override
            public StoredParameters stored() {
                reads++;
                var found = new StoredParameters(
                        new WrittenSet(values, unreadable.isEmpty() ? secret : null, Optional.empty()),
                        revision,
                        unreadable);
                meanwhile.run();
                return found;
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
    void nothingIsReadOrToldWhileTheRevisionStays() {
        watch.look();
        watch.look();

        assertThat(reads).isEqualTo(1);
        assertThat(told).hasSize(1);
    }

    @Test
    void whatAnotherNodeSavedComesIntoForce() {
        store(9, Parameter.EXTENSION, "0900");
        watch.look();

        assertThat(active.current().extension()).isEqualTo(new Extension("0900"));
        assertThat(told).extracting(ParametersInForce::revision).containsExactly(8L, 9L);
    }

    @Test
    void aRestoredBackupComesIntoForceThoughItsRevisionIsLower() {
        store(3, Parameter.ACTIVE, "N");
        watch.look();

        assertThat(active.current().switchedOn()).isFalse();
    }

    @Test
    void aSaveAfterARestoredBackupIsInForceAtOnce() {
        store(3, Parameter.ACTIVE, "N");
        watch.look();
        store(4, Parameter.EXTENSION, "0900");
        active.saved(new ParametersChanged(set(), 4, 1));

        assertThat(active.current().extension()).isEqualTo(new Extension("0900"));
    }

    @Test
    void aSaveThatCrossesALookStaysAndTheNextLookAgrees() {
        store(9, Parameter.EXTENSION, "0900");
        meanwhile = () -> {
            store(10, Parameter.EXTENSION, "0910");
            active.saved(new ParametersChanged(set(), 10, 1));
        };
        watch.look();
        assertThat(active.current().extension()).isEqualTo(new Extension("0910"));

        meanwhile = () -> {};
        watch.look();
        assertThat(active.current().extension()).isEqualTo(new Extension("0910"));
        assertThat(told).extracting(ParametersInForce::revision).containsExactly(8L, 10L);
    }

    @Test
    void aSetThatBreaksARuleIsSwitchedOffAndSaidOnce() {
        store(9, Parameter.REGISTRATION_APPROACH, "abc");
        watch.look();
        store(10, Parameter.EXTENSION, "0900");
        watch.look();

        assertThat(active.current().switchedOn()).isFalse();
        assertThat(active.current().callable()).isFalse();
        assertThat(said.messages(Level.SEVERE))
                .singleElement()
                .asString()
                .startsWith("There are no calls, because stored parameters cannot be used. 330: ");
    }

    @Test
    void aSetThatBreaksTheSameRuleAgainAfterASaveIsSaidAgain() {
        store(9, Parameter.REGISTRATION_APPROACH, "abc");
        watch.look();
        store(10, Parameter.REGISTRATION_APPROACH, "1");
        active.saved(new ParametersChanged(set(), 10, 1));
        assertThat(active.current().callable()).isTrue();
        store(11, Parameter.REGISTRATION_APPROACH, "abc");
        watch.look();

        assertThat(said.messages(Level.SEVERE)).hasSize(2);
    }

    @Test
    void aRuleThatIsKeptAgainBringsCallsBack() {
        store(9, Parameter.EXTENSION, null);
        watch.look();
        assertThat(active.current().callable()).isFalse();
        store(10, Parameter.EXTENSION, "0900");
        watch.look();

        assertThat(active.current().callable()).isTrue();
    }

    @Test
    void aSecretThatCanBeReadAgainBringsCallsBackWithoutASave() {
        unreadable = "the key file is missing";
        revision = 9;
        watch.look();
        watch.look();
        assertThat(active.current().callable()).isFalse();
        assertThat(said.messages(Level.SEVERE))
                .containsOnlyOnce("Parameter 328 cannot be used: the key file is missing");

        unreadable = "";
        watch.look();

        assertThat(active.current().callable()).isTrue();
        assertThat(active.current().password()).isEqualTo(secret);
        assertThat(told).extracting(ParametersInForce::revision).containsExactly(8L, 9L, 9L);
    }

    @Test
    void aSecretThatASaveCouldNotReadIsTriedAgain() {
        unreadable = "the key file is missing";
        secret = null;
        store(9, Parameter.ACTIVE, "N");
        active.saved(new ParametersChanged(set(), 9, 1));
        watch.look();
        assertThat(said.messages(Level.SEVERE)).hasSize(1);

        unreadable = "";
        secret = new Secret("lab-secret");
        watch.look();

        assertThat(active.current().password()).isEqualTo(secret);
    }

    @Test
    void whileTheDatabaseIsAwayTheLastSetStaysAndItIsSaidOnce() {
        store(9, Parameter.EXTENSION, "0900");
        away = true;
        watch.look();
        watch.look();
        assertThat(active.current().extension()).isEqualTo(new Extension("0800"));
        away = false;
        watch.look();

        assertThat(active.current().extension()).isEqualTo(new Extension("0900"));
        assertThat(saidOfDatabase.messages(Level.WARNING)).hasSize(1);
        assertThat(saidOfDatabase.messages(Level.INFO)).containsExactly("The database is back");
    }

    private void store(long newRevision, Parameter parameter, String value) {
        revision = newRevision;
        values.put(parameter, value);
    }
}
