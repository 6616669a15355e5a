package org.portalvoip.testing.lab;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /**
     * The answer to {@code request}.
     *
     * @param tag of whoever answers (RFC 3261 section 19.3); unless the request has one already
     * @param headers further lines
     */
    static String answer(SipText request, String status, String description, String tag, String... headers) {
        String to = request.header("To");
        Stream<String> copied = Stream.of("Via", "Record-Route", "From", "Call-ID", "CSeq")
                .flatMap(name -> request.headers(name).stream().map(value -> name + ": " + value));
        return of(
                "SIP/2.0 " + status,
                description,
                Stream.of(
                                copied,
                                Stream.of("To: " + (to.contains(";tag=") ? to : to + ";tag=" + tag)),
                                Stream.of(headers))
                        .flatMap(lines -> lines)
                        .toArray(String[]::new));
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

    /** Whether it is about a call that has been answered, or at least heard of (RFC 3261 section 12.2). */
    boolean isInDialog() {
        return header("To").contains(";tag=");
    }

    /** The first header of this name; empty if there is none. */
    public String header(String name) {
        return headers(name).stream().findFirst().orElse("");
    }

    /** All headers of this name, in their order. */
    List<String> headers(String name) {
        return text.lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .toList();
    }

    /** Where later requests of the dialog go to (RFC 3261 section 12.1). */
    String contact() {
        return header("Contact").replaceFirst(".*<(.*)>.*", "$1");
    }
}
