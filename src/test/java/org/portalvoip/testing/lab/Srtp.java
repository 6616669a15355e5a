package org.portalvoip.testing.lab;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** One direction of encrypted sound: AES_CM_128_HMAC_SHA1_80 (RFC 3711), for one source. */
final class Srtp {
    /** Of the master key with its salt, as it stands in a session description (RFC 4568 section 6.1). */
    static final int KEY_LENGTH = 30;

    private static final int BLOCK = 16;
    private static final int SALT = 14;
    private static final int TAG = 10;
    private static final int HALF_OF_ALL_NUMBERS = 1 << 15;
    private static final int SEQUENCE_AT = 2;
    private static final int SOURCE_AT = 8;

    private final byte[] master;
    private final byte[] key;
    private final byte[] salt;
    private final SecretKeySpec authentication;
    private int rollovers;
    private int last = -1;

    /** @param base64 the master key and its salt */
    Srtp(String base64) {
        master = Base64.getDecoder().decode(base64);
        key = derived(0, BLOCK);
        authentication = new SecretKeySpec(derived(1, 20), "HmacSHA1");
        salt = derived(2, SALT);
    }

    /** RFC 3711 section 4.3.1. */
    private byte[] derived(int label, int length) {
        byte[] start = Arrays.copyOfRange(master, BLOCK, KEY_LENGTH + 2);
        start[7] ^= (byte) label;
        return keyStream(Arrays.copyOf(master, BLOCK), start, new byte[length]);
    }

    private static byte[] keyStream(byte[] key, byte[] start, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(start));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Encrypts a packet of RTP. */
    byte[] protect(byte[] packet) {
        int round = round(packet);
        byte[] hidden = crypt(packet, round);
        return ByteBuffer.allocate(hidden.length + TAG)
                .put(hidden)
                .put(tag(hidden, round))
                .array();
    }

    /** The packet of RTP in {@code packet}; empty if it was not encrypted with this key. */
    Optional<byte[]> open(byte[] packet) {
        byte[] hidden = Arrays.copyOf(packet, packet.length - TAG);
        int round = round(hidden);
        byte[] tag = Arrays.copyOfRange(packet, hidden.length, packet.length);
        return Arrays.equals(tag, tag(hidden, round)) ? Optional.of(crypt(hidden, round)) : Optional.empty();
    }

    /** How often the sequence numbers of the packets have begun anew. */
    private int round(byte[] packet) {
        int sequence = ByteBuffer.wrap(packet).getShort(SEQUENCE_AT) & 0xffff;
        rollovers += last - sequence > HALF_OF_ALL_NUMBERS ? 1 : 0;
        last = sequence;
        return rollovers;
    }

    /** RFC 3711 section 4.1.1; the same in both directions. */
    private byte[] crypt(byte[] packet, int round) {
        ByteBuffer start = ByteBuffer.allocate(BLOCK).put(salt);
        ByteBuffer fields = ByteBuffer.wrap(packet);
        start.putInt(4, start.getInt(4) ^ fields.getInt(SOURCE_AT));
        start.putInt(8, start.getInt(8) ^ round);
        start.putShort(12, (short) (start.getShort(12) ^ fields.getShort(SEQUENCE_AT)));
        int head = head(fields);
        byte[] text = keyStream(key, start.array(), Arrays.copyOfRange(packet, head, packet.length));
        return ByteBuffer.allocate(packet.length).put(packet, 0, head).put(text).array();
    }

    /** The length of what stays readable: sources and an extension follow the fixed fields (RFC 3550 section 5.1). */
    private static int head(ByteBuffer packet) {
        int fixed = 12 + Integer.BYTES * (packet.get(0) & 0x0f);
        boolean extended = (packet.get(0) & 0x10) != 0;
        return extended ? fixed + Integer.BYTES * (1 + packet.getShort(fixed + Short.BYTES)) : fixed;
    }

    private byte[] tag(byte[] packet, int round) {
        try {
            Mac mac = Mac.getInstance(authentication.getAlgorithm());
            mac.init(authentication);
            mac.update(packet);
            return Arrays.copyOf(
                    mac.doFinal(ByteBuffer.allocate(Integer.BYTES).putInt(round).array()), TAG);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
