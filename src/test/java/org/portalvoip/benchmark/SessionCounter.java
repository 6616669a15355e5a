package org.portalvoip.benchmark;

import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the sessions that the server creates. */
@WebListener
public class SessionCounter implements HttpSessionListener {
    private static final AtomicLong MADE = new AtomicLong();

    static long made() {
        return MADE.get();
    }

    @Override
    public void sessionCreated(HttpSessionEvent event) {
        MADE.incrementAndGet();
    }
}
