package org.portalvoip.testing.database;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.RunScript;
import org.portalvoip.call.Calls;

/** A database in memory of its own, with the tables of some migrations. */
public final class MemoryDatabase {
    private static final String NOWHERE = "jdbc:h2:mem:nowhere;IFEXISTS=TRUE";

    /** The way to it, which can be away. */
    public final JdbcDataSource source = new JdbcDataSource();

    private final String address = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    /** @param migrations the names of their files, such as {@code V3__calls} */
    public MemoryDatabase(String... migrations) {
        isAway(false);
        try (var connection = source.getConnection()) {
            for (String migration : migrations) {
                String file = "/db/migration/" + migration + ".sql";
                try (var script =
                        new InputStreamReader(Calls.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
                    RunScript.execute(connection, script);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on nobody can connect to it, or everybody can again; what is in it stays. */
    public void isAway(boolean away) {
        source.setURL(away ? NOWHERE : address);
    }
}
