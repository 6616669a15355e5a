package org.portalvoip.history;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.portalvoip.parameters.Parameter;

/** Reads the history. However long it is, a page costs the same memory: the database counts, sorts and cuts. */
@Stateless
public class History {
    static final int CHANGES_PER_PAGE = 20;

    @PersistenceContext
    EntityManager entities;

    /**
     * What {@code search} finds.
     *
     * @param wanted the number of the page; the nearest one is read if there is no such page
     */
    public HistoryPage page(Search search, int wanted) {
        int found =
                ((Number) query("select count(distinct change_id)", search, "").getSingleResult()).intValue();
        int pages = Math.max(1, (found + CHANGES_PER_PAGE - 1) / CHANGES_PER_PAGE);
        int number = Math.max(1, Math.min(wanted, pages));
        // EclipseLink would read all rows before the page: it knows no LIMIT that every database understands.
        String part = " group by change_id order by change_id desc limit " + CHANGES_PER_PAGE + " offset "
                + (number - 1) * CHANGES_PER_PAGE;
        List<Long> changes = numbers(query("select change_id", search, part));
        return new HistoryPage(changes(changes), number, pages, found);
    }

    private List<Change> changes(List<Long> changes) {
        if (changes.isEmpty()) {
            return List.of();
        }
        return Change.group(entities.createQuery(
                        "select row from HistoryEntry row where row.change in :changes"
                                + " order by row.change desc, row.parameter",
                        HistoryEntry.class)
                .setParameter("changes", changes)
                .getResultList());
    }

    private static List<Long> numbers(Query query) {
        List<?> rows = query.getResultList();
        return rows.stream().map(row -> ((Number) row).longValue()).toList();
    }

    private Query query(String select, Search search, String rest) {
        Query query = entities.createNativeQuery(select + " from voip_history where " + search.condition() + rest);
        List<String> values = search.values();
        for (int i = 0; i < values.size(); i++) {
            query.setParameter(i + 1, values.get(i));
        }
        return query;
    }

    /** The newest entries that {@code search} finds among those with an id below {@code id}, newest first. */
    public List<HistoryEntry> below(long id, Search search, int most) {
        List<Long> ids = numbers(query("select id", search, " and id < " + id + " order by id desc limit " + most));
        if (ids.isEmpty()) {
            return List.of();
        }
        return entities.createQuery(
                        "select row from HistoryEntry row where row.id in :ids order by row.id desc",
                        HistoryEntry.class)
                .setParameter("ids", ids)
                .getResultList();
    }

    /** The entries of a change by number; empty when there is no such change. */
    public Optional<Change> change(long id) {
        return changes(List.of(id)).stream().findFirst();
    }

    /**
     * What has changed since the moment right after a change, as it was at that moment: by parameter, null when it was
     * empty, and without 328. Taken from what came later, so it is right even if somebody has deleted older entries.
     */
    public Map<Parameter, String> valuesAfter(long change) {
        Map<Parameter, String> values = new EnumMap<>(Parameter.class);
        entities.createQuery(
                        "select row from HistoryEntry row where row.id in (select min(one.id) from HistoryEntry one"
                                + " where one.change > :change group by one.parameter)",
                        HistoryEntry.class)
                .setParameter("change", change)
                .getResultList()
                .forEach(next -> next.putOldValueInto(values));
        return values;
    }
}
