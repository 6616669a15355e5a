package org.portalvoip.parameters;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
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

    @Column(name = "changed_utc")
    @Convert(converter = UtcText.class)
    private LocalDateTime changedAt;

    /** Not told by the version, which may be 0 in a table that somebody has changed without us. */
    @Transient
    private boolean missing;

    /** A row that the table lacks: it has the default, and is made when it is persisted. */
    static ParameterRow missing(Parameter parameter) {
        ParameterRow row = new ParameterRow();
        row.id = parameter.number();
        row.setting = parameter.defaultValue();
        row.missing = true;
        return row;
    }

    /** Whether the table lacks this row; no longer so once it was persisted. */
    boolean isMissing() {
        return missing && version == 0;
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

    /** Replaces the payload of the same secret, which changes nothing for anybody. */
    void reseal(String payload) {
        setting = payload;
    }

    /** What the table holds in this row, in one word; see {@link ParametersWatch}. */
    String content() {
        return content(id, version, setting);
    }

    static String content(int id, int version, String setting) {
        return id + ":" + version + (setting == null ? "" : "=" + setting);
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
