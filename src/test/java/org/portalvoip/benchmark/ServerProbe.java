package org.portalvoip.benchmark;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import javax.sql.DataSource;
import org.portalvoip.parameters.ActiveParameters;

/** Added to a copy of the WAR to measure inside the server what cannot be seen from outside. */
@Path("benchmark")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class ServerProbe {
    private static final int READS = 10_000_000;
    private static final int ROUNDS = 9;
    private static final int COLLECTIONS = 3;

    /** The statement by which {@link org.portalvoip.parameters.ParametersWatch} reads, twice a second whoever visits. */
    private static final String POLL =
            "SQL_STATEMENT LIKE 'select id, version, setting from voip_parameter where id in %'";
    /** What goes with each poll: whether changes are taken, and a time limit, which in H2 is a statement. */
    private static final String BESIDES = "SQL_STATEMENT LIKE 'update voip_parameter set version = version where 1 = 0'"
            + " OR SQL_STATEMENT LIKE 'SET QUERY_TIMEOUT%'";

    @Inject
    ActiveParameters parameters;

    @Resource
    DataSource database;

    /** Nanoseconds for one read of the parameters through the proxy that every bean gets; the median of all rounds. */
    @GET
    @Path("read")
    public double read() {
        double[] rounds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long begun = System.nanoTime();
            for (int i = 0; i < READS; i++) {
                if (parameters.current() == null) {
                    throw new IllegalStateException("There are always parameters in force");
                }
            }
            rounds[round] = (System.nanoTime() - begun) / (double) READS;
        }
        Arrays.sort(rounds);
        return rounds[ROUNDS / 2];
    }

    /** How many statements H2 has executed, by its own count, without {@link #polls}; counts from the first call on. */
    @GET
    @Path("statements")
    public long statements() throws SQLException {
        return executions(
                "SQL_STATEMENT NOT LIKE '%QUERY_STATISTICS%' AND NOT (" + POLL + ") AND NOT (" + BESIDES + ")");
    }

    /** How many times this node looked whether another one has saved. */
    @GET
    @Path("polls")
    public long polls() throws SQLException {
        return executions(POLL);
    }

    private long executions(String condition) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET QUERY_STATISTICS TRUE");
            ResultSet count = statement.executeQuery("SELECT COALESCE(SUM(EXECUTION_COUNT), 0) FROM"
                    + " INFORMATION_SCHEMA.QUERY_STATISTICS WHERE " + condition);
            count.next();
            return count.getLong(1);
        }
    }

    /** How many sessions the server has created. */
    @GET
    @Path("sessions")
    public long sessions() {
        return SessionCounter.made();
    }

    /** Bytes of the heap that are in use. */
    @GET
    @Path("heap")
    public long heap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            ManagementFactory.getMemoryMXBean().gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @GET
    @Path("threads")
    public long threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }
}
