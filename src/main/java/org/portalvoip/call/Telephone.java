package org.portalvoip.call;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.portalvoip.janus.JanusGateway;
import org.portalvoip.parameters.ActiveParameters;
import org.portalvoip.parameters.ParametersInForce;
import org.portalvoip.parameters.VoipParameters;

/**
 * Keeps the gateway on the parameters in force; while calls are switched off or parameters are missing, nothing is sent
 * to anybody.
 */
@ApplicationScoped
public class Telephone {
    private static final Logger LOG = System.getLogger(Telephone.class.getName());

    @Inject
    JanusGateway gateway;

    @Inject
    CallSettings settings;

    @Inject
    ActiveParameters active;

    private volatile boolean started;

    /** Connects to Janus when the parameters in force ask for it, and follows them from now on. */
    public void start() {
        started = true;
        use(active.current());
    }

    void follow(@Observes ParametersInForce inForce) {
        if (started) {
            use(inForce.parameters());
        }
    }

    private void use(VoipParameters parameters) {
        if (!parameters.callable()) {
            gateway.stop();
            return;
        }
        try {
            gateway.use(settings.gateway(parameters));
        } catch (IllegalArgumentException e) {
            LOG.log(Level.ERROR, "No calls, because the gateway cannot use these parameters: " + e.getMessage());
            gateway.stop();
        }
    }
}
