package org.portalvoip.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How long a one-time password is good. */
class AccountTest {
    private static final Instant END = Instant.parse("2026-11-28T01:20:58Z");

    private final Account account = new Account("ana", "hash");

    @Test
    void aOneTimePasswordIsGoodUntilItsEnd() {
        account.limit(END);

        assertThat(account.onceUntil()).isEqualTo("2026-11-28T01:20:58");
        assertThat(account.spentAt(END.minusSeconds(1))).isFalse();
        assertThat(account.spentAt(END)).isTrue();
    }

    @Test
    void itIsGoodOnce() {
        account.resetPassword("another", Instant.now().plusSeconds(60));
        assertThat(account.spent()).isFalse();

        account.useUp();

        assertThat(account.spent()).isTrue();
        assertThat(account.mustChange()).isTrue();
    }

    /** Nobody but the operator has read it, and without it nobody gets in. */
    @Test
    void thatOfTheFirstStartHasNoLimit() {
        account.useUp();

        assertThat(account.onceUntil()).isNull();
        assertThat(account.spent()).isFalse();
    }

    @Test
    void aPasswordOfOnesOwnHasNoLimit() {
        account.limit(END);
        account.changePassword("own");

        assertThat(account.onceUntil()).isNull();
        assertThat(account.spent()).isFalse();
    }
}
