package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.portalvoip.janus.GatewayLab.ACCOUNT;
import static org.portalvoip.janus.GatewayLab.await;
import static org.portalvoip.janus.GatewayLab.failure;
import static org.portalvoip.janus.GatewayLab.get;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalvoip.janus.GatewayLab.Way;
import org.portalvoip.janus.GatewayStatus.State;
import org.portalvoip.janus.JanusException.Kind;

/**
 * Whatever happens to Janus, running calls learn once that it happened and why, and the gateway recovers by itself.
 * Longer than 200 lines, because each case needs the same fake Janus.
 */
@Execution(ExecutionMode.CONCURRENT)
class GatewayRecoveryTest {

    private static void lostOnce(Heard heard, Kind kind) {
        get(heard.lost());
        assertThat(heard.news()).filteredOn(word -> word.startsWith("lost")).containsExactly("lost " + kind);
        assertThat(heard.news()).last().isEqualTo("lost " + kind);
    }

    @ParameterizedTest
    @EnumSource
    void janusIsKilledAndComesBack(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Heard heard = new Heard();
            lab.established(heard);
            lab.janus.kill();
            lostOnce(heard, Kind.UNREACHABLE);
            lab.await(State.DOWN);
            assertThat(lab.gateway.status().lastFailure().kind()).isEqualTo(Kind.UNREACHABLE);
            lab.janus.restart();

            lab.await(State.UP);
            lab.callWorks();
            assertThat(lab.gateway.status().since())
                    .isAfter(lab.gateway.status().lastFailure().at());
        }
    }

    @Test
    void whatWentWrongIsCountedAndNotForgottenWithTheSettings() {
        try (GatewayLab lab = new GatewayLab(Way.WEB_SOCKET).up()) {
            lab.janus.kill();
            lab.await(State.DOWN);
            lab.janus.restart();
            lab.await(State.UP);
            int failures = lab.gateway.status().failures().get(Kind.UNREACHABLE);
            assertThat(failures).isPositive();

            lab.gateway.stop();

            assertThat(lab.gateway.status().failures()).containsOnly(entry(Kind.UNREACHABLE, failures));
        }
    }

    @Test
    void theWebSocketIsCut() {
        try (GatewayLab lab = new GatewayLab(Way.WEB_SOCKET).up()) {
            Heard heard = new Heard();
            lab.established(heard);
            lab.janus.cut();
            lostOnce(heard, Kind.UNREACHABLE);

            lab.await(State.UP);
            lab.callWorks();
            await(() -> lab.janus.sessions() == 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void janusFallsSilent(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Heard heard = new Heard();
            Line line = lab.established(heard);
            lab.janus.silent(true);
            line.hangup();
            lostOnce(heard, Kind.NO_ANSWER);
            lab.janus.silent(false);

            lab.await(State.UP);
            lab.callWorks();
        }
    }

    @ParameterizedTest
    @EnumSource
    void janusLetsTheSessionTimeOut(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Heard heard = new Heard();
            lab.established(heard);
            lab.janus.timeOut();
            lostOnce(heard, Kind.ENDED_BY_JANUS);

            // The call's session may learn it before the master's.
            await(() -> lab.janus.requests("create").size() == 3);
            lab.await(State.UP);
            lab.callWorks();
        }
    }

    @ParameterizedTest
    @EnumSource
    void janusDetachesTheMasterAndSoItsHelpers(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Heard heard = new Heard();
            lab.established(heard);
            lab.janus.detach(master(lab));
            lostOnce(heard, Kind.ENDED_BY_JANUS);

            // Each session has its own poll, so the helper may learn it before the master.
            await(() -> lab.janus.requests("create").size() == 3);
            lab.await(State.UP);
            lab.callWorks();
            await(() -> lab.janus.sessions() == 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void janusDetachesOneLine(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Heard heard = new Heard();
            Heard other = new Heard();
            Line line = lab.established(heard);
            lab.established(other);
            lab.janus.detach(line.id());
            lostOnce(heard, Kind.ENDED_BY_JANUS);

            assertThat(other.lost()).isNotDone();
            assertThat(lab.gateway.status().state()).isEqualTo(State.UP);
            assertThat(lab.gateway.status().lines()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEventThatGetsLostCostsOneLineWhileOthersTalkOn(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Heard heard = new Heard();
            Line line = lab.established(heard);
            lab.janus.once("register", Fault.EVENTS_LOST);

            assertThat(failure(lab.gateway.openLine(new Heard())).kind()).isEqualTo(Kind.NO_ANSWER);
            assertThat(lab.gateway.status().lastFailure().kind()).isEqualTo(Kind.NO_ANSWER);
            lab.callWorks();
            get(line.hangup());
            await(() -> heard.news().contains("HangUp 200"));
            assertThat(heard.lost()).isNotDone();
            get(line.close());
            await(() -> lab.janus.sessions() == 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRegistrationThatEndsGetsANewMasterWhileCallsRunOn(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Heard heard = new Heard();
            Line line = lab.established(heard);
            lab.janus.tell(
                    master(lab),
                    "{\"sip\":\"event\",\"result\":{\"event\":\"registration_failed\",\"code\":503,\"reason\":\"x\"}}");

            await(() -> lab.janus.requests("create").size() == 3);
            lab.callWorks();
            assertThat(heard.lost()).isNotDone();
            get(line.close());
            await(() -> lab.janus.sessions() == 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anIdleSessionIsKeptAlive(Way way) {
        try (GatewayLab lab = new GatewayLab(way)) {
            GatewaySettings.Limits limits = new GatewaySettings.Limits(
                    Duration.ofSeconds(1),
                    Duration.ofMillis(400),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(50),
                    Duration.ofSeconds(1),
                    10,
                    9999);
            lab.gateway.use(new GatewaySettings(List.of(way.to(lab.janus)), null, null, ACCOUNT, false, limits));

            await(() -> lab.janus.requests("keepalive").size() > 2);
        }
    }

    private static long master(GatewayLab lab) {
        return lab.janus.requests("register").get(0).getJsonNumber("handle_id").longValue();
    }
}
