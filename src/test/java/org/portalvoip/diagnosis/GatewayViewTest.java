package org.portalvoip.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalvoip.janus.JanusException;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;

class GatewayViewTest {
    @ParameterizedTest
    @EnumSource
    void eachKindOfFailureHasASentenceInEachLanguage(JanusException.Kind kind) {
        assertThat(Languages.ALL).allSatisfy(language -> assertThat(Texts.of(language, "gateway.failure." + kind))
                .endsWith("."));
    }
}
