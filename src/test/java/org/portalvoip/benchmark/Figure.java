package org.portalvoip.benchmark;

import static org.portalvoip.benchmark.Figure.Side.AT_LEAST;
import static org.portalvoip.benchmark.Figure.Side.AT_MOST;
import static org.portalvoip.benchmark.Figure.Side.TOLD;

/** What is measured, in the order of the printed table, and the bar that each must keep. */
enum Figure {
    FOOTER_ON("Portal page, footer on / page without it (time)", AT_MOST, 1.05),
    FOOTER_OFF("Portal page, footer off / page without it (time)", AT_MOST, 1.02),
    FOOTER_OFF_BYTES("Bytes that a footer which is off adds to the page", AT_MOST, 0),
    STATEMENTS("SQL statements per portal visitor, footer on", AT_MOST, 0),
    STATEMENTS_OFF("SQL statements per portal visitor, footer off", AT_MOST, 0),
    SESSIONS("Sessions per portal visitor, footer on", AT_MOST, 0),
    SESSIONS_OFF("Sessions per portal visitor, footer off", AT_MOST, 0),
    BYTES_BEFORE_CLICK("Footer on: bytes before the click (gzip)", AT_MOST, 1_536),
    BYTES_AFTER_CLICK("Footer on: bytes at the click (gzip)", AT_MOST, 6_144),
    READ("Reading the parameters in force (ns)", AT_MOST, 30),
    SCREEN_RENDER("Parameter screen, render p95 (ms)", AT_MOST, 25),
    SCREEN_SAVE("Parameter screen, save p95 (ms)", AT_MOST, 100),
    WAR_SIZE("Size of the WAR (MB)", AT_MOST, 8),
    START("Start to the first page / same server, empty WAR", AT_MOST, 1.2),
    START_MINIMAL("Start to the first page / one page, entity, EJB, socket", AT_MOST, 1.2),
    MEMORY("Memory after the first page / same server, empty WAR", TOLD, 0),
    PROPAGATION("A save seen by another node, p99 (s)", AT_MOST, 1.5),
    ROUND_TRIP("Signalling round trip, broker / direct, p50", AT_MOST, 3),
    ROUND_TRIP_ADDED("Signalling round trip, added by the broker, p99 (ms)", AT_MOST, 3),
    BROKER_SHARE("Offer to ringing, the broker's share, p95 (ms)", AT_MOST, 20),
    RINGING("Click to ringing shown, p95 (ms)", AT_MOST, 1_000),
    SET_UPS("Calls set up per second through Janus, for 60 s", AT_LEAST, 80),
    SET_UPS_LOST("Calls lost on the way", AT_MOST, 0),
    SET_UPS_RATIO("Calls set up per second, broker / direct", AT_LEAST, 0.8),
    CALLS("Calls at the same time with -Xmx512m", AT_LEAST, 5_000),
    HEAP_PER_CALL("Heap per call above the server's socket (KB)", AT_MOST, 16),
    THREADS_PER_CALL("Threads per call", AT_MOST, 0);

    enum Side {
        AT_MOST,
        AT_LEAST,
        /** Measured for information; there is no bar. */
        TOLD
    }

    final String text;
    private final Side side;
    private final double bar;

    Figure(String text, Side side, double bar) {
        this.text = text;
        this.side = side;
        this.bar = bar;
    }

    boolean holds(double measured) {
        return switch (side) {
            case AT_MOST -> measured <= bar;
            case AT_LEAST -> measured >= bar;
            case TOLD -> true;
        };
    }

    /** The bar, as shown in the table. */
    String bar() {
        return switch (side) {
            case AT_MOST -> "<= " + Report.number(bar);
            case AT_LEAST -> ">= " + Report.number(bar);
            case TOLD -> "";
        };
    }
}
