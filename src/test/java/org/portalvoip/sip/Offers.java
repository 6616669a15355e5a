package org.portalvoip.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The first offers of browsers, as they were before anybody touched them. */
public final class Offers {
    public static final String CHROMIUM = read("chromium");
    public static final String FIREFOX = read("firefox");

    private Offers() {}

    private static String read(String browser) {
        try (InputStream file = Offers.class.getResourceAsStream(browser + ".sdp")) {
            return new String(file.readAllBytes(), UTF_8).replace("\r", "").replace("\n", "\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
