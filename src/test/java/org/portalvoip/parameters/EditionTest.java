package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which saves an If-Match header admits (RFC 9110, 13.1.1), however a proxy has changed the tag. */
class EditionTest {
    private static final String STORED = "2-1-7-1-1-4-1-1";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2-1-7-1-1-4-1-1\"",
                " \"2-1-7-1-1-4-1-1\" ",
                "W/\"2-1-7-1-1-4-1-1\"",
                "\"2-1-7-1-1-4-1-1-gzip\"",
                "\"2-1-7-1-1-4-1-1-br\"",
                "\"2-1-7-1-1-4-1-1--gzip\"",
                "W/\"2-1-7-1-1-4-1-1;gzip\"",
                "\"1-1-1-1-1-1-1-1\", \"2-1-7-1-1-4-1-1\"",
                "\"of another resource\",W/\"2-1-7-1-1-4-1-1-gzip\",",
                "\"2-1-7-1-1-4-1-1\", \"1-1-1-1-1-1-1-1\""
            })
    void theTagOfWhatIsStoredDemandsWhatIsStored(String ifMatch) {
        assertThat(Edition.demanded(ifMatch, STORED)).hasValueSatisfying(versions -> assertThat(versions)
                .containsEntry(Parameter.ACTIVE, 2)
                .containsEntry(Parameter.DOMAIN, 7)
                .containsEntry(Parameter.REGISTRATION_APPROACH, 1)
                .hasSize(Parameter.values().length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"1-1-7-1-1-4-1-1\"", "\"1-1-7-1-1-4-1-1-gzip\", \"1-1-1-1-1-1-1-1\"", "W/\"1-1-7-1-1-4-1-1\""})
    void anOlderTagDemandsWhatWasStoredThen(String ifMatch) {
        assertThat(Edition.demanded(ifMatch, STORED))
                .hasValueSatisfying(versions -> assertThat(versions).containsEntry(Parameter.ACTIVE, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", " * "})
    void aStarDemandsNothing(String ifMatch) {
        assertThat(Edition.demanded(ifMatch, STORED))
                .hasValueSatisfying(versions -> assertThat(versions).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2-1-7-1-1-4-1-1",
                "\"\"",
                "\"2-1-7-1-1-4-1\"",
                "\"2-1-7-1-1-4-1-1-1\"",
                "\"2-1-7-1-1-4-1-1-GZIP\"",
                "\"2-1-7-1-1-4-1-1 gzip\"",
                "\"2-1-7-1-1-4-1-9999999999\"",
                "\"-2-1-7-1-1-4-1-1\"",
                "\"*\"",
                "\"another\""
            })
    void whatIsNoTagOfOursDemandsNothingThatCanBe(String ifMatch) {
        assertThat(Edition.demanded(ifMatch, STORED)).isEmpty();
    }
}
