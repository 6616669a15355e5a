package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import org.portalvoip.sip.Malformed;
import org.portalvoip.testing.fuzz.FuzzTest;

/** Whatever is entered in any field is malformed for a reason, or has a normal form that is valid itself. */
class ParameterFuzzTest extends FuzzTest {
    @Override
    protected void read(String text) {
        for (Parameter parameter : Parameter.values()) {
            String normal = normal(parameter, text);
            if (normal != null) {
                assertThat(normal(parameter, normal)).isEqualTo(normal);
                if (parameter != Parameter.PASSWORD) {
                    assertThat(normal).matches("[!-~]+").doesNotContain("\"", "<", ">", "{");
                }
            }
        }
    }

    private static String normal(Parameter parameter, String text) {
        try {
            return parameter.normal(text);
        } catch (Malformed fault) {
            return null;
        }
    }
}
