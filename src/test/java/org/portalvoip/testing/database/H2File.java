package org.portalvoip.testing.database;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** An H2 of Payara that nobody else has open. */
public final class H2File {
    private H2File() {}

    /** The stored values by number, empty for none, as the server with the data folder {@code data} left them. */
    public static Map<Integer, String> settings(Path data) {
        // Payara's pool names no user.
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + data.resolve("voip"), "", "");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select id, setting from voip_parameter")) {
            Map<Integer, String> settings = new TreeMap<>();
            while (rows.next()) {
                settings.put(rows.getInt(1), Objects.requireNonNullElse(rows.getString(2), ""));
            }
            return settings;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
