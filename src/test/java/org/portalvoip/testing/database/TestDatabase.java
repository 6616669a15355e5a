package org.portalvoip.testing.database;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The database of a server whose test names none: the H2 that comes with the server or, if the system property
 * {@code voip.test-database} is {@code postgresql} or {@code mariadb}, one database for each data folder in a shared
 * server.
 */
public final class TestDatabase {
    private static final Map<Path, String> NAMES = new ConcurrentHashMap<>();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabase() {}

    /** The options that let the server with the folder {@code data} use its database and its content. */
    public static String[] options(Path data) {
        return switch (System.getProperty("voip.test-database", "h2")) {
            case "postgresql" ->
                SharedPostgres.RUNNING.serverOptions(NAMES.computeIfAbsent(data, TestDatabase::createInPostgres));
            case "mariadb" -> SharedMariaDb.RUNNING.serverOptions(NAMES.computeIfAbsent(data, TestDatabase::name));
            case "h2" -> new String[0];
            default -> throw new IllegalArgumentException("voip.test-database");
        };
    }

    /** The next server on {@code data} begins with an empty database. */
    public static void forget(Path data) {
        NAMES.remove(data);
    }

    private static String name(Path data) {
        return "voip" + COUNT.incrementAndGet();
    }

    private static String createInPostgres(Path data) {
        String name = name(data);
        SharedPostgres.RUNNING.createDatabase(name);
        return name;
    }

    private static void whenThisJvmEnds(Runnable close) {
        Runtime.getRuntime().addShutdownHook(new Thread(close));
    }

    /** Started when the first server needs it. */
    private static final class SharedPostgres {
        static final Postgres RUNNING = Postgres.start();

        static {
            whenThisJvmEnds(RUNNING::close);
        }
    }

    /** Started when the first server needs it. */
    private static final class SharedMariaDb {
        static final MariaDb RUNNING = MariaDb.start();

        static {
            whenThisJvmEnds(RUNNING::close);
        }
    }
}
