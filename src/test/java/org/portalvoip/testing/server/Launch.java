package org.portalvoip.testing.server;

import java.nio.file.Path;
import java.util.List;

/**
 * How a test wants its server: {@code war} at {@code http://localhost:port/voip/}.
 *
 * @param war an absolute path
 * @param others further WARs, each under the name of its file
 * @param data the absolute path of a folder that exists; the server may keep its own files there, too
 * @param log what to log
 * @param proxied whether to trust what a proxy says about the browser, with the server's {@code proxy} file in
 * {@code server-config}
 * @param options for the JVM; {@code -Dvoip.…} are keys of the product
 */
public record Launch(Path war, List<Path> others, Path data, int port, Log log, boolean proxied, List<String> options) {
    public enum Log {
        /** Like the run command. */
        QUIET,
        /** Everything from the product. */
        PRODUCT,
        /** Everything from everybody. */
        FINEST
    }

    /** Starts faster. */
    public static final String COMPILE_FAST = "-XX:TieredStopAtLevel=1";

    /** What operators run: for whatever measures time. */
    public static final String COMPILE_FULLY = "-XX:TieredStopAtLevel=4";

    private static final String DATABASE = "-Dvoip.database.url=";

    public static boolean namesDatabase(List<String> options) {
        return options.stream().anyMatch(option -> option.startsWith(DATABASE));
    }

    /** One of the databases that {@code server-config} supports: {@code h2}, {@code postgresql} or {@code mariadb}. */
    public String database() {
        if (options.stream().anyMatch(option -> option.startsWith(DATABASE + "jdbc:mariadb:"))) {
            return "mariadb";
        }
        return namesDatabase(options) ? "postgresql" : "h2";
    }
}
