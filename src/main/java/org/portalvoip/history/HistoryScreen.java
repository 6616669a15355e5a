package org.portalvoip.history;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.portalvoip.language.Languages;

/** The page {@code admin/history.xhtml}: its address says all that it depends on, so that it needs neither a session nor a script. */
@Named
@RequestScoped
public class HistoryScreen {
    @Inject
    HttpServletRequest request;

    @Inject
    History history;

    private String query;
    private HistoryPage page;

    @PostConstruct
    void load() {
        query = Objects.requireNonNullElse(request.getParameter("q"), "").strip();
        page = history.page(Search.of(query, Languages.of(request)), (int)
                Math.min(Integer.MAX_VALUE, AddressNumber.of(request, "page").orElse(1)));
    }

    /** What is looked for; empty for everything. */
    public String getQuery() {
        return query;
    }

    public HistoryPage getPage() {
        return page;
    }

    /** Whether this browser comes from a restore that was saved. */
    public boolean isRestored() {
        return request.getParameter("restored") != null;
    }
}
