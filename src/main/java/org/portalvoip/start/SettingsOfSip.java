package org.portalvoip.start;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.portalvoip.sip.SipRoute;
import org.portalvoip.sip.SipRoute.Srtp;
import org.portalvoip.sip.SipRoute.Transport;
import org.portalvoip.sip.SipServer;
import org.portalvoip.sip.TransferRule;

/** The settings of the way to the SIP server, and of what it says there. Transport and encryption belong together; see {@link #route}. */
final class SettingsOfSip {
    static final Setting<Transport> TRANSPORT = new Setting<>(
            "voip.sip-transport",
            "udp",
            "`udp`, `tcp` or `tls`",
            false,
            SettingReadings.oneOf(Transport.class),
            Transport.UDP);
    static final Setting<Optional<SipServer>> PROXY =
            new Setting<>("voip.sip-proxy", "none", "host:port", false, SettingsOfSip::server, Optional.empty());
    static final Setting<Boolean> SRV =
            new Setting<>("voip.sip-srv", "false", "`true` or `false`", false, SettingReadings::yesOrNo, false);
    static final Setting<Srtp> SRTP = new Setting<>(
            "voip.sip-srtp",
            "off",
            "`off`, `optional` or `required`",
            false,
            SettingReadings.oneOf(Srtp.class),
            Srtp.OFF);

    static final Setting<String> QUEUE_POSITION_HEADER = header("voip.queue-position-header", "X-Queue-Position");
    static final Setting<String> QUEUE_WAIT_HEADER = header("voip.queue-wait-header", "X-Queue-Wait");

    static final Setting<TransferRule> TRANSFER_TO = new Setting<>(
            "voip.transfer-to", "none", "regular expression", false, SettingsOfSip::transfers, TransferRule.NONE);

    /** Janus takes a prefix, and passes on only fields that it does not know itself; those are not for us. */
    private static final Pattern FIELD = Pattern.compile("(?i)[XP]-[a-z0-9-]{1,60}");

    private SettingsOfSip() {}

    private static Setting<String> header(String key, String standard) {
        return new Setting<>(key, standard, "header field", false, SettingsOfSip::field, standard);
    }

    private static TransferRule transfers(String text, Setting.Complaints problems) {
        try {
            return new TransferRule(text);
        } catch (PatternSyntaxException e) {
            throw new SettingRefused(SettingText.NOT_A_PATTERN, e);
        }
    }

    private static String field(String text, Setting.Complaints problems) {
        if (!FIELD.matcher(text).matches()) {
            throw new SettingRefused(SettingText.NOT_A_HEADER);
        }
        return text;
    }

    private static Optional<SipServer> server(String text, Setting.Complaints problems) {
        try {
            return Optional.of(SipServer.parse(text));
        } catch (IllegalArgumentException e) {
            throw new SettingRefused(SettingText.NOT_HOST_AND_PORT, e);
        }
    }

    /**
     * The way in force.
     *
     * @param problems receives that the sound is not encrypted because its key would be readable
     */
    static SipRoute route(Setting.Values values, Consumer<SettingProblem> problems) {
        Transport transport = values.of(TRANSPORT);
        Srtp srtp = values.of(SRTP);
        if (srtp != Srtp.OFF && transport != Transport.TLS) {
            problems.accept(new SettingProblem(
                    SRTP.key(),
                    srtp.name().toLowerCase(Locale.ROOT),
                    SettingText.SRTP_WITHOUT_TLS.with(),
                    SettingText.USED.with("off")));
            srtp = Srtp.OFF;
        }
        return new SipRoute(transport, values.of(PROXY).orElse(null), values.of(SRV), srtp);
    }
}
