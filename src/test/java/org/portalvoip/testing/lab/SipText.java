package org.portalvoip.testing.lab;

import java.util.Arrays;
import java.util.stream.Collectors;

/** One SIP message as it is on the wire. */
public record SipText(String text) {
    static final String CRLF = "\r\n";
    private static final int STATUS = "SIP/2.0 ".length();

    /** A message of this first line, these headers, of which empty ones are left out, and this session description. */
    static String of(String first, String description, String... headers) {
        String head = Arrays.stream(headers).filter(line -> !line.isEmpty()).collect(Collectors.joining(CRLF));
        String type = description.isEmpty() ? "" : "Content-Type: application/sdp" + CRLF;
        return first + CRLF + head + CRLF + type + "Content-Length: " + description.length() + CRLF + CRLF
                + description;
    }

    boolean isAnswer() {
        return text.startsWith("SIP/2.0 ");
    }

    boolean isA(String method) {
        return text.startsWith(method + " ");
    }

    /** Of an answer. */
    public int status() {
        return Integer.parseInt(text.substring(STATUS, STATUS + 3));
    }

    /** The session description; empty if there is none. */
    public String body() {
        return text.substring(text.indexOf(CRLF + CRLF) + 2 * CRLF.length());
    }

    /** The first header of this name; empty if there is none. */
    String header(String name) {
        return text.lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.startsWith(name + ": "))
                .findFirst()
                .map(line -> line.substring(name.length() + 2))
                .orElse("");
    }

    /** Where later requests of the dialog go to (RFC 3261 section 12.1). */
    String contact() {
        return header("Contact").replaceFirst(".*<(.*)>.*", "$1");
    }
}
