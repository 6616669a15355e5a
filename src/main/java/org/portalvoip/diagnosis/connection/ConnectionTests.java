package org.portalvoip.diagnosis.connection;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.portalvoip.call.CallSettings;
import org.portalvoip.call.TrialCalls;
import org.portalvoip.janus.JanusGateway;
import org.portalvoip.parameters.VoipParameters;
import org.portalvoip.start.Settings;

/** The connection tests of this node: for each administrator the last one, and not more than a few a minute. */
@ApplicationScoped
public class ConnectionTests {
    @Inject
    JanusGateway gateway;

    @Inject
    CallSettings callSettings;

    @Inject
    TrialCalls calls;

    @Inject
    Settings settings;

    @Resource
    ManagedExecutorService executor;

    private final Map<String, Tester> testers = new ConcurrentHashMap<>();

    /**
     * Begins a test.
     *
     * @param ring whether the telephone at the extension is to ring
     * @return false if a test of this administrator runs still, or there were too many within a minute
     */
    boolean start(String administrator, VoipParameters parameters, boolean ring) {
        var subject = new ConnectionTest.Subject(
                callSettings.gateway(parameters),
                settings.realm(),
                settings.codecs(),
                ring ? parameters.extension() : null);
        Optional<ConnectionTest> next =
                tester(administrator).next(() -> new ConnectionTest(subject, gateway, executor));
        next.ifPresent(executor::execute);
        return next.isPresent();
    }

    /** Lets the browser of an administrator make a test call; false if there were too many tests within a minute. */
    boolean prepareCall(String administrator, VoipParameters parameters) {
        boolean may = tester(administrator).takesOneMore();
        if (may) {
            calls.prepare(administrator, parameters);
        }
        return may;
    }

    private Tester tester(String administrator) {
        return testers.computeIfAbsent(administrator, name -> new Tester());
    }

    /** The test that an administrator has begun last, running or finished. */
    Optional<ConnectionTest> of(String administrator) {
        return Optional.ofNullable(testers.get(administrator)).flatMap(Tester::last);
    }

    @PreDestroy
    void stop() {
        testers.values().forEach(tester -> tester.last().ifPresent(ConnectionTest::cancel));
    }
}
