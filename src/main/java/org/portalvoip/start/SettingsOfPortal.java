package org.portalvoip.start;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.portalvoip.sip.IdentityHeader;

/** The settings of a portal that says who is calling. */
final class SettingsOfPortal {
    /** RFC 7518 section 3.2. */
    private static final int LEAST_BYTES = 32;

    private static final String NOBODY = "none";

    static final Setting<Optional<SecretKey>> KEY =
            new Setting<>("voip.portal-key-file", NOBODY, "file", false, SettingsOfPortal::secretKey, Optional.empty());
    static final Setting<Optional<PublicKey>> PUBLIC_KEY = new Setting<>(
            "voip.portal-public-key-file", NOBODY, "PEM file", false, SettingsOfPortal::publicKey, Optional.empty());
    static final Setting<Optional<IdentityHeader>> IDENTITY_HEADER = new Setting<>(
            "voip.portal-identity-header",
            IdentityHeader.P_ASSERTED_IDENTITY.field(),
            "`P-Asserted-Identity`, `Remote-Party-ID` or `none`",
            false,
            SettingsOfPortal::header,
            Optional.of(IdentityHeader.P_ASSERTED_IDENTITY));

    private SettingsOfPortal() {}

    /** In the order of the guide. */
    static List<Setting<?>> all() {
        return List.of(KEY, PUBLIC_KEY, IDENTITY_HEADER);
    }

    private static Optional<SecretKey> secretKey(String text, Setting.Complaints problems) {
        byte[] key = SettingFile.read(SettingReadings.path(text, problems)).getBytes(StandardCharsets.UTF_8);
        if (key.length < LEAST_BYTES) {
            throw new SettingRefused(SettingText.FILE_SHORT, LEAST_BYTES);
        }
        return Optional.of(new SecretKeySpec(key, "HmacSHA256"));
    }

    private static Optional<PublicKey> publicKey(String text, Setting.Complaints problems) {
        return Optional.of(SettingPublicKey.parse(SettingFile.read(SettingReadings.path(text, problems))));
    }

    private static Optional<IdentityHeader> header(String text, Setting.Complaints problems) {
        if (text.equalsIgnoreCase(NOBODY)) {
            return Optional.empty();
        }
        return Optional.of(Stream.of(IdentityHeader.values())
                .filter(header -> header.field().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new SettingRefused(SettingText.NOT_ONE_OF, names() + ", " + NOBODY)));
    }

    private static String names() {
        return Stream.of(IdentityHeader.values()).map(IdentityHeader::field).collect(Collectors.joining(", "));
    }
}
