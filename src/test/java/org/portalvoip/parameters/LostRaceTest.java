package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LostRaceTest {
    @ParameterizedTest
    @ValueSource(strings = {"23505", "23000"})
    void aRowThatIsThereAlreadyIsOne(String state) {
        assertThat(LostRace.isCauseOf(failed(new SQLException("duplicate key", state))))
                .isTrue();
    }

    @Test
    void aRowThatChangedMeanwhileIsOne() {
        assertThat(LostRace.isCauseOf(failed(new OptimisticLockException()))).isTrue();
    }

    @Test
    void anythingElseIsNone() {
        assertThat(LostRace.isCauseOf(failed(new SQLException("away", "08006"))))
                .isFalse();
        assertThat(LostRace.isCauseOf(failed(new SQLException("without a state"))))
                .isFalse();
        assertThat(LostRace.isCauseOf(new EJBException())).isFalse();
    }

    private static EJBException failed(Exception cause) {
        return new EJBException(new IllegalStateException(cause));
    }
}
