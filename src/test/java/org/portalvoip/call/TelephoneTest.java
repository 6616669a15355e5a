package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portalvoip.janus.GatewaySettings;
import org.portalvoip.janus.JanusAddress;
import org.portalvoip.janus.JanusGateway;
import org.portalvoip.janus.QueueHeaders;
import org.portalvoip.parameters.ActiveParameters;
import org.portalvoip.parameters.ParametersInForce;
import org.portalvoip.parameters.RegistrationApproach;
import org.portalvoip.parameters.VoipParameters;
import org.portalvoip.secret.Secret;
import org.portalvoip.sip.Credential;
import org.portalvoip.sip.Extension;
import org.portalvoip.sip.SipHost;
import org.portalvoip.sip.SipPort;
import org.portalvoip.sip.SipRoute;
import org.portalvoip.sip.SipRoute.Transport;
import org.portalvoip.sip.SipUser;
import org.portalvoip.sip.TransferRule;
import org.portalvoip.start.Settings;
import org.portalvoip.testing.LogCapture;

/** Which parameters the gateway calls with, and that it is off while there are none. */
class TelephoneTest {
    private final List<GatewaySettings> used = new ArrayList<>();
    private final Telephone telephone = new Telephone();
    private VoipParameters current = parameters(true, RegistrationApproach.PLAIN);
    private boolean unusable;
    private int stops;

    @BeforeEach
    @SuppressWarnings("UnnecessaryAssignment") // what CDI does in a server
    void aServer() {
        telephone.gateway = new JanusGateway(null) {
            @Override
            public synchronized void use(GatewaySettings settings) {
                if (unusable) {
                    throw new IllegalArgumentException("no certificate in this file");
                }
                used.add(settings);
            }

            @Override
            public synchronized void stop() {
                stops++;
            }
        };
        telephone.active = new ActiveParameters() {
            @Override
            public VoipParameters current() {
                return current;
            }
        };
        telephone.settings = new CallSettings();
        telephone.settings.settings = new OfOperator();
    }

    @Test
    void theGatewayGetsTheParametersInForceAndTheSettingsOfTheOperator() {
        telephone.start();

        assertThat(used).singleElement().satisfies(settings -> {
            assertThat(settings.servers()).isEqualTo(JanusAddress.list("wss://janus.example/janus"));
            assertThat(settings.apiSecret()).isEqualTo(new Credential.Password("of-janus"));
            assertThat(settings.trust()).isEqualTo(Path.of("/trust.pem"));
            assertThat(settings.register()).isTrue();
            assertThat(settings.transfers()).isEqualTo(new TransferRule("08.."));
            assertThat(settings.queue()).isEqualTo(new QueueHeaders("X-Place", "X-Seconds"));
            assertThat(settings.account().route().transport()).isEqualTo(Transport.TCP);
            assertThat(settings.account().addressOfRecord()).hasToString("sip:goofy@sip.example");
            assertThat(settings.account().credential()).isEqualTo(new Credential.Password("secret"));
        });
    }

    @Test
    void theRealmOfTheOperatorGoesIntoTheHash() {
        current = parameters(true, RegistrationApproach.HA1);
        telephone.start();

        assertThat(used)
                .singleElement()
                .extracting(settings -> settings.account().credential())
                .isEqualTo(Credential.Ha1.of("goofy", "asterisk", "secret"));
    }

    @Test
    void whatComesIntoForceLaterCounts() {
        current = parameters(false, RegistrationApproach.PLAIN);
        telephone.start();
        assertThat(stops).isEqualTo(1);

        telephone.follow(new ParametersInForce(parameters(true, RegistrationApproach.GUEST), 2));
        assertThat(used).hasSize(1);

        telephone.follow(new ParametersInForce(parameters(false, RegistrationApproach.GUEST), 3));
        assertThat(used).hasSize(1);
        assertThat(stops).isEqualTo(2);
    }

    @Test
    void nothingIsSentBeforeTheNodeHasStarted() {
        telephone.follow(new ParametersInForce(current, 1));

        assertThat(used).isEmpty();
        assertThat(stops).isZero();
    }

    @Test
    void whatTheGatewayCannotUseSwitchesItOffAndIsSaid() {
        unusable = true;
        try (LogCapture log = new LogCapture(Telephone.class)) {
            telephone.start();

            assertThat(stops).isEqualTo(1);
            assertThat(log.messages(Level.SEVERE)).singleElement().asString().contains("no certificate in this file");
        }
    }

    private static VoipParameters parameters(boolean active, RegistrationApproach approach) {
        return new VoipParameters(
                active,
                JanusAddress.list("wss://janus.example/janus"),
                SipHost.parse("sip.example"),
                SipPort.parse("5061"),
                SipUser.parse("goofy"),
                new Secret("secret"),
                Extension.parse("0800"),
                approach);
    }

    private static final class OfOperator extends Settings {
        @Override
        public Optional<String> realm() {
            return Optional.of("asterisk");
        }

        @Override
        public Optional<URI> url() {
            return Optional.empty();
        }

        @Override
        public boolean register() {
            return true;
        }

        @Override
        public SipRoute sipRoute() {
            return new SipRoute(Transport.TCP);
        }

        @Override
        public TransferRule transferTo() {
            return new TransferRule("08..");
        }

        @Override
        public String queuePositionHeader() {
            return "X-Place";
        }

        @Override
        public String queueWaitHeader() {
            return "X-Seconds";
        }

        @Override
        public Optional<Credential.Password> janusApiSecret() {
            return Optional.of(new Credential.Password("of-janus"));
        }

        @Override
        public Optional<Path> janusTrust() {
            return Optional.of(Path.of("/trust.pem"));
        }
    }
}
