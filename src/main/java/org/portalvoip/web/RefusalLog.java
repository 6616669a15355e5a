package org.portalvoip.web;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Tells the operator whose requests are refused: the same once a minute. Strangers choose the values, so there are only a
 * few lines a minute in all; the rest is counted.
 */
public final class RefusalLog {
    static final int MOST_LINES = 10;

    private static final Logger LOG = System.getLogger(RefusalLog.class.getName());
    private static final long MINUTE = 60_000_000_000L;
    private static final int LONGEST_VALUE = 100;

    private final LongSupplier nanos;
    private final Set<String> told = new HashSet<>();
    private long since;
    private int untold;

    /**
     * A log without lines yet.
     *
     * @param nanos a clock that never goes back, in nanoseconds
     */
    public RefusalLog(LongSupplier nanos) {
        this.nanos = nanos;
        this.since = nanos.getAsLong();
    }

    /**
     * Logs that {@code request} was refused.
     *
     * @param what was refused, as the beginning of a sentence
     * @param remedy what to do with the origin, if it is the address of the portal
     */
    void note(String what, HttpServletRequest request, String remedy) {
        String line = what + " was refused: its page has the origin " + shown(request.getHeader("Origin"))
                + ", and it was sent to the host " + shown(request.getHeader("Host"))
                + ". If people reach the portal at that origin, " + remedy + ".";
        note(line);
    }

    /** Logs {@code line}, which must be printable and short. */
    public void note(String line) {
        lines(line).forEach(one -> LOG.log(Level.WARNING, one));
    }

    private synchronized List<String> lines(String line) {
        List<String> lines = new ArrayList<>();
        if (nanos.getAsLong() - since >= MINUTE) {
            if (untold > 0) {
                lines.add(untold + " more requests were refused or failed.");
            }
            since = nanos.getAsLong();
            told.clear();
            untold = 0;
        }
        if (told.contains(line)) {
            return lines;
        }
        if (told.size() < MOST_LINES) {
            told.add(line);
            lines.add(line);
        } else {
            untold++;
        }
        return lines;
    }

    /** What a stranger sent, short and printable. */
    static String shown(String header) {
        if (header == null) {
            return "(none)";
        }
        String cut = header.substring(0, Math.min(header.length(), LONGEST_VALUE));
        return cut.replaceAll("[^ -~]", "?") + (cut.length() < header.length() ? "..." : "");
    }
}
