package org.portalvoip.history;

import java.util.ArrayList;
import java.util.List;

/**
 * The entries that belong together: those of one save, or of one look that found other values.
 *
 * @param entries by number, never empty
 */
public record Change(List<HistoryEntry> entries) {
    /** @param entries those of one change next to each other */
    static List<Change> group(List<HistoryEntry> entries) {
        List<Change> changes = new ArrayList<>();
        List<HistoryEntry> open = new ArrayList<>();
        for (HistoryEntry entry : entries) {
            if (!open.isEmpty() && open.get(0).change() != entry.change()) {
                changes.add(new Change(List.copyOf(open)));
                open.clear();
            }
            open.add(entry);
        }
        if (!open.isEmpty()) {
            changes.add(new Change(List.copyOf(open)));
        }
        return changes;
    }

    public long id() {
        return entries.get(0).change();
    }

    /** In UTC; see {@link HistoryEntry#at()}. */
    public String at() {
        return entries.get(0).at();
    }

    /** Null when that is not known. */
    public String who() {
        return entries.get(0).who();
    }

    public Kind kind() {
        return entries.get(0).kind();
    }
}
