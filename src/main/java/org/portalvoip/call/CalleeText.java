package org.portalvoip.call;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.portalvoip.sip.Callee;
import org.portalvoip.sip.Extension;
import org.portalvoip.sip.Replaces;

/**
 * A callee as a ticket carries him through a browser, which learns the extension, but not the talk that is to be replaced:
 * with its names, others could take that talk over, too.
 */
final class CalleeText {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String PURPOSE = "replaced talk";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private CalleeText() {}

    static String write(Callee callee, SecretKey key) {
        String number = callee.extension().number();
        if (callee.replaces() == null) {
            return number;
        }
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce)
                    .doFinal(callee.replaces().value().getBytes(StandardCharsets.US_ASCII));
            Base64.Encoder text = Base64.getEncoder();
            return String.join(" ", number, text.encodeToString(nonce), text.encodeToString(sealed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty if it was written with none of these keys. */
    static Optional<Callee> read(String text, List<SecretKey> keys) {
        String[] parts = text.split(" ", -1);
        Extension extension = new Extension(parts[0]);
        if (parts.length == 1) {
            return Optional.of(new Callee(extension));
        }
        byte[] nonce = Base64.getDecoder().decode(parts[1]);
        byte[] sealed = Base64.getDecoder().decode(parts[2]);
        return keys.stream()
                .flatMap(key -> opened(key, nonce, sealed))
                .findFirst()
                .map(talk -> new Callee(extension, new Replaces(talk)));
    }

    private static Stream<String> opened(SecretKey key, byte[] nonce, byte[] sealed) {
        try {
            byte[] talk = cipher(Cipher.DECRYPT_MODE, key, nonce).doFinal(sealed);
            return Stream.of(new String(talk, StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            return Stream.empty();
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce) throws GeneralSecurityException {
        Mac derivation = Mac.getInstance(TicketKeys.ALGORITHM);
        derivation.init(key);
        byte[] own = derivation.doFinal(PURPOSE.getBytes(StandardCharsets.UTF_8));
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, new SecretKeySpec(own, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
