package org.portalvoip.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void printingTellsNothing() {
        assertThat(new Secret("0800")).hasToString("Secret");
        assertThat(new Secret("0800")).hasSameHashCodeAs(new Secret("other"));
    }

    @Test
    void revealGivesTheTextBack() {
        assertThat(new Secret("çañón 🎧").reveal()).isEqualTo("çañón 🎧");
    }

    @Test
    void equalTextsAreEqualSecrets() {
        assertThat(new Secret("a")).isEqualTo(new Secret("a")).isNotEqualTo(new Secret("b"));
        assertThat(new Secret("a")).isNotEqualTo(new Secret("aa")).isNotEqualTo("a");
    }

    @Test
    void itNeverTravels() {
        assertThat(Serializable.class.isAssignableFrom(Secret.class)).isFalse();
    }
}
