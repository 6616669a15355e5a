package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.portalvoip.testing.fuzz.FuzzTest;

/** Whatever body a program sends is refused with a reason, or asks for a set that the rules can judge. */
class ParametersJsonFuzzTest extends FuzzTest {
    private static final Map<Parameter, String> BEFORE =
            Map.of(Parameter.ACTIVE, "N", Parameter.REGISTRATION_APPROACH, "1");

    @Override
    protected void read(String text) {
        try {
            var members = ParametersBody.members(text.getBytes(StandardCharsets.UTF_8), null);
            Submission submission = ParametersJson.submission(members, false, Map.of());
            assertThat(submission.values()).doesNotContainKey(Parameter.PASSWORD);
            assertThat(submission.secret() != null).isEqualTo(submission.secretAct() == SecretAct.REPLACE);
            WrittenSet set = submission.over(BEFORE, null, Optional.empty());
            if (set.violations().isEmpty()) {
                assertThat(set.parameters()).isNotNull();
            }
        } catch (ParametersBody.Unreadable | InvalidParameters refused) {
            assertThat(String.valueOf(refused.getMessage())).hasSizeLessThan(1000);
        }
    }
}
