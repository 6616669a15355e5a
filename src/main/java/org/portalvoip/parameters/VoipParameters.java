package org.portalvoip.parameters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.portalvoip.janus.JanusAddress;
import org.portalvoip.janus.JanusCredentials;
import org.portalvoip.secret.Secret;
import org.portalvoip.sip.Credential;
import org.portalvoip.sip.Extension;
import org.portalvoip.sip.SipAccount;
import org.portalvoip.sip.SipHost;
import org.portalvoip.sip.SipPort;
import org.portalvoip.sip.SipRoute;
import org.portalvoip.sip.SipUser;

/**
 * A complete set of the parameters, and the rules between them; each value's own rules are in its type.
 *
 * @param active 323: whether VoIP is switched on
 * @param servers 324: the addresses of Janus, in the order in which to try them; null when empty
 * @param domain 325, or null
 * @param port 326, or null
 * @param user 327, or null
 * @param password 328, or null; also null when the stored one cannot be opened
 * @param extension 329, or null
 * @param approach 330; null only in a stored set that somebody has changed without us
 */
public record VoipParameters(
        boolean active,
        List<JanusAddress> servers,
        SipHost domain,
        SipPort port,
        SipUser user,
        Secret password,
        Extension extension,
        RegistrationApproach approach) {

    /** The sentence that a set without a password breaks a rule. */
    static final String PASSWORD_REQUIRED = "parameters." + Parameter.PASSWORD.number() + ".required";

    /** The parameters of a fresh installation. */
    public static final VoipParameters INITIAL =
            new VoipParameters(false, null, null, null, null, null, null, RegistrationApproach.PLAIN);

    /**
     * The set with these values in their normal form; missing ones are empty.
     *
     * @param password the secret of 328, or null for none
     */
    static VoipParameters of(Map<Parameter, String> values, Secret password) {
        return new VoipParameters(
                "S".equals(values.get(Parameter.ACTIVE)),
                read(values.get(Parameter.SERVER), JanusAddress::list),
                read(values.get(Parameter.DOMAIN), SipHost::parse),
                read(values.get(Parameter.PORT), SipPort::parse),
                read(values.get(Parameter.USER), SipUser::parse),
                password,
                read(values.get(Parameter.EXTENSION), Extension::parse),
                read(values.get(Parameter.REGISTRATION_APPROACH), RegistrationApproach::parse));
    }

    private static <T> T read(String value, Function<String, T> grammar) {
        return value == null ? null : grammar.apply(value);
    }

    /** Whether 323 is switched on. */
    public boolean switchedOn() {
        return active;
    }

    /** Whether 323 is switched on and everything that a call needs is set, including a readable secret. */
    public boolean callable() {
        return active && missing().isEmpty();
    }

    /** The same set with 323 switched off. */
    VoipParameters switchedOff() {
        return new VoipParameters(false, servers, domain, port, user, password, extension, approach);
    }

    /**
     * The rules between parameters that this set breaks: when it is on, it must be complete, and Janus must be able to
     * use the password.
     *
     * @param realm the realm of the SIP server's challenges, when it is not the domain
     */
    List<Violation> violations(Optional<String> realm) {
        List<Violation> violations = new ArrayList<>();
        if (active) {
            missing()
                    .forEach(parameter ->
                            violations.add(new Violation(parameter, "parameters." + parameter.number() + ".required")));
        }
        unusableCredential(realm).ifPresent(violations::add);
        return violations;
    }

    /** The empty parameters that a call needs; 328 is not needed when 330 is 3. */
    private List<Parameter> missing() {
        List<Parameter> missing = new ArrayList<>();
        need(servers, Parameter.SERVER, missing);
        need(domain, Parameter.DOMAIN, missing);
        need(port, Parameter.PORT, missing);
        need(user, Parameter.USER, missing);
        // Unless we know how the account is proven, we do not know whether it needs a password.
        if (approach != null && approach != RegistrationApproach.GUEST) {
            need(password, Parameter.PASSWORD, missing);
        }
        need(extension, Parameter.EXTENSION, missing);
        need(approach, Parameter.REGISTRATION_APPROACH, missing);
        return missing;
    }

    private static void need(Object value, Parameter parameter, List<Parameter> missing) {
        if (value == null) {
            missing.add(parameter);
        }
    }

    /** Checks the credentials as far as they are known: an empty domain or user does not make a password unusable. */
    private Optional<Violation> unusableCredential(Optional<String> realm) {
        if (password == null || approach == null) {
            return Optional.empty();
        }
        String name = user == null ? "" : user.name();
        String challenged = realm.orElse(domain == null ? "" : domain.name());
        return JanusCredentials.fault(name, challenged, credential(name, challenged))
                .map(fault -> switch (fault) {
                    case COLON -> new Violation(Parameter.PASSWORD, "parameters.328.colon");
                    case SECRET -> new Violation(Parameter.PASSWORD, "parameters.328.bytes");
                    case LINE ->
                        realm.isPresent()
                                ? new Violation(Parameter.USER, "parameters.327.credentials")
                                : new Violation(Parameter.DOMAIN, "parameters.325.credentials");
                });
    }

    /** What somebody should know about this set although it breaks no rule. */
    List<Note> warnings() {
        boolean readable = servers != null && servers.stream().anyMatch(JanusAddress::isReadableOnTheWay);
        return readable && approach != RegistrationApproach.GUEST
                ? List.of(new Note(Parameter.SERVER, "parameters.324.clear"))
                : List.of();
    }

    /** The approach of 330. */
    public RegistrationApproach registrationApproach() {
        return approach;
    }

    /**
     * The SIP account that these parameters describe. Only valid when {@link #callable()}.
     *
     * @param realm the realm of the SIP server's challenges, when it is not the domain
     * @param route how the SIP server is reached
     */
    public SipAccount account(Optional<String> realm, SipRoute route) {
        String challenged = realm.orElse(domain.name());
        return new SipAccount(user, domain, port, route, credential(user.name(), challenged));
    }

    private Credential credential(String name, String realm) {
        return switch (approach) {
            case GUEST -> new Credential.Guest();
            case PLAIN -> new Credential.Password(password.reveal());
            case HA1 -> {
                String text = password.reveal();
                yield Credential.Ha1.isOne(text) ? new Credential.Ha1(text) : Credential.Ha1.of(name, realm, text);
            }
        };
    }

    /**
     * Whether the secret of 328, if it were kept while these parameters replace {@code before}, would go to a server
     * for which it was not entered: whoever may change the server must not be able to read the secret there.
     */
    boolean leadsElsewhereThan(VoipParameters before) {
        return !destination().equals(before.destination());
    }

    private List<Object> destination() {
        return Arrays.asList(servers, domain, port, user);
    }
}
