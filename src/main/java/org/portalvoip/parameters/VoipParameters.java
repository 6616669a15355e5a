package org.portalvoip.parameters;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.portalvoip.secret.Secret;
import org.portalvoip.sip.Credential;
import org.portalvoip.sip.SipAccount;
import org.portalvoip.sip.SipUri;

/**
 * One complete set of the eight parameters, as written, with every rule that holds for them: screen, REST and start-up
 * all judge by this type. Any component but {@code active} and {@code approach} may be null, which means empty.
 *
 * <p>The message of each constraint is the key of its sentence in the bundle.
 */
@CompleteWhenActive
@WithinJanusLimits
public record VoipParameters(
        @NotNull(message = "parameters.323.flag")
        @jakarta.validation.constraints.Pattern(regexp = "[SN]", message = "parameters.323.flag")
        String active,

        @Size(max = 1000, message = "parameters.324.long") @JanusAddresses
        String server,

        @SipDomain String domain,

        @jakarta.validation.constraints.Pattern(regexp = "[0-9]{1,5}", message = "parameters.326.range")
        @DecimalMin(value = "1", message = "parameters.326.range")
        @DecimalMax(value = "65535", message = "parameters.326.range")
        String port,

        @Size(max = 99, message = "parameters.327.long")
        @jakarta.validation.constraints.Pattern(
                regexp = "[A-Za-z0-9._~!$&'()*+,=-]*",
                message = "parameters.327.characters")
        String user,

        @SipSecret Secret password,

        @Size(max = 64, message = "parameters.329.long")
        @jakarta.validation.constraints.Pattern(regexp = "[A-Za-z0-9*#+._-]*", message = "parameters.329.characters")
        String extension,

        @NotNull(message = "parameters.330.choice")
        @jakarta.validation.constraints.Pattern(regexp = "[123]", message = "parameters.330.choice")
        String approach) {

    private static final Pattern READY_HA1 = Pattern.compile("[0-9A-Fa-f]{32}");

    /** The parameters of a fresh installation. */
    public static final VoipParameters INITIAL = new VoipParameters("N", null, null, null, null, null, null, "1");

    /**
     * The set whose values are {@code values}, missing ones being empty; they are neither trimmed nor checked here.
     *
     * @param password the secret of 328, or null for none
     */
    static VoipParameters of(Map<Parameter, String> values, Secret password) {
        return new VoipParameters(
                values.get(Parameter.ACTIVE),
                values.get(Parameter.SERVER),
                values.get(Parameter.DOMAIN),
                values.get(Parameter.PORT),
                values.get(Parameter.USER),
                password,
                values.get(Parameter.EXTENSION),
                values.get(Parameter.REGISTRATION_APPROACH));
    }

    /** The values by parameter, null when empty; without 328. */
    Map<Parameter, String> values() {
        Map<Parameter, String> values = new EnumMap<>(Parameter.class);
        values.put(Parameter.ACTIVE, active);
        values.put(Parameter.SERVER, server);
        values.put(Parameter.DOMAIN, domain);
        values.put(Parameter.PORT, port);
        values.put(Parameter.USER, user);
        values.put(Parameter.EXTENSION, extension);
        values.put(Parameter.REGISTRATION_APPROACH, approach);
        return values;
    }

    /** Whether 323 is switched on. */
    public boolean switchedOn() {
        return "S".equals(active);
    }

    /** Whether 323 is switched on and everything is there that a call needs, the secret in readable form included. */
    public boolean callable() {
        return switchedOn() && missing().isEmpty();
    }

    /** The empty parameters that a call needs; 328 is not needed when 330 is 3. */
    List<Parameter> missing() {
        List<Parameter> missing = new ArrayList<>();
        values().forEach((parameter, value) -> {
            if (value == null) {
                missing.add(parameter);
            }
        });
        if (password == null && !"3".equals(approach)) {
            missing.add(Parameter.PASSWORD);
        }
        return missing;
    }

    /** The addresses of 324, in the order in which they are to be tried; empty when 324 is. */
    public List<URI> servers() {
        return server == null
                ? List.of()
                : Stream.of(server.split(","))
                        .map(address -> URI.create(address.strip()))
                        .toList();
    }

    /** The approach of 330. */
    public RegistrationApproach registrationApproach() {
        return RegistrationApproach.of(approach);
    }

    /**
     * The SIP account that these parameters describe. Only to be asked when {@link #callable()}.
     *
     * @param realm what the SIP server names in its challenges, when it is not the domain
     */
    public SipAccount account(Optional<String> realm, SipAccount.Transport transport) {
        SipUri registrar = SipUri.server(domain, Integer.parseInt(port));
        var account = new SipAccount(user, registrar, realm.orElse(domain), transport, credential());
        boolean hashed = registrationApproach() == RegistrationApproach.HA1;
        return hashed ? new SipAccount(user, registrar, account.realm(), transport, account.hashed()) : account;
    }

    private Credential credential() {
        return switch (registrationApproach()) {
            case GUEST -> new Credential.Guest();
            case PLAIN -> new Credential.Secret(password.reveal());
            case HA1 -> {
                String text = password.reveal();
                yield READY_HA1.matcher(text).matches() ? new Credential.Ha1(text) : new Credential.Secret(text);
            }
        };
    }

    /**
     * Whether the secret of 328 would be handed to somebody for whom it was not typed, were it kept while these
     * parameters replace {@code before}: whoever may change the server must not be able to read the secret there.
     */
    boolean redirectsSecretOf(VoipParameters before) {
        return before.password != null && !destination().equals(before.destination());
    }

    private List<String> destination() {
        return Stream.of(server, domain, port, user)
                .map(part -> part == null ? "" : part)
                .toList();
    }
}
