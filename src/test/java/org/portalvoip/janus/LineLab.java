package org.portalvoip.janus;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.portalvoip.janus.GatewayLab.Way;

/** Lines to a fake Janus, for those who use lines and know nothing of Janus. */
public final class LineLab implements AutoCloseable {
    private final GatewayLab lab = new GatewayLab(Way.WEB_SOCKET).up();

    /** A line for the account {@code goofy}; see {@link JanusGateway#openLine}. */
    public CompletionStage<Line> open(LineListener listener) {
        return lab.gateway.openLine(listener);
    }

    /** See {@link JanusGateway#openProbe}. */
    public CompletionStage<Probe> probe(Jsep offer, ProbeListener listener) {
        return lab.gateway.openProbe(offer, listener);
    }

    /** A failure such as the gateway reports. */
    public static JanusException failure(JanusException.Kind kind, int code) {
        return new JanusException(kind, code, "why");
    }

    /** Janus refuses the next request with this verb of its core or of the SIP plugin. */
    public void refuseOnce(String verb) {
        lab.janus.once(verb, Fault.FORBIDDEN);
    }

    /** Janus has only the SIP plugin. */
    public void withoutEchoTest() {
        lab.janus.withoutEchoTest();
    }

    /** Takes away every line, as when Janus stops. */
    public void cut() {
        lab.janus.cut();
    }

    /** The requests so far with this verb. */
    public List<JsonObject> requests(String verb) {
        return lab.janus.requests(verb);
    }

    /** Waits until {@code state} is true. */
    public void await(BooleanSupplier state) {
        GatewayLab.await(state);
    }

    @Override
    public void close() {
        lab.close();
    }
}
