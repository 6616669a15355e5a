package org.portalvoip.testing.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** Somebody at a prompt of PostgreSQL with an open transaction, which ends when this is closed. */
public final class PostgresSession implements AutoCloseable {
    private static final String DONE = "done";

    private final Process psql;
    private final Writer statements;
    private final BufferedReader answers;

    private PostgresSession(Process psql) {
        this.psql = psql;
        statements = psql.outputWriter();
        answers = psql.inputReader();
    }

    static PostgresSession begin(Process psql) {
        PostgresSession session = new PostgresSession(psql);
        session.execute("begin;");
        return session;
    }

    /** Returns when {@code sql} was executed. */
    public void execute(String sql) {
        try {
            statements.write(sql + System.lineSeparator() + "\\echo " + DONE + System.lineSeparator());
            statements.flush();
            for (String line = answers.readLine(); !DONE.equals(line); line = answers.readLine()) {
                if (line == null) {
                    throw new IllegalStateException("psql has ended");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when somebody waits for a lock of this session, after ten seconds in any case. */
    public void awaitSomebodyWaiting() {
        execute("""
                do $$ begin
                  for look in 1..500 loop
                    exit when exists (
                      select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid)));
                    perform pg_sleep(0.02);
                  end loop;
                end $$;""");
    }

    /** Ends the session; what was not committed is rolled back. */
    @Override
    public void close() {
        try {
            statements.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            psql.onExit().join();
        }
    }
}
