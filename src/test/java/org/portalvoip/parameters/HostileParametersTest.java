package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalvoip.janus.JanusAddress;
import org.portalvoip.secret.Secret;
import org.portalvoip.sip.SipRoute;
import org.portalvoip.sip.SipRoute.Transport;
import org.portalvoip.testing.HostileValues;
import org.portalvoip.testing.SampleParameters;

/** Whatever is entered in a field, the rules answer with sentences, and what they accept makes a SIP account. */
class HostileParametersTest {
    private static final int VALUES_PER_FIELD = 10_000;
    private static final HostileValues HOSTILE = HostileValues.of(HostileParametersTest.class);

    private final Map<Parameter, String> before = Map.of(Parameter.ACTIVE, "N", Parameter.REGISTRATION_APPROACH, "1");

    @ParameterizedTest
    @EnumSource
    void aHostileValueMeetsARuleOrDoesNoHarm(Parameter parameter) {
        String valid = SampleParameters.COMPLETE.get(parameter.number());
        for (int i = 0; i < VALUES_PER_FIELD; i++) {
            String value = HOSTILE.next(valid);
            WrittenSet set = submission(parameter, value).over(before, null, Optional.empty());
            if (set.violations().isEmpty()) {
                assertThat(set.values().values())
                        .as("%s from %s", parameter, value)
                        .allSatisfy(this::isHarmless);
                assertMakesAnAccount(set.parameters());
            }
        }
    }

    private static Submission submission(Parameter hostile, String value) {
        Map<Parameter, String> values = new EnumMap<>(Parameter.class);
        SampleParameters.COMPLETE.forEach(
                (number, valid) -> values.put(Parameter.of(number).orElseThrow(), valid));
        values.put(hostile, value);
        String secret = values.remove(Parameter.PASSWORD);
        return new Submission(values, SecretAct.REPLACE, new Secret(secret), Map.of());
    }

    /** Apart from the secret, no parameter needs other than visible ASCII characters. */
    private void isHarmless(String value) {
        if (value != null) {
            assertThat(value).matches("[ -~]+").doesNotContain("\"", "<", ">", "{");
        }
    }

    private static void assertMakesAnAccount(VoipParameters set) {
        assertThat(set.servers() == null ? List.<JanusAddress>of() : set.servers())
                .allSatisfy(address -> {
                    assertThat(address.uri().getHost()).isNotNull();
                    assertThat(address.uri().getUserInfo()).isNull();
                });
        if (set.callable()) {
            var account = set.account(Optional.empty(), new SipRoute(Transport.UDP));
            assertThat(account.addressOfRecord().toString()).matches("sip:[^@ ]+@[^@ ]+");
            assertThat(account.uriOf(set.extension()).toString()).matches("sip:[^@# ]+@[^@# ]+:[0-9]+");
        }
    }
}
