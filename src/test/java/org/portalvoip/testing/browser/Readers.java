package org.portalvoip.testing.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.portalvoip.language.Languages;

/** An administrator for each language, signed in at a browser of their own, so that the limits of one count for nobody else. */
public final class Readers implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final List<Visit> visits = new ArrayList<>();

    /** @param first adds the accounts of the others */
    public Readers(Administrator first, Browser browser) {
        for (Locale language : Languages.ALL) {
            Administrator reader = first.colleague("reader" + NUMBER.incrementAndGet());
            Visit visit = browser.visit(language);
            visits.add(visit);
            reader.lendSession(visit);
        }
    }

    /** In the order of the languages. */
    public List<Visit> visits() {
        return List.copyOf(visits);
    }

    @Override
    public void close() {
        visits.forEach(Visit::close);
    }
}
