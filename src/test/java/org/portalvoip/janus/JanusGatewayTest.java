package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.janus.GatewayLab.ACCOUNT;
import static org.portalvoip.janus.GatewayLab.LIMITS;
import static org.portalvoip.janus.GatewayLab.OFFER;
import static org.portalvoip.janus.GatewayLab.await;
import static org.portalvoip.janus.GatewayLab.failure;
import static org.portalvoip.janus.GatewayLab.get;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalvoip.janus.GatewayLab.Way;
import org.portalvoip.janus.GatewayStatus.State;
import org.portalvoip.janus.JanusException.Kind;
import org.portalvoip.sip.Credential;
import org.portalvoip.sip.SipAccount;
import org.portalvoip.testing.LogCapture;

/** Longer than 200 lines, because each case needs the same fake Janus. */
class JanusGatewayTest {

    private static final SipAccount OTHER_ACCOUNT = GatewayLab.account("127.0.0.1", new Credential.Password("another"));

    @ParameterizedTest
    @EnumSource
    void nothingIsSentWhileOff(Way way) {
        try (GatewayLab lab = new GatewayLab(way)) {
            assertThat(failure(lab.gateway.openLine(new Heard())).kind()).isEqualTo(Kind.OFF);
            assertThat(lab.gateway.status()).isEqualTo(GatewayStatus.off(0));
            assertThat(lab.janus.connections()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallRunsOnWhenTheGatewayIsSwitchedOff(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Heard heard = new Heard();
            Line line = lab.line(heard);
            lab.gateway.stop();

            assertThat(failure(lab.gateway.openLine(new Heard())).kind()).isEqualTo(Kind.OFF);
            get(line.call(GatewayLab.EXTENSION, OFFER, Map.of()));
            await(() -> heard.news().contains("Accepted answer"));
            assertThat(lab.gateway.status()).isEqualTo(GatewayStatus.off(1));
            get(line.close());
            await(() -> lab.janus.sessions() == 0);
            assertThat(heard.lost()).isNotDone();
        }
    }

    @ParameterizedTest
    @EnumSource
    void newSettingsServeNewCallsWhileRunningOnesEndOnTheOld(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Heard heard = new Heard();
            Line old = lab.line(heard);
            lab.gateway.use(lab.settings(OTHER_ACCOUNT));
            Line young = lab.line(new Heard());

            assertThat(young.session().connection()).isNotSameAs(old.session().connection());
            get(old.call(GatewayLab.EXTENSION, OFFER, Map.of()));
            await(() -> heard.news().contains("Accepted answer"));
            assertThat(lab.janus.sessions()).as("two masters, two calls").isEqualTo(4);
            get(old.close());
            await(() -> lab.janus.sessions() == 2);
            lab.callWorks();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSaveOfWhatJanusDoesNotNeedKeepsItsSession(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            GatewayStatus before = lab.gateway.status();
            lab.gateway.use(lab.settings());
            lab.callWorks();

            assertThat(lab.janus.requests("register"))
                    .as("one master, one call")
                    .hasSize(2);
            assertThat(lab.janus.sessions()).isOne();
            assertThat(lab.gateway.status()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theStatusSaysWhereAndSinceWhen(Way way) {
        Instant begun = Instant.now();
        try (GatewayLab lab = new GatewayLab(way).up()) {
            GatewayStatus status = lab.gateway.status();

            assertThat(status.server()).isEqualTo(way.to(lab.janus));
            assertThat(status.since()).isBetween(begun, Instant.now());
            assertThat(status.lastFailure()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theApiSecretGoesWithEveryRequestAndPoll(Way way) {
        try (GatewayLab lab = new GatewayLab(way)) {
            lab.janus.requireSecret("a b&c%d+e");
            Credential.Password secret = new Credential.Password("a b&c%d+e");
            lab.gateway.use(new GatewaySettings(List.of(way.to(lab.janus)), secret, null, ACCOUNT, false, LIMITS));

            lab.callWorks();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWrongApiSecretIsNamed(Way way) {
        try (GatewayLab lab = new GatewayLab(way)) {
            lab.janus.requireSecret("right");
            lab.gateway.use(lab.settings());
            await(() -> lab.gateway.status().state() == State.DOWN);

            GatewayStatus.Failure failure = lab.gateway.status().lastFailure();
            assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
            assertThat(failure.code()).isEqualTo(403);
            assertThat(failure.server()).isEqualTo(way.to(lab.janus));
            assertThat(failure.words()).startsWith("Unauthorized request");
            assertThat(failure(lab.gateway.openLine(new Heard())).kind()).isIn(Kind.REFUSED, Kind.NO_ANSWER);
        }
    }

    @ParameterizedTest
    @EnumSource
    void addressesAreTriedInOrderAndTheWorkingOneIsKept(Way way) {
        try (GatewayLab lab = new GatewayLab(way);
                FakeJanus second = FakeJanus.started()) {
            JanusAddress nobody =
                    JanusAddress.parse(way.to(lab.janus).toString().replaceAll(":\\d+", ":1"));
            lab.gateway.use(new GatewaySettings(
                    List.of(nobody, way.to(second), way.to(lab.janus)), null, null, ACCOUNT, false, LIMITS));
            lab.await(State.UP);
            assertThat(second.sessions()).isOne();
            assertThat(lab.gateway.status().server()).isEqualTo(way.to(second));
            assertThat(lab.gateway.status().lastFailure().server()).isEqualTo(nobody);
            second.timeOut();
            await(() -> second.requests("create").size() == 2);
            lab.await(State.UP);

            assertThat(lab.janus.requests("create")).isEmpty();
            second.kill();
            // Whether it is down in between depends on how long it was up.
            await(() -> lab.janus.sessions() == 1);
            lab.await(State.UP);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDomainWithoutAddressIsNamedAndJanusIsNotAsked(Way way) {
        try (GatewayLab lab = new GatewayLab(way)) {
            lab.gateway.use(new GatewaySettings(
                    List.of(way.to(lab.janus)),
                    null,
                    null,
                    GatewayLab.account("pbx.invalid", new Credential.Guest()),
                    false,
                    LIMITS));
            lab.await(State.DOWN);

            GatewayStatus.Failure failure = lab.gateway.status().lastFailure();
            assertThat(failure.kind()).isEqualTo(Kind.NAME_NOT_RESOLVED);
            assertThat(failure.server()).isNull();
            assertThat(failure.words()).contains("pbx.invalid");
            assertThat(lab.janus.connections()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTestHasNoEffectOnTheGatewayAndLeavesNothing(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            GatewayStatus before = lab.gateway.status();
            JanusGateway test = lab.gateway.forTest();
            test.use(lab.settings(OTHER_ACCOUNT));
            Line line = get(test.openLine(new Heard()));
            assertThat(lab.janus.sessions()).as("two masters, a call").isEqualTo(3);
            assertThat(lab.gateway.status()).isEqualTo(before);

            test.stop();
            get(line.close());
            await(() -> lab.janus.sessions() == 1);
            lab.callWorks();
        }
    }

    @Test
    void theLogSaysNothingOfAllCallsWhenATestFails() {
        JanusException reason = new JanusException(Kind.REFUSED, 403, "no");
        try (var log = new LogCapture(StatusKeeper.class)) {
            new StatusKeeper(null, true).failed(null, reason);
            assertThat(log.messages(Level.WARNING)).isEmpty();

            new StatusKeeper(null, false).failed(null, reason);
            assertThat(log.messages(Level.WARNING)).singleElement().asString().startsWith("No calls through Janus");
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingTellsTheCallsAndJanus(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Heard heard = new Heard();
            lab.line(heard);
            lab.gateway.close();

            assertThat(get(heard.lost()).kind()).isEqualTo(Kind.OFF);
            await(() -> lab.janus.sessions() == 0);
            assertThat(lab.gateway.status()).isEqualTo(GatewayStatus.off(0));
        }
    }
}
