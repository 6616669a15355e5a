package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.janus.GatewayLab.OFFER;
import static org.portalvoip.janus.GatewayLab.await;
import static org.portalvoip.janus.GatewayLab.get;

import java.util.Map;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.janus.GatewayLab.Way;
import org.portalvoip.sip.Extension;

/** A hang-up that crosses the answer, or is not confirmed, leaves nobody on the line. */
@Execution(ExecutionMode.CONCURRENT)
class CrossedHangupTest {
    private static final String CROSSES = "0200";

    private final Heard heard = new Heard();

    private Line hungUp(GatewayLab lab, String extension) {
        Line line = lab.line(heard);
        get(line.call(new Extension(extension), OFFER, Map.of()));
        await(() -> heard.news().contains("Ringing"));
        get(line.hangup());
        return line;
    }

    private static long masters(GatewayLab lab) {
        return lab.janus.requests("register").stream()
                .filter(request -> !request.getJsonObject("body").containsKey("master_id"))
                .count();
    }

    private static boolean hasEnded(Heard heard) {
        return heard.news().contains("HangUp 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {CROSSES, "0000200"})
    void theSipStackIsReplacedAndEndsWithThisCall(String extension) {
        try (GatewayLab lab = new GatewayLab(Way.WEB_SOCKET).up()) {
            Line line = hungUp(lab, extension);
            await(() -> masters(lab) == 2);
            get(line.close());

            await(() -> lab.janus.sessions() == 1);
            lab.callWorks();
            assertThat(masters(lab)).isEqualTo(2);
        }
    }

    /** Janus has not told of the call then, and CANCEL has to wait for the first answer (RFC 3261 section 9.1). */
    @ParameterizedTest
    @EnumSource
    void aHangUpRightAfterTheCallIsNoticedToo(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Line line = lab.line(heard);
            var calling = line.call(new Extension(CROSSES), OFFER, Map.of());
            var hangingUp = line.hangup();
            get(calling);
            get(hangingUp);
            await(() -> masters(lab) == 2);
            get(line.close());

            await(() -> lab.janus.sessions() == 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLineThatIsGivenBackBeforeTheEndThatWasAskedForReplacesTheSipStack(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            get(hungUp(lab, "0000200").close());

            await(() -> masters(lab) == 2);
            await(() -> lab.janus.sessions() == 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void otherCallsOnItEndUndisturbed(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Heard talking = new Heard();
            Line other = lab.established(talking);
            Line line = hungUp(lab, CROSSES);
            await(() -> masters(lab) == 2);
            get(line.close());
            lab.callWorks();
            get(other.dtmf('5'));
            await(() -> talking.news().contains("dtmfsent"));
            get(other.close());

            await(() -> lab.janus.sessions() == 1);
            assertThat(talking.lost()).isNotDone();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatEndsAsItShouldReplacesNothing(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Line rang = hungUp(lab, "0180");
            await(() -> hasEnded(heard));
            get(rang.close());
            lab.callWorks();
            Heard talking = new Heard();
            Line line = lab.established(talking);
            get(line.hangup());
            await(() -> hasEnded(talking));
            get(line.close());
            lab.callWorks();

            assertThat(masters(lab)).isOne();
        }
    }
}
