package org.portalvoip.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.portalvoip.start.Settings;

/**
 * Seals the secrets in the database: AES-256-GCM with a fresh nonce of 12 bytes and the parameter and the key as
 * associated data, so that neither a changed nor a moved payload opens. The payload {@code v1:keyid:nonce:ciphertext}
 * (the last two in base64url) is less than twice as long as its secret in UTF-8, plus 80 characters.
 *
 * <p>The keyset is in the file of MicroProfile Config {@code voip.key-file}, by default {@code voip.key} in the {@link
 * DataFolder}, which is created at the first start. A broken file is read again at each use until it is repaired.
 */
@ApplicationScoped
public class SecretBox {
    private static final Pattern PAYLOAD = Pattern.compile("v1:([A-Za-z0-9_-]+):([A-Za-z0-9_-]{16}):([A-Za-z0-9_-]+)");
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Keyset file;
    private List<Keyset.Key> keys = List.of();

    @Inject
    SecretBox(DataFolder data, Settings settings) {
        this(new Keyset(settings.keyFile().orElseGet(() -> data.file("voip.key"))));
    }

    SecretBox(Keyset file) {
        this.file = file;
    }

    /** For the CDI proxy only. */
    protected SecretBox() {
        this(null);
    }

    /**
     * Creates the key at the first start, not at the first save, so that the first backup contains it.
     *
     * @throws SealBroken when the key file is broken
     */
    public void prepare() throws SealBroken {
        keys();
    }

    /**
     * Seals a secret into a payload that opens only for the same parameter; no two payloads are equal.
     *
     * @throws SealBroken when the key file is broken
     */
    public String seal(int parameterNumber, Secret secret) throws SealBroken {
        List<Keyset.Key> all = keys();
        Keyset.Key primary = all.get(all.size() - 1);
        byte[] nonce = new byte[12];
        RANDOM.nextBytes(nonce);
        try {
            byte[] clear = secret.reveal().getBytes(UTF_8);
            return payload(
                    primary.id(),
                    nonce,
                    cipher(Cipher.ENCRYPT_MODE, primary, nonce, parameterNumber).doFinal(clear));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no AES-256-GCM", e);
        }
    }

    /**
     * Opens a payload that {@link #seal} made for this parameter.
     *
     * @throws SealBroken when the key file is broken, when it does not hold the key of this payload, or when the
     * payload
     *     was changed or belongs to another parameter
     */
    public Secret open(int parameterNumber, String payload) throws SealBroken {
        Matcher parts = PAYLOAD.matcher(payload);
        if (!parts.matches()) {
            throw changed(parameterNumber);
        }
        Keyset.Key key = key(parts.group(1));
        byte[] nonce = bytes(parts.group(2));
        byte[] sealed = bytes(parts.group(3));
        // The last base64 character has bits that no byte uses; they must not have changed either.
        if (sealed.length == 0 || !payload.equals(payload(key.id(), nonce, sealed))) {
            throw changed(parameterNumber);
        }
        try {
            return new Secret(new String(
                    cipher(Cipher.DECRYPT_MODE, key, nonce, parameterNumber).doFinal(sealed), UTF_8));
        } catch (AEADBadTagException e) {
            throw changed(parameterNumber);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no AES-256-GCM", e);
        }
    }

    private synchronized List<Keyset.Key> keys() throws SealBroken {
        if (keys.isEmpty()) {
            keys = file.read();
        }
        return keys;
    }

    /** Looks into the file once more for a key that is missing: somebody may have put the right one there by now. */
    private synchronized Keyset.Key key(String id) throws SealBroken {
        if (keys().stream().noneMatch(key -> key.id().equals(id))) {
            keys = file.read();
        }
        return keys.stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new SealBroken("The key " + id
                        + " is not in the key file; restore the backup of that" + " file, or enter 328 again"));
    }

    private static Cipher cipher(int mode, Keyset.Key key, byte[] nonce, int parameterNumber)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(("v1:" + parameterNumber + ":" + key.id()).getBytes(UTF_8));
        return cipher;
    }

    private static String payload(String keyId, byte[] nonce, byte[] sealed) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return "v1:" + keyId + ":" + base64.encodeToString(nonce) + ":" + base64.encodeToString(sealed);
    }

    private static byte[] bytes(String base64) {
        // A single character in the last group is not valid base64.
        return base64.length() % 4 == 1 ? new byte[0] : Base64.getUrlDecoder().decode(base64);
    }

    private static SealBroken changed(int parameterNumber) {
        return new SealBroken(
                "The sealed secret of parameter " + parameterNumber + " is damaged or was changed; enter it again");
    }
}
