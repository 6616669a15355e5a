package org.portalvoip.call;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.portalvoip.web.RefusalLog;

/**
 * Which tokens of portals were used, on any node and before any restart: the table {@code voip_used_token}. Nobody waits
 * long for it, and while the database is away, nothing counts as used.
 */
final class UsedTokens {
    private static final Logger LOG = System.getLogger(UsedTokens.class.getName());
    /** The class of the SQL states that tell of a violated constraint, here of that of the key. */
    private static final String IS_THERE = "23";

    private final DataSource dataSource;
    private final Executor executor;
    private final UsedTokenTable table;
    private final Duration kept;
    private final Duration timeToAnswer;
    private final RefusalLog log = new RefusalLog(System::nanoTime);

    /**
     * Those of one database.
     *
     * @param executor carries out the statements
     * @param clock that of the day
     * @param kept how long a use is remembered
     * @param timeToAnswer after which the database counts as away
     */
    UsedTokens(DataSource dataSource, Executor executor, InstantSource clock, Duration kept, Duration timeToAnswer) {
        this.dataSource = dataSource;
        this.executor = executor;
        this.table = new UsedTokenTable(clock);
        this.kept = kept;
        this.timeToAnswer = timeToAnswer;
    }

    /** False if the token with this number was used before. Waits for the database. */
    boolean use(String id) {
        try {
            return CompletableFuture.supplyAsync(() -> isFirst(ResumeHashes.of(id)), executor)
                    .orTimeout(timeToAnswer.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException | RejectedExecutionException e) {
            log.note("The database does not tell whether a portal's token was used on another node, so it is accepted");
            LOG.log(Level.DEBUG, "The use of a token was not written down", e);
            return true;
        }
    }

    private boolean isFirst(String hash) {
        try (Connection connection = dataSource.getConnection()) {
            boolean first = add(connection, hash);
            table.removeOld(connection);
            return first;
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    private boolean add(Connection connection, String hash) throws SQLException {
        try {
            return table.use(connection, hash, kept);
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith(IS_THERE)) {
                return false;
            }
            throw e;
        }
    }
}
