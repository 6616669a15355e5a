package org.portalvoip.benchmark;

import static org.portalvoip.benchmark.Figure.Side.AT_LEAST;
import static org.portalvoip.benchmark.Figure.Side.AT_MOST;
import static org.portalvoip.benchmark.Figure.Side.TOLD;

/** What is measured, in the order of the printed table, and the bar that each must keep. */
enum Figure {
    FOOTER_ON("Portal page of 4 KB, footer on / page without it (time)", AT_MOST, 1.12),
    FOOTER_OFF("Portal page of 4 KB, footer off / page without it (time)", AT_MOST, 1.08),
    FOOTER_ON_LARGE("Page of 200 components, footer on / without (time)", AT_MOST, 1.03),
    FOOTER_OFF_LARGE("Page of 200 components, footer off / without (time)", AT_MOST, 1.02),
    FOOTER_OFF_BYTES("Bytes that a footer which is off adds to the page", AT_MOST, 0),
    STATEMENTS("SQL statements per portal visitor, footer on", AT_MOST, 0),
    STATEMENTS_OFF("SQL statements per portal visitor, footer off", AT_MOST, 0),
    SESSIONS("Sessions per portal visitor, footer on", AT_MOST, 0),
    SESSIONS_OFF("Sessions per portal visitor, footer off", AT_MOST, 0),
    BYTES_BEFORE_CLICK("Footer on: bytes on the wire before the click", AT_MOST, 2_500),
    BYTES_OF_WINDOW("The window of the phone: bytes on the wire, first time", AT_MOST, 20_480),
    REQUESTS_OF_WINDOW_AGAIN("The window of the phone: requests, second time", AT_MOST, 2),
    FOREIGN_ON("Page of another origin: with the line, on / without (time)", TOLD, 0),
    FOREIGN_OFF("Page of another origin: with the line, off / without (time)", TOLD, 0),
    FOREIGN_ON_BYTES("The line in a page of another origin, on: bytes, first time", AT_MOST, 2_560),
    FOREIGN_OFF_BYTES("The line in a page of another origin, off: bytes", AT_MOST, 512),
    FOREIGN_AGAIN("The line in a page of another origin: requests, same minute", AT_MOST, 0),
    BYTES_OF_SCREEN("Parameter screen: bytes on the wire, first time", AT_MOST, 300_000),
    READ("Reading the parameters in force (ns)", AT_MOST, 30),
    SCREEN_RENDER("Parameter screen, render p95 (ms)", AT_MOST, 25),
    SCREEN_SAVE("Parameter screen, save on H2, p95 (ms)", AT_MOST, 100),
    SCREEN_SAVE_POSTGRESQL("Parameter screen, save on PostgreSQL, p95 (ms)", AT_MOST, 100),
    WAR_SIZE("Size of the WAR (MB)", AT_MOST, 8),
    START("Start to the first page / same server, empty WAR", TOLD, 0),
    START_MINIMAL("Start to the first page / one page, entity, EJB, socket", AT_MOST, 1.4),
    MEMORY("Memory after the first page / same server, empty WAR", TOLD, 0),
    PROPAGATION("A save seen by another node, p99 (s)", AT_MOST, 1),
    ROUND_TRIP("Signalling round trip on Janus, broker / direct, p50", AT_MOST, 2.2),
    ROUND_TRIP_ADDED("Signalling round trip, added by the broker, p99 (ms)", AT_MOST, 3),
    BROKER_SHARE("Opening the socket to ringing, the broker's share, p95 (ms)", TOLD, 0),
    RINGING("Click to ringing shown, p95 (ms)", AT_MOST, 500),
    RINGING_FAR("Click to ringing shown, 100 ms away, p95 (ms)", AT_MOST, 900),
    SET_UPS("Calls set up per second at the knee, broker", TOLD, 0),
    GOOD_PUT("Calls set up at twice the knee / at the knee", AT_LEAST, 0.9),
    SET_UPS_LOST("Calls lost at the knee, neither set up nor refused", AT_MOST, 0),
    SET_UPS_RATIO("Calls set up per second at the knee, broker / direct", AT_LEAST, 0.8),
    SET_UP_PROCESSOR("Processor time of the server for each call (ms)", TOLD, 0),
    RECORDS("Calls set up and ended, written to voip_call / not written", AT_LEAST, 0.95),
    RESUME_SAME("Socket cut: back at the same node, p95 (s)", AT_MOST, 1),
    RESUME_SAME_P99("Socket cut: back at the same node, p99 (s)", TOLD, 0),
    RESUME_OTHER("Socket cut: back at another node, p95 (s)", AT_MOST, 5),
    RESUME_OTHER_P99("Socket cut: back at another node, p99 (s)", TOLD, 0),
    RESUME_KILLED("Node killed: back at another node, p95 (s)", AT_MOST, 5),
    GAP_SAME("Socket cut, back at the same node: sound lost (ms)", AT_MOST, 0),
    GAP_OTHER("Socket cut, back at another node: sound lost (ms)", AT_MOST, 0),
    GAP_KILLED("Node killed, back at another node: sound lost (ms)", AT_MOST, 0),
    SOUND_BACK("Network lost for 5 s: sound back, p95 (s)", AT_MOST, 3),
    JANUS_ANSWER("Janus with the sessions of 5,000 calls: answers, p99 (ms)", TOLD, 0),
    JANUS_MEMORY("Janus with the sessions of 5,000 calls: memory of each (KB)", TOLD, 0),
    CALLS("Calls that are up at the same time with -Xmx512m", AT_LEAST, 10_000),
    HEAP_PER_CALL("Heap per call above the server's socket (KB)", AT_MOST, 6),
    THREADS_PER_CALL("Threads added per call", AT_MOST, 0);

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
