package org.portalvoip.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.secret.SealBroken.Reason;
import org.portalvoip.testing.FirstVersion;

/** What the first version sealed opens until the upgrade is done, and what an older key sealed is to be sealed again. */
class EarlierPayloadsTest {
    private static final Secret SECRET = new Secret("lab-secret-of-goofy");
    private static final Binding PLACE = new Binding(328, List.of("wss://janus.example"), 1);

    @TempDir
    Path folder;

    private Path keyFile;
    private Path onlyBound;
    private SecretBox box;
    private String earlier;

    @BeforeEach
    void sealedBeforeTheUpgrade() throws Exception {
        keyFile = folder.resolve("voip.key");
        onlyBound = folder.resolve("voip.bound");
        box = new SecretBox(keyFile, onlyBound);
        box.ensureKey();
        earlier = FirstVersion.seal(keyFile, SECRET.reveal());
    }

    @Test
    void itIsRecognisedAndOpensForItsOwnParameterOnly() throws SealBroken {
        assertThat(box.isUnbound(earlier)).isTrue();
        assertThat(box.openUnbound(328, earlier)).isEqualTo(SECRET);
        assertBroken(Reason.CHANGED, () -> box.openUnbound(327, earlier));
        assertBroken(Reason.CHANGED, () -> box.open(PLACE, earlier));
    }

    @Test
    void afterTheUpgradeItOpensOnlyWhenSomebodyWithRightsToTheNodeWantsIt() throws Exception {
        box.openOnlyBound();
        box.openOnlyBound();

        assertThatExceptionOfType(SealBroken.class)
                .isThrownBy(() -> box.openUnbound(328, earlier))
                .satisfies(broken -> assertThat(broken.reason()).isEqualTo(Reason.CHANGED))
                .withMessageContaining("remove " + onlyBound);
        Files.delete(onlyBound);
        assertThat(box.openUnbound(328, earlier)).isEqualTo(SECRET);
    }

    @Test
    void whatWasSealedForItsPlaceDoesNotOpenInTheEarlierWay() throws SealBroken {
        String payload = box.seal(PLACE, SECRET).payload();

        assertThat(box.isUnbound(payload)).isFalse();
        assertBroken(Reason.CHANGED, () -> box.openUnbound(328, payload));
    }

    @Test
    void anotherNodesKeyIsAskedForByItsName() throws Exception {
        Files.delete(keyFile);
        box.ensureKey();

        assertThatExceptionOfType(SealBroken.class)
                .isThrownBy(() -> box.openUnbound(328, earlier))
                .satisfies(broken -> assertThat(broken.reason()).isEqualTo(Reason.FOREIGN))
                .withMessageContaining(earlier.substring(3, 11));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "v1:k:short:x", "v3:k:AAAAAAAAAAAAAAAA:AAAA"})
    void whatIsNoPayloadNeverOpensAndIsToBeReplaced(String garbage) throws SealBroken {
        assertThat(box.isUnbound(garbage)).isFalse();
        assertThat(box.isOutdated(garbage)).isTrue();
        assertBroken(Reason.CHANGED, () -> box.openUnbound(328, garbage));
    }

    @Test
    void afterARotationWhatTheOldKeySealedIsOutdated() throws Exception {
        String old = box.seal(PLACE, SECRET).payload();
        assertThat(box.isOutdated(old)).isFalse();

        Files.writeString(keyFile, Files.readString(keyFile) + "k2027 " + "A".repeat(43) + "\n");
        assertThat(box.isOutdated(old)).isTrue();
        assertThat(box.isOutdated(box.seal(PLACE, SECRET).payload())).isFalse();
    }

    private static void assertBroken(Reason reason, ThrowingCallable use) {
        assertThatExceptionOfType(SealBroken.class).isThrownBy(use).satisfies(broken -> assertThat(broken.reason())
                .isEqualTo(reason));
    }
}
