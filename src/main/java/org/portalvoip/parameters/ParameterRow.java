package org.portalvoip.parameters;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.LocalDateTime;
import java.util.Objects;

/** One parameter as it is stored. The setting of 328 is sealed text and means nothing outside the server. */
@Entity
@Table(name = "voip_parameter")
public class ParameterRow implements Serializable {
    @Id
    private int id;

    private String setting;

    @Version
    private int version;

    @Column(name = "changed_by")
    private String changedBy;

    @Column(name = "changed_at")
    private LocalDateTime changedAt;

    /** A row that the table lacks: it has the default, and is made when it is persisted. */
    static ParameterRow missing(Parameter parameter) {
        ParameterRow row = new ParameterRow();
        row.id = parameter.number();
        row.setting = parameter.defaultValue();
        return row;
    }

    /** Whether the table lacks this row. */
    boolean isMissing() {
        return version == 0;
    }

    public Parameter parameter() {
        return Parameter.of(id).orElseThrow();
    }

    /** The value, null when empty; for 328 the sealed secret. */
    public String setting() {
        return setting;
    }

    public boolean isSet() {
        return setting != null;
    }

    /** Grows with each change of this row. */
    public int version() {
        return version;
    }

    /** Who changed the row last; null when nobody has. */
    public String changedBy() {
        return changedBy;
    }

    /** When the row was changed last, in UTC; null when it never was. */
    public LocalDateTime changedAt() {
        return changedAt;
    }

    /** Sets a value and returns whether it differs from the old one; who and when are recorded only if it does. */
    boolean change(String newSetting, String by, LocalDateTime at) {
        if (Objects.equals(setting, newSetting)) {
            return false;
        }
        setting = newSetting;
        changedBy = by;
        changedAt = at;
        return true;
    }
}
