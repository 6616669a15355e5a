package org.portalvoip;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The database of a server whose test names none: the H2 that comes with the server or, when the system property
 * {@code voip.test-database} is {@code postgresql}, a database for each data folder in one PostgreSQL for all of them.
 */
final class TestDatabase {
    private static final Map<Path, String> NAMES = new ConcurrentHashMap<>();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabase() {}

    /** The options that let the server on the folder {@code data} use its database, with all that it holds. */
    static String[] options(Path data) {
        if (!"postgresql".equals(System.getProperty("voip.test-database"))) {
            return new String[0];
        }
        return Shared.POSTGRES.serverOptions(NAMES.computeIfAbsent(data, TestDatabase::create));
    }

    /** The next server on {@code data} begins with an empty database. */
    static void forget(Path data) {
        NAMES.remove(data);
    }

    private static String create(Path data) {
        String name = "voip" + COUNT.incrementAndGet();
        Shared.POSTGRES.createDatabase(name);
        return name;
    }

    /** Started when the first server needs it, and ended with this JVM. */
    private static final class Shared {
        static final Postgres POSTGRES = Postgres.start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(POSTGRES::close));
        }
    }
}
