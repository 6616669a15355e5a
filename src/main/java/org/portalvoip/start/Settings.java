package org.portalvoip.start;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.eclipse.microprofile.config.Config;
import org.portalvoip.sip.Codecs;
import org.portalvoip.sip.Credential;
import org.portalvoip.sip.IdentityHeader;
import org.portalvoip.sip.SipRoute;
import org.portalvoip.sip.TransferRule;

/**
 * What an operator can set: every key {@code voip.*} of MicroProfile Config, read once when the application starts. A
 * value that cannot be used is replaced and reported by {@link #problems()}; it never stops the application.
 *
 * <p>Longer than 200 lines, because it is one table with an accessor for each of its lines.
 */
@ApplicationScoped
public class Settings {
    /** Who may call. */
    public enum Callers {
        /** Everybody who can open the portal. */
        EVERYONE,
        /** Everybody whom the server has authenticated. */
        AUTHENTICATED
    }

    /** How the keys that a caller presses reach the help desk's telephone system. */
    public enum Dtmf {
        /** As RTP events if the telephone system takes them, otherwise by SIP INFO. */
        AUTO,
        /** As RTP events (RFC 4733), within the sound; or not at all. */
        RTP,
        /** By SIP INFO only. */
        INFO
    }

    /**
     * A setting in force.
     *
     * @param key of MicroProfile Config
     * @param value the text, without the passwords of addresses; empty when it is not set or must not be shown
     * @param source the source of MicroProfile Config that contains it; empty when it is not set
     * @param standard the default; {@code none} for nothing
     * @param unit unit or kind of the value
     */
    public record Entry(String key, String value, String source, String standard, String unit) {
        /** {@code environment}, {@code property} or the name of another source; {@code standard} when it is not set. */
        public String origin() {
            return source.isEmpty() ? "standard" : SettingsOfParameters.kind(source);
        }
    }

    /**
     * Another way to reach the help desk, which the phone offers when no call is possible ({@code voip.alternatives.*}).
     *
     * @param way telephone, mail or a page
     * @param written the number or address as the operator wrote it
     * @param texts what to say instead of the usual sentence, by language tag ({@code es}, {@code pt-BR}, {@code en}); possibly empty
     */
    public record Alternative(Way way, String written, Map<String, String> texts) {
        /** The kinds, in the order in which they are offered. */
        public enum Way {
            /** A telephone number. */
            PHONE,
            /** A mail address. */
            MAIL,
            /** A page, such as the form for a ticket. */
            URL
        }

        /** The address of a link: {@code tel:} (RFC 3966), {@code mailto:} (RFC 6068), or http or https. */
        public String address() {
            return switch (way) {
                case PHONE -> "tel:" + written.replaceAll("[^0-9+*#]", "").replace("#", "%23");
                case MAIL -> "mailto:" + written;
                case URL -> written;
            };
        }

        /** The operator's own text in {@code language}, if there is one. */
        public Optional<String> text(Locale language) {
            return Optional.ofNullable(texts.get(language.toLanguageTag()));
        }
    }

    /**
     * The TURN servers, which relay the sound where no direct way exists, and what they want to know of a browser.
     *
     * @param urls such as every browser accepts, at least one
     * @param user the name for all calls; null when each call gets credentials of its own
     * @param password of the user; without one, the secret by which the credentials of a call are made
     * @param life of the credentials of a call
     */
    public record Turn(List<String> urls, String user, Credential.Password password, Duration life) {}

    /**
     * A provider of OpenID Connect by which administrators can sign in.
     *
     * @param issuer as written, which is how the provider must call itself
     * @param secret of the client
     * @param roleClaim the claim of the ID token, or the path to it with dots, in which the roles stand
     * @param roleValue the one that makes an administrator
     * @param nameClaim the claim in which the name stands
     * @param scopes to ask for, with spaces between them; one is {@code openid}
     * @param label what people call the provider
     */
    public record Oidc(
            URI issuer,
            String clientId,
            Credential.Password secret,
            String roleClaim,
            String roleValue,
            String nameClaim,
            String scopes,
            String label) {
        /** The secret itself. */
        public String revealSecret() {
            return secret.value();
        }
    }

    private static final String NONE = "none";
    private static final int AS_MANY_AS_YOU_LIKE = 1_000_000_000;
    /** The phone page itself stops ringing after this many seconds. */
    private static final int LONGEST_RING = 300;

    private static final int LONGEST_ABSENCE = 300;

    private static final int LONGEST_SILENCE = 300;

    private static final Setting<Path> DATA_DIR = setting(
            "voip.data-dir",
            "data",
            "folder",
            SettingReadings::path,
            Path.of("data").toAbsolutePath());
    private static final Setting<Optional<Path>> KEY_FILE =
            optional("voip.key-file", "file", (text, problems) -> Optional.of(SettingReadings.path(text, problems)));
    private static final Setting<Optional<URI>> URL = optional("voip.url", "address", SettingReadings::url);
    private static final Setting<Optional<String>> NODE_NAME =
            optional("voip.node-name", "name", SettingReadings::text);
    private static final Setting<Optional<String>> EXPECTED_DATABASE =
            optional("voip.expected-database", "name", SettingReadings::text);
    /** If this rule cannot be read, strangers are not let in. */
    private static final Setting<Callers> CALLERS =
            setting("voip.callers", "everyone", "`everyone` or `authenticated`", Settings::callers, Callers.EVERYONE);

    private static final Setting<Set<String>> ALLOWED_ORIGINS =
            setting("voip.allowed-origins", NONE, "list of origins", SettingReadings::origins, Set.of());
    private static final Setting<List<String>> ICE_SERVERS =
            setting("voip.ice-servers", NONE, "list of addresses", SettingReadings::stunServers, List.of());
    private static final Setting<Integer> MAX_CALLS = number("voip.max-calls", 100, "calls", AS_MANY_AS_YOU_LIKE);
    private static final Setting<Integer> MAX_CALLS_PER_CALLER =
            number("voip.max-calls-per-caller", 3, "calls", AS_MANY_AS_YOU_LIKE);
    private static final Setting<Integer> MAX_CALLS_PER_ADDRESS =
            number("voip.max-calls-per-address", 30, "calls", AS_MANY_AS_YOU_LIKE);
    private static final Setting<Integer> CALLS_PER_MINUTE =
            number("voip.calls-per-minute", 10, "calls a minute", AS_MANY_AS_YOU_LIKE);
    private static final Setting<Integer> RINGS_PER_MINUTE =
            number("voip.rings-per-minute", 60, "calls a minute", AS_MANY_AS_YOU_LIKE);
    private static final Setting<Integer> RING_TIMEOUT = number("voip.ring-timeout", 45, "seconds", LONGEST_RING);
    private static final Setting<Integer> MAX_DURATION = number("voip.max-duration", 3600, "seconds", 86_400);
    private static final Setting<Integer> SOUND_TIMEOUT = number("voip.sound-timeout", 5, "seconds", LONGEST_SILENCE);
    private static final Setting<Integer> RESUME_TIME = number("voip.resume-time", 45, "seconds", LONGEST_ABSENCE);
    private static final Setting<Integer> DRAIN_TIME =
            new Setting<>("voip.drain-time", "10", "seconds", false, SettingReadings.number(0, LONGEST_ABSENCE), 10);
    private static final Setting<Integer> CALL_LOG_DAYS =
            new Setting<>("voip.call-log-days", "90", "days", false, SettingReadings.number(0, 3650), 90);
    private static final Setting<Optional<String>> REALM = optional("voip.realm", "name", SettingReadings::text);
    private static final Setting<Boolean> REGISTER =
            setting("voip.register", "false", "`true` or `false`", SettingReadings::yesOrNo, false);
    private static final Setting<Dtmf> DTMF =
            setting("voip.dtmf", "auto", "`auto`, `rtp` or `info`", SettingReadings.oneOf(Dtmf.class), Dtmf.AUTO);
    private static final Setting<Codecs> CODECS =
            setting("voip.codecs", "opus, g722, pcma, pcmu", "list of codecs", SettingReadings::codecs, Codecs.ALL);
    private static final Setting<Optional<Credential.Password>> JANUS_API_SECRET_FILE =
            optional("voip.janus.api-secret-file", "file", SettingReadings::secretFile);
    private static final Setting<Optional<Path>> JANUS_TRUST =
            optional("voip.janus.trust", "PEM file", SettingReadings::certificates);

    /** The keys of the database are read by the server's configuration, not by us. */
    private static final List<Setting<?>> SINGLE = List.of(
            DATA_DIR,
            KEY_FILE,
            URL,
            NODE_NAME,
            EXPECTED_DATABASE,
            new Setting<>("voip.database.url", NONE, "JDBC address", true, SettingReadings::text, Optional.empty()),
            new Setting<>("voip.database.user", NONE, "name", false, SettingReadings::text, Optional.empty()),
            new Setting<>("voip.database.password", NONE, "password", true, SettingReadings::text, Optional.empty()),
            new Setting<>("voip.database.driver", "h2", "name", false, SettingReadings::text, Optional.empty()),
            CALLERS,
            ALLOWED_ORIGINS,
            ICE_SERVERS,
            SettingsOfTurn.URLS,
            SettingsOfTurn.USER,
            SettingsOfTurn.PASSWORD_FILE,
            SettingsOfTurn.SECRET_FILE,
            SettingsOfTurn.TTL,
            MAX_CALLS,
            MAX_CALLS_PER_CALLER,
            MAX_CALLS_PER_ADDRESS,
            CALLS_PER_MINUTE,
            RINGS_PER_MINUTE,
            RING_TIMEOUT,
            SOUND_TIMEOUT,
            MAX_DURATION,
            RESUME_TIME,
            DRAIN_TIME,
            CALL_LOG_DAYS,
            REALM,
            REGISTER,
            SettingsOfSip.TRANSPORT,
            SettingsOfSip.PROXY,
            SettingsOfSip.SRV,
            SettingsOfSip.SRTP,
            DTMF,
            CODECS,
            SettingsOfSip.QUEUE_POSITION_HEADER,
            SettingsOfSip.QUEUE_WAIT_HEADER,
            SettingsOfSip.TRANSFER_TO,
            JANUS_API_SECRET_FILE,
            JANUS_TRUST);

    /** In the order of the guide. */
    private static final List<Setting<?>> ALL = Stream.of(
                    SINGLE.stream(),
                    SettingsOfParameters.all().stream(),
                    SettingsOfPortal.all().stream(),
                    SettingsOfOidc.all().stream(),
                    SettingsOfMonitoring.all().stream(),
                    SettingsOfAlternatives.all())
            .<Setting<?>>flatMap(group -> group)
            .toList();

    private final Map<Setting<?>, Object> values = new LinkedHashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<SettingProblem> problems = new ArrayList<>();
    private Optional<Turn> turn = Optional.empty();
    private Optional<Oidc> oidc = Optional.empty();
    private Map<Integer, SettingsOfParameters.Fixed> fixedParameters = Map.of();
    private SipRoute sipRoute;

    @Inject
    Settings(Config config) {
        this(SettingsSource.of(config, keys()));
    }

    /** For the CDI proxy only. */
    protected Settings() {}

    Settings(SettingsSource source) {
        ALL.forEach(setting -> values.put(setting, read(setting, source.found().get(setting.key()))));
        turn = SettingsOfTurn.read(this::get, ringTimeout().plus(maxDuration()), problems::add);
        oidc = SettingsOfOidc.read(this::get, problems::add);
        fixedParameters = SettingsOfParameters.read(this::get, source.found());
        sipRoute = SettingsOfSip.route(this::get, problems::add);
        SettingNames names = new SettingNames(keys());
        source.names().forEach(name -> names.problem(name, source.names()).ifPresent(problems::add));
    }

    private <T> T read(Setting<T> setting, SettingsSource.Found found) {
        String text = found == null ? "" : found.text();
        String origin = found == null ? "" : found.origin();
        String shown = setting.secret() ? "" : text;
        entries.add(new Entry(setting.key(), SettingProblem.masked(shown), origin, setting.standard(), setting.unit()));
        if (found == null) {
            return setting.absent();
        }
        try {
            if (text.isEmpty()) {
                throw new SettingRefused(SettingText.UNRESOLVED);
            }
            return setting.reading()
                    .of(
                            text,
                            (part, reason, instead) -> problems.add(
                                    new SettingProblem(setting.key(), setting.secret() ? "" : part, reason, instead)));
        } catch (SettingRefused e) {
            SettingWords instead = setting.standard().equals(NONE)
                    ? SettingText.NOT_SET.with()
                    : SettingText.USED.with(setting.standard());
            problems.add(new SettingProblem(setting.key(), shown, e.words(), instead));
            return setting.absent();
        }
    }

    private static Callers callers(String text, Setting.Complaints problems) {
        try {
            return SettingReadings.oneOf(Callers.class).of(text, problems);
        } catch (SettingRefused e) {
            problems.add(text, e.words(), SettingText.AUTHENTICATED.with());
            return Callers.AUTHENTICATED;
        }
    }

    private static <T> Setting<T> setting(
            String key, String standard, String unit, Setting.Reading<T> reading, T absent) {
        return new Setting<>(key, standard, unit, false, reading, absent);
    }

    private static <T> Setting<Optional<T>> optional(String key, String unit, Setting.Reading<Optional<T>> reading) {
        return setting(key, NONE, unit, reading, Optional.empty());
    }

    private static Setting<Integer> number(String key, int standard, String unit, int most) {
        return setting(key, String.valueOf(standard), unit, SettingReadings.number(1, most), standard);
    }

    private static Set<String> keys() {
        return ALL.stream().map(Setting::key).collect(Collectors.toSet());
    }

    @SuppressWarnings("unchecked") // read() put a T beside each Setting<T>
    private <T> T get(Setting<T> setting) {
        return (T) values.get(setting);
    }

    /** Values that are not used as written, and names that are not settings; empty when all is well. */
    public List<SettingProblem> problems() {
        return List.copyOf(problems);
    }

    /** All settings in the order of the guide, set or not; secrets without their values. */
    public List<Entry> all() {
        return List.copyOf(entries);
    }

    /** The absolute path of the folder for what a node keeps outside the database; it need not exist. */
    public Path dataFolder() {
        return get(DATA_DIR);
    }

    /** The absolute path of the file with the keyset, when it is not in the data folder. */
    public Optional<Path> keyFile() {
        return get(KEY_FILE);
    }

    /** The address under which people reach the application: http or https and a host in lower case, perhaps a path. */
    public Optional<URI> url() {
        return get(URL);
    }

    /** What the log calls this node; empty for the name of its host. */
    public Optional<String> nodeName() {
        return get(NODE_NAME);
    }

    /** The database product that the data source must lead to, in any case. */
    public Optional<String> expectedDatabase() {
        return get(EXPECTED_DATABASE);
    }

    /** Who may call. */
    public Callers callers() {
        return get(CALLERS);
    }

    /**
     * Further origins whose pages may call, as browsers write them: {@code scheme://host} or
     * {@code scheme://host:port} in lower case, without the default port of the scheme.
     */
    public Set<String> allowedOrigins() {
        return get(ALLOWED_ORIGINS);
    }

    /** Addresses of STUN servers that every browser accepts, in order, possibly none. */
    public List<String> iceServers() {
        return get(ICE_SERVERS);
    }

    /** The TURN servers that can be used, if there are any. */
    public Optional<Turn> turn() {
        return turn;
    }

    /** The provider by which administrators can sign in beside the accounts, if there is one. */
    public Optional<Oidc> oidc() {
        return oidc;
    }

    /** Simultaneous calls on this node, at least 1. */
    public int maxCalls() {
        return get(MAX_CALLS);
    }

    /** Simultaneous calls of one caller, at least 1. */
    public int maxCallsPerCaller() {
        return get(MAX_CALLS_PER_CALLER);
    }

    /** Simultaneous calls from one address, at least 1. */
    public int maxCallsPerAddress() {
        return get(MAX_CALLS_PER_ADDRESS);
    }

    /** Calls that one caller may start per minute, at least 1. */
    public int callsPerMinute() {
        return get(CALLS_PER_MINUTE);
    }

    /** Calls that all callers together may start per minute on this node, at least 1. */
    public int ringsPerMinute() {
        return get(RINGS_PER_MINUTE);
    }

    /** From the offer to the answer; 1 to 300 seconds. */
    public Duration ringTimeout() {
        return Duration.ofSeconds(get(RING_TIMEOUT));
    }

    /** From the answer to the first sound of the caller; 1 to 300 seconds. */
    public Duration soundTimeout() {
        return Duration.ofSeconds(get(SOUND_TIMEOUT));
    }

    /** From the answer to the end; a second to a day. */
    public Duration maxDuration() {
        return Duration.ofSeconds(get(MAX_DURATION));
    }

    /** From the last sign of life of a browser that has lost its socket to its return; 1 to 300 seconds. */
    public Duration resumeTime() {
        return Duration.ofSeconds(get(RESUME_TIME));
    }

    /** From the beginning of a drain until the browsers are sent elsewhere; 0 to 300 seconds. */
    public Duration drainTime() {
        return Duration.ofSeconds(get(DRAIN_TIME));
    }

    /** How long a call that has ended stands in the list of calls; zero when no list is kept. */
    public Duration callLogTime() {
        return Duration.ofDays(get(CALL_LOG_DAYS));
    }

    /** The realm that the SIP server names in its challenges, when it is not the domain. */
    public Optional<String> realm() {
        return get(REALM);
    }

    /** Whether the account is registered at the SIP server. */
    public boolean register() {
        return get(REGISTER);
    }

    /** How SIP and the sound travel between Janus and the SIP server. */
    public SipRoute sipRoute() {
        return sipRoute;
    }

    /** To whom a telephone of the desk may transfer a caller. */
    public TransferRule transferTo() {
        return get(SettingsOfSip.TRANSFER_TO);
    }

    /** The header field in which the telephone system says which place a waiting caller has. */
    public String queuePositionHeader() {
        return get(SettingsOfSip.QUEUE_POSITION_HEADER);
    }

    /** The header field in which it says for how many seconds. */
    public String queueWaitHeader() {
        return get(SettingsOfSip.QUEUE_WAIT_HEADER);
    }

    /** How keys reach the help desk's telephone system. */
    public Dtmf dtmf() {
        return get(DTMF);
    }

    /** Which codecs the help desk's telephone system is offered. */
    public Codecs codecs() {
        return get(CODECS);
    }

    /** The {@code api_secret} of Janus. */
    public Optional<Credential.Password> janusApiSecret() {
        return get(JANUS_API_SECRET_FILE);
    }

    /** The absolute path of a PEM file with certificates to trust in addition to those of the JVM. */
    public Optional<Path> janusTrust() {
        return get(JANUS_TRUST);
    }

    /** The parameters that the configuration fixes, by number. */
    public Map<Integer, SettingsOfParameters.Fixed> fixedParameters() {
        return fixedParameters;
    }

    /** The secret that the portal shares with us to sign who is calling; at least 256 bits. */
    public Optional<SecretKey> portalKey() {
        return get(SettingsOfPortal.KEY);
    }

    /** The key by which the portal's signature of who is calling is verified; of RSA or an elliptic curve. */
    public Optional<PublicKey> portalPublicKey() {
        return get(SettingsOfPortal.PUBLIC_KEY);
    }

    /** Where the telephone system learns who is calling, if at all. */
    public Optional<IdentityHeader> identityHeader() {
        return get(SettingsOfPortal.IDENTITY_HEADER);
    }

    /** What whoever reads the metrics has to bring; without it, they are only for programs on the same machine. */
    public Optional<Credential.Password> metricsToken() {
        return get(SettingsOfMonitoring.METRICS_TOKEN_FILE);
    }

    /** Whether a node that is not connected to Janus, although calls are switched on, is not ready. */
    public boolean readyNeedsGateway() {
        return get(SettingsOfMonitoring.READY_NEEDS_GATEWAY);
    }

    /** Other ways to reach the help desk, in the order in which they are offered; possibly none. */
    public List<Alternative> alternatives() {
        return SettingsOfAlternatives.read(this::get);
    }
}
