package org.portalvoip.diagnosis.connection;

import java.lang.module.ModuleDescriptor.Version;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.portalvoip.janus.Advice;
import org.portalvoip.janus.GatewaySettings;
import org.portalvoip.janus.JanusAddress;
import org.portalvoip.janus.JanusException;
import org.portalvoip.janus.JanusGateway;
import org.portalvoip.janus.JanusTrial;
import org.portalvoip.janus.ServerInfo;
import org.portalvoip.janus.Shortcoming;

/** The steps that show whether it is Janus at an address, and whether it serves us. */
final class JanusSteps {
    /** The oldest Janus that all of this was tried with. */
    private static final Version TRIED = Version.parse("1.1.2");

    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final Duration SECOND_TRY = Duration.ofSeconds(2);
    private static final int NO_SUCH_PLUGIN = 460;
    private static final int UNAUTHORIZED = 403;

    private final JanusGateway gateway;
    private final GatewaySettings settings;
    private final TestReport report;
    private final Deadline deadline;

    JanusSteps(JanusGateway gateway, GatewaySettings settings, TestReport report, Deadline deadline) {
        this.gateway = gateway;
        this.settings = settings;
        this.report = report;
        this.deadline = deadline;
    }

    /**
     * A line there; whoever asks for it closes it.
     *
     * @param there where a connection can be made
     */
    Optional<JanusTrial> line(JanusAddress address, AddressTrial there) {
        report.begin(Stage.JANUS, address);
        JanusTrial trial;
        try {
            trial = connected(gateway.tryOut(settingsAt(address, settings.limits())));
        } catch (JanusException e) {
            report.found(why(e, address, there), e.getMessage(), e.code());
            return Optional.empty();
        }
        judge(trial.info());
        trial.advice().ifPresent(this::judge);
        if (address.isReadableOnTheWay()) {
            report.found(Finding.IN_CLEAR, "");
        }
        return attached(trial, address) ? Optional.of(trial) : Optional.empty();
    }

    private JanusTrial connected(CompletionStage<JanusTrial> connecting) {
        try {
            return deadline.await(connecting);
        } catch (TestEnded e) {
            connecting.thenAccept(late -> late.close(FAREWELL));
            throw e;
        }
    }

    private boolean attached(JanusTrial trial, JanusAddress address) {
        report.begin(Stage.LINE, address);
        boolean open = false;
        try {
            deadline.await(trial.attach());
            report.found(Finding.LINE_OPEN, "");
            open = true;
        } catch (JanusException e) {
            report.found(why(e), e.getMessage(), e.code());
        } finally {
            if (!open) {
                close(trial);
            }
        }
        return open;
    }

    /** The test is over only when nothing is left, so that the next one finds the SIP server as this one did. */
    static void close(JanusTrial line) {
        line.close(FAREWELL)
                .toCompletableFuture()
                .completeOnTimeout(null, 3 * FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private static Finding why(JanusException failure) {
        if (failure.isLoss()) {
            return Finding.CONNECTION_LOST;
        } else if (failure.kind() == JanusException.Kind.NO_ANSWER) {
            return Finding.JANUS_SILENT;
        }
        return switch (failure.code()) {
            case UNAUTHORIZED -> Finding.LINE_API_SECRET;
            case NO_SUCH_PLUGIN -> Finding.LINE_NO_SIP_PLUGIN;
            default -> Finding.LINE_REFUSED;
        };
    }

    private void judge(ServerInfo info) {
        Finding finding = info.number()
                .map(version -> version.compareTo(TRIED) < 0 ? Finding.JANUS_OLD : Finding.JANUS_ANSWERS)
                .orElse(Finding.JANUS_UNTOLD);
        Object[] facts = finding == Finding.JANUS_UNTOLD ? new Object[0] : new Object[] {info.version()};
        report.found(finding, "", facts);
        info.shortcomings().forEach(lack -> report.found(lacking(lack), "", lack.ended()));
    }

    private static Finding lacking(Shortcoming lack) {
        return switch (lack) {
            case NO_SOUND_OVER_IPV6 -> Finding.JANUS_LACKS_IPV6;
            case NO_REASON -> Finding.JANUS_LACKS_REASON;
            case SHORT_HEADERS -> Finding.JANUS_LACKS_HEADERS;
            case VULNERABLE -> Finding.JANUS_LACKS_FIXES;
        };
    }

    private void judge(Advice advice) {
        report.found(
                switch (advice.setting()) {
                    case SESSION_TIMEOUT_OFF -> Finding.JANUS_SESSION_TIMEOUT_OFF;
                    case SESSION_TIMEOUT -> Finding.JANUS_SESSION_TIMEOUT;
                    case RECLAIM_SESSION_TIMEOUT -> Finding.JANUS_RECLAIM_SESSION_TIMEOUT;
                },
                "");
    }

    private Finding why(JanusException failure, JanusAddress address, AddressTrial there) {
        if (there.speaksTls()) {
            return Finding.JANUS_WANTS_TLS;
        }
        JanusAddress other = otherWay(address.uri());
        if (isJanus(other)) {
            return other.uri().getScheme().startsWith("ws") ? Finding.JANUS_WANTS_WEBSOCKET : Finding.JANUS_WANTS_HTTP;
        }
        return switch (failure.kind()) {
            case REFUSED -> Finding.JANUS_PATH;
            case NO_ANSWER -> Finding.JANUS_SILENT;
            default -> Finding.JANUS_NONE;
        };
    }

    /** The same host and port over HTTP instead of WebSocket, or the other way round. */
    static JanusAddress otherWay(URI uri) {
        String authority = "://" + uri.getRawAuthority();
        return JanusAddress.parse(
                switch (uri.getScheme()) {
                    case "ws" -> "http" + authority + "/janus";
                    case "wss" -> "https" + authority + "/janus";
                    case "https" -> "wss" + authority;
                    default -> "ws" + authority;
                });
    }

    private boolean isJanus(JanusAddress address) {
        var usual = settings.limits();
        var impatient = new GatewaySettings.Limits(
                SECOND_TRY,
                SECOND_TRY,
                usual.register(),
                usual.keepalive(),
                usual.lookup(),
                usual.pendingLines(),
                usual.messageLength());
        try {
            close(connected(gateway.tryOut(settingsAt(address, impatient))));
            return true;
        } catch (JanusException notThere) {
            return false;
        }
    }

    private GatewaySettings settingsAt(JanusAddress address, GatewaySettings.Limits limits) {
        return new GatewaySettings(
                List.of(address),
                settings.apiSecret(),
                settings.trust(),
                settings.account(),
                settings.register(),
                limits,
                settings.queue(),
                settings.transfers());
    }
}
