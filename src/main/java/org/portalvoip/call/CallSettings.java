package org.portalvoip.call;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.portalvoip.janus.GatewaySettings;
import org.portalvoip.janus.JanusAddress;
import org.portalvoip.parameters.VoipParameters;
import org.portalvoip.sip.SipAccount;
import org.portalvoip.start.Settings;

/** What the parameters and the operator's settings say together: whom calls come from, and how Janus is spoken to. */
@Dependent
public class CallSettings {
    @Inject
    Settings settings;

    /** The account that {@code parameters}, which are callable, describe. */
    SipAccount account(VoipParameters parameters) {
        return parameters.account(settings.realm(), settings.sipTransport());
    }

    /** What the gateway needs to know for calls with {@code parameters}, which are callable. */
    GatewaySettings gateway(VoipParameters parameters) {
        return new GatewaySettings(
                parameters.servers().stream().map(JanusAddress::uri).toList(),
                settings.janusApiSecret().orElse(null),
                settings.janusTrust().orElse(null),
                account(parameters),
                settings.register(),
                GatewaySettings.Limits.DEFAULT);
    }
}
