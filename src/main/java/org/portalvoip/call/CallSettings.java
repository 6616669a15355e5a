package org.portalvoip.call;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.portalvoip.janus.GatewaySettings;
import org.portalvoip.parameters.VoipParameters;
import org.portalvoip.sip.Credential;
import org.portalvoip.sip.SipAccount;
import org.portalvoip.sip.SipAccount.Transport;

/** What the operator sets for calls; each key is explained in the admin guide. Times are in seconds. */
@Dependent
public class CallSettings {
    @Inject
    @ConfigProperty(name = "voip.callers", defaultValue = "everyone")
    String callers;

    @Inject
    @ConfigProperty(name = "voip.ice-servers")
    Optional<String[]> iceServers;

    @Inject
    @ConfigProperty(name = "voip.max-calls", defaultValue = "100")
    int maxCalls;

    @Inject
    @ConfigProperty(name = "voip.max-calls-per-caller", defaultValue = "3")
    int maxCallsPerCaller;

    @Inject
    @ConfigProperty(name = "voip.calls-per-minute", defaultValue = "10")
    int callsPerMinute;

    @Inject
    @ConfigProperty(name = "voip.ring-timeout", defaultValue = "45")
    int ringTimeout;

    @Inject
    @ConfigProperty(name = "voip.max-duration", defaultValue = "3600")
    int maxDuration;

    @Inject
    @ConfigProperty(name = "voip.realm")
    Optional<String> realm;

    @Inject
    @ConfigProperty(name = "voip.register", defaultValue = "false")
    boolean register;

    @Inject
    @ConfigProperty(name = "voip.sip-transport", defaultValue = "udp")
    String sipTransport;

    @Inject
    @ConfigProperty(name = "voip.janus.api-secret-file")
    Optional<String> apiSecretFile;

    @Inject
    @ConfigProperty(name = "voip.janus.trust")
    Optional<String> trust;

    /** The STUN and TURN servers for the browser, possibly none. */
    List<String> iceServers() {
        return iceServers.map(List::of).orElse(List.of());
    }

    /** The account that {@code parameters} describe. */
    SipAccount account(VoipParameters parameters) {
        return parameters.account(realm, Transport.valueOf(sipTransport.toUpperCase(Locale.ROOT)));
    }

    /**
     * What the gateway needs to know.
     *
     * @throws UncheckedIOException when the file of the API secret cannot be read
     */
    GatewaySettings gateway(VoipParameters parameters) {
        return new GatewaySettings(
                parameters.servers(),
                apiSecretFile.map(Path::of).map(CallSettings::secret).orElse(null),
                trust.map(Path::of).orElse(null),
                account(parameters),
                register,
                GatewaySettings.Limits.DEFAULT);
    }

    private static Credential.Secret secret(Path file) {
        try {
            return new Credential.Secret(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("The file of voip.janus.api-secret-file cannot be read: " + file, e);
        }
    }
}
