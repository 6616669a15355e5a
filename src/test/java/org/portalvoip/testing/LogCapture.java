package org.portalvoip.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a class logs, until this is closed. */
public final class LogCapture implements AutoCloseable {
    private final Predicate<Thread> heard;
    private final Logger logger;
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            if (heard.test(Thread.currentThread())) {
                records.add(entry);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** In the thread of the test only, because other tests may run at the same time. */
    public LogCapture(Class<?> type) {
        this(type, Thread.currentThread()::equals);
    }

    private LogCapture(Class<?> type, Predicate<Thread> heard) {
        this.heard = heard;
        logger = Logger.getLogger(type.getName());
        logger.addHandler(handler);
    }

    /** In all threads, for a test beside which no other runs in this JVM. */
    public static LogCapture ofAllThreads(Class<?> type) {
        return new LogCapture(type, thread -> true);
    }

    /** The messages of a level, in order. */
    public List<String> messages(Level level) {
        return records.stream()
                .filter(entry -> entry.getLevel().equals(level))
                .map(LogRecord::getMessage)
                .toList();
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
    }
}
