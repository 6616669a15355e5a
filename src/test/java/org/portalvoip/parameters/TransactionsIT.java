package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.testing.server.TestedWar;
import org.portalvoip.web.DatabaseTrouble;

/** What the server's transactions, events and mapping must do for a save, tested inside the server. */
@Tag("database")
@Tag("essential")
@ArquillianTest
class TransactionsIT {
    private static final Duration TO_BE_TOLD = Duration.ofSeconds(6);

    @Inject
    Parameters parameters;

    @Inject
    ActiveParameters active;

    @Inject
    UserTransaction transaction;

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource dataSource;

    @Deployment
    static WebArchive war() {
        return TestedWar.with();
    }

    @BeforeEach
    void saveExtension() throws Exception {
        save(Parameter.EXTENSION, "0800");
    }

    @AfterEach
    void endTransaction() throws Exception {
        if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
            transaction.rollback();
        }
    }

    @Test
    void aSaveIsInForceAfterTheCommitAndNotBefore() throws Exception {
        transaction.begin();
        save(Parameter.EXTENSION, "0900");
        assertThat(active.current().extension()).asString().isEqualTo("0800");
        transaction.commit();
        assertThat(active.current().extension()).asString().isEqualTo("0900");
    }

    @Test
    void aRollbackLeavesNothingBehind() throws Exception {
        Map<Parameter, Integer> before = versions();
        transaction.begin();
        save(Parameter.EXTENSION, "0900");
        transaction.rollback();
        assertThat(versions()).isEqualTo(before);
        assertThat(row(Parameter.EXTENSION).setting()).isEqualTo("0800");
        assertThat(active.current().extension()).asString().isEqualTo("0800");
    }

    @Test
    void aRefusalLetsNothingOfItsTransactionPass() throws Exception {
        transaction.begin();
        save(Parameter.EXTENSION, "0900");
        assertThatThrownBy(() -> save(Parameter.PORT, "65536")).isInstanceOf(InvalidParameters.class);
        assertThat(transaction.getStatus()).isEqualTo(Status.STATUS_MARKED_ROLLBACK);
        transaction.rollback();
        assertThat(row(Parameter.EXTENSION).setting()).isEqualTo("0800");
    }

    @Test
    void onlyTheVersionOfTheChangedRowGrowsAndByOne() throws Exception {
        Map<Parameter, Integer> expected = versions();
        expected.merge(Parameter.EXTENSION, 1, Integer::sum);
        save(Parameter.EXTENSION, "0900");
        assertThat(versions()).isEqualTo(expected);
    }

    @Test
    void anEmptyValueIsNullInTheDatabase() throws Exception {
        save(Parameter.EXTENSION, "");
        assertThat(row(Parameter.EXTENSION).setting()).isNull();
        assertThat(row(Parameter.EXTENSION).isSet()).isFalse();
        assertThat(row(Parameter.EXTENSION).changedBy()).isEqualTo("test");
    }

    @Test
    void aRowThatSomebodyElseHoldsRefusesTheSaveWithinSecondsAndSaysWhy() throws Exception {
        try (Connection other = dataSource.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeUpdate("update voip_parameter set version = version where id = 329");
            try {
                Instant begun = Instant.now();
                assertThatThrownBy(() -> save(Parameter.EXTENSION, "0900"))
                        .extracting(DatabaseTrouble::of)
                        .isEqualTo(Optional.of(DatabaseTrouble.LOCKED));
                assertThat(Duration.between(begun, Instant.now())).isLessThan(TO_BE_TOLD);
            } finally {
                other.rollback();
                other.setAutoCommit(true);
            }
        }
        save(Parameter.EXTENSION, "0900");
        assertThat(row(Parameter.EXTENSION).setting()).isEqualTo("0900");
    }

    private void save(Parameter parameter, String value) throws Exception {
        parameters.save(new Submission(Map.of(parameter, value), SecretAct.KEEP, null, Map.of()), "test");
    }

    private Map<Parameter, Integer> versions() {
        Map<Parameter, Integer> versions = new EnumMap<>(Parameter.class);
        parameters.rows().forEach(row -> versions.put(row.parameter(), row.version()));
        return versions;
    }

    private ParameterRow row(Parameter parameter) {
        return parameters.rows().stream()
                .filter(row -> row.parameter() == parameter)
                .findFirst()
                .orElseThrow();
    }
}
