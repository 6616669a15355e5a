package org.portalvoip.call;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.portalvoip.janus.GatewaySettings;
import org.portalvoip.janus.QueueHeaders;
import org.portalvoip.parameters.VoipParameters;
import org.portalvoip.sip.SipAccount;
import org.portalvoip.start.Settings;

/** Combines the parameters and the operator's settings: the account that calls, and how to reach Janus. */
@Dependent
public class CallSettings {
    @Inject
    Settings settings;

    /** The account that {@code parameters} describe; they must be callable. */
    SipAccount account(VoipParameters parameters) {
        return parameters.account(settings.realm(), settings.sipRoute());
    }

    /** What the gateway needs for calls with {@code parameters}, which must be callable. */
    public GatewaySettings gateway(VoipParameters parameters) {
        return new GatewaySettings(
                parameters.servers(),
                settings.janusApiSecret().orElse(null),
                settings.janusTrust().orElse(null),
                account(parameters),
                settings.register(),
                GatewaySettings.Limits.DEFAULT,
                new QueueHeaders(settings.queuePositionHeader(), settings.queueWaitHeader()),
                settings.transferTo());
    }
}
