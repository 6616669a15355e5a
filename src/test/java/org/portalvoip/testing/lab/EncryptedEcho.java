package org.portalvoip.testing.lab;

import java.net.DatagramPacket;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A UDP port of this machine that decrypts each packet of sound (SRTP), and sends it back encrypted with a key of its own, so
 * that who hears himself there was heard. It takes no notice of what it cannot decrypt.
 */
public final class EncryptedEcho implements AutoCloseable {
    private static final String LINE = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:";
    private static final Pattern KEY = Pattern.compile(Pattern.quote(LINE) + "([A-Za-z0-9+/=]{40})");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final UdpPort port = new UdpPort(this::echo);
    private final AtomicLong heard = new AtomicLong();
    private String key;
    private Srtp out;
    private Srtp in;

    public EncryptedEcho() {
        changeKey();
        port.open();
    }

    /** From now on what it sends back is encrypted with another key. */
    public synchronized void changeKey() {
        byte[] bytes = new byte[Srtp.KEY_LENGTH];
        RANDOM.nextBytes(bytes);
        key = Base64.getEncoder().encodeToString(bytes);
        out = new Srtp(key);
    }

    /** From now on decrypts with the key that the caller names in {@code description}. */
    public synchronized void hear(String description) {
        in = new Srtp(keyOf(description));
    }

    /** The key in a session description. */
    public static String keyOf(String description) {
        Matcher found = KEY.matcher(description);
        if (!found.find()) {
            throw new IllegalArgumentException("No key: " + description);
        }
        return found.group(1);
    }

    /** Its session description with its key. */
    public synchronized String media(String codec, String direction) {
        return SipDesk.media("127.0.0.1", port.number(), codec, direction).replace("RTP/AVP", "RTP/SAVP")
                + LINE
                + key
                + SipText.CRLF;
    }

    /** How many packets it has decrypted. */
    public long heard() {
        return heard.get();
    }

    private synchronized void echo(DatagramPacket packet) {
        if (in != null) {
            in.open(Arrays.copyOf(packet.getData(), packet.getLength())).ifPresent(sound -> {
                heard.incrementAndGet();
                byte[] back = out.protect(sound);
                port.send(new DatagramPacket(back, back.length, packet.getSocketAddress()));
            });
        }
    }

    @Override
    public void close() {
        port.close();
    }
}
