package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import org.portalvoip.testing.fuzz.FuzzTest;

/** Whatever object a program sends is refused with a reason, or asks for a set that the rules can judge. */
class ParametersJsonFuzzTest extends FuzzTest {
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());
    private static final Map<Parameter, String> BEFORE =
            Map.of(Parameter.ACTIVE, "N", Parameter.REGISTRATION_APPROACH, "1");

    @Override
    protected void read(String text) {
        JsonObject object;
        try (var reader = READERS.createReader(new StringReader(text))) {
            object = reader.readObject();
        } catch (RuntimeException noObject) {
            return;
        }
        try {
            Submission submission = ParametersJson.submission(object, Map.of());
            assertThat(submission.values()).doesNotContainKey(Parameter.PASSWORD);
            assertThat(submission.secret() != null).isEqualTo(submission.secretAct() == SecretAct.REPLACE);
            WrittenSet set = submission.over(BEFORE, null, Optional.empty());
            if (set.violations().isEmpty()) {
                assertThat(set.parameters()).isNotNull();
            }
        } catch (JsonException | InvalidParameters refused) {
            assertThat(String.valueOf(refused.getMessage())).hasSizeLessThan(1000);
        }
    }
}
