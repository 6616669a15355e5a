package org.portalvoip.history;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.portalvoip.parameters.Parameter;

/** One parameter in one change, or one act on an account. Of 328 a value says only that there was one. Never changed once it is written. */
@Entity
@Table(name = "voip_history")
public class HistoryEntry {
    /** Stands for a value of 328. */
    static final String SECRET = "set";

    @Id
    private long id;

    @Column(name = "change_id")
    private long change;

    /** As text, for the reasons of {@link org.portalvoip.parameters.UtcText}; here it is also searched. */
    @Column(name = "at_utc")
    private String at;

    private String who;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    private int parameter;

    @Column(name = "old_value")
    private String oldValue;

    @Column(name = "new_value")
    private String newValue;

    protected HistoryEntry() {}

    /**
     * An entry that is still to be written.
     *
     * @param id grows with each entry
     * @param change the id of the first entry of the same change
     */
    HistoryEntry(long id, long change, Difference difference, Kind kind, String who, LocalDateTime at) {
        this.id = id;
        this.change = change;
        this.at = DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(at);
        this.who = who;
        this.kind = kind;
        this.parameter = difference.parameter().number();
        this.oldValue = shown(difference.parameter(), difference.before());
        this.newValue = shown(difference.parameter(), difference.after());
    }

    /** What somebody did to an account, as a change of its own; its name stands as the new value of parameter 0. */
    HistoryEntry(long id, Kind kind, String account, String who, LocalDateTime at) {
        this.id = id;
        this.change = id;
        this.at = DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(at);
        this.who = who;
        this.kind = kind;
        this.newValue = account;
    }

    private static String shown(Parameter parameter, String value) {
        return parameter == Parameter.PASSWORD && value != null ? SECRET : value;
    }

    public long id() {
        return id;
    }

    /** The number that the entries of one change have in common; a later change has a higher one. */
    public long change() {
        return change;
    }

    /** In UTC, such as {@code 2026-11-26T01:20:58}. */
    public String at() {
        return at;
    }

    /** Who changed it; null when that is not known. */
    public String who() {
        return who;
    }

    public Kind kind() {
        return kind;
    }

    /** The number of the parameter; 0 for an account. */
    public int parameter() {
        return parameter;
    }

    public boolean isSecret() {
        return parameter == Parameter.PASSWORD.number();
    }

    /** The value before, null when it was empty. */
    public String oldValue() {
        return oldValue;
    }

    /** The value afterwards, null when it is empty. */
    public String newValue() {
        return newValue;
    }

    /** Never one of 328, nor of a parameter that only another version knows. */
    void putOldValueInto(Map<Parameter, String> values) {
        Parameter.of(parameter)
                .filter(known -> known != Parameter.PASSWORD)
                .ifPresent(known -> values.put(known, oldValue));
    }

    /** What happened to 328, as a key of the bundle below {@code history.secret.}. */
    public String secretAct() {
        return oldValue == null ? "set" : newValue == null ? "removed" : "replaced";
    }
}
