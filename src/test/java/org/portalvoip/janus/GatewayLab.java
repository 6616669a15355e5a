package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import org.portalvoip.janus.GatewayStatus.State;
import org.portalvoip.sip.Credential;
import org.portalvoip.sip.Extension;
import org.portalvoip.sip.SipAccount;
import org.portalvoip.sip.SipHost;
import org.portalvoip.sip.SipPort;
import org.portalvoip.sip.SipRoute;
import org.portalvoip.sip.SipUser;
import org.portalvoip.testing.Await;

/** A gateway in front of a fake Janus, with short limits. */
final class GatewayLab implements AutoCloseable {

    /** Both ways to Janus. */
    enum Way {
        WEB_SOCKET,
        LONG_POLL;

        JanusAddress to(FakeJanus janus) {
            return this == WEB_SOCKET ? janus.webSocket() : janus.http();
        }
    }

    static final GatewaySettings.Limits LIMITS = new GatewaySettings.Limits(
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            Duration.ofSeconds(5),
            Duration.ofMillis(100),
            100,
            256 * 1024);

    static final SipAccount ACCOUNT = account("127.0.0.1", new Credential.Password("lab-secret"));
    static final Extension EXTENSION = new Extension("0800");
    static final Jsep OFFER = Jsep.offer("v=0\r\n");

    final FakeJanus janus = FakeJanus.started();
    final Way way;
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);
    final JanusGateway gateway;

    GatewayLab(Way way) {
        this(way, InetAddress::getAllByName);
    }

    GatewayLab(Way way, NameLookup names) {
        this.way = way;
        gateway = new JanusGateway(scheduler, names);
    }

    static SipAccount account(String domain, Credential credential) {
        return new SipAccount(
                new SipUser("goofy"),
                new SipHost(domain),
                new SipPort(5061),
                new SipRoute(SipRoute.Transport.UDP),
                credential);
    }

    GatewaySettings settings() {
        return settings(ACCOUNT);
    }

    /** The same Janus for another account. */
    GatewaySettings settings(SipAccount account) {
        return new GatewaySettings(List.of(way.to(janus)), null, null, account, false, LIMITS);
    }

    /** Switches on and waits until lines can be opened. */
    GatewayLab up() {
        gateway.use(settings());
        await(State.UP);
        return this;
    }

    void await(State state) {
        await(() -> gateway.status().state() == state);
    }

    /** Waits until a condition is true, for as long as a recovery may take. */
    static void await(BooleanSupplier state) {
        Await.until(Await.PATIENTLY, state::getAsBoolean, isTrue -> isTrue);
    }

    static <T> T get(CompletionStage<T> stage) {
        assertThat(stage.toCompletableFuture()).succeedsWithin(Await.PATIENTLY);
        return stage.toCompletableFuture().join();
    }

    /** Why the stage failed. */
    static JanusException failure(CompletionStage<?> stage) {
        return get(stage.handle((result, failure) -> {
            assertThat(failure).isNotNull();
            return JanusException.from(failure);
        }));
    }

    Line line(Heard heard) {
        return get(gateway.openLine(heard));
    }

    /** A line with a call that was answered. */
    Line established(Heard heard) {
        Line line = line(heard);
        get(line.call(EXTENSION, OFFER, Map.of()));
        await(() -> heard.news().contains("Accepted answer"));
        return line;
    }

    /** Whether a call can be made right now, from opening the line to hanging up. */
    void callWorks() {
        Heard heard = new Heard();
        Line line = established(heard);
        get(line.hangup());
        await(() -> heard.news().contains("HangUp 200"));
        get(line.close());
    }

    @Override
    public void close() {
        gateway.close();
        janus.close();
        scheduler.shutdownNow();
    }
}
