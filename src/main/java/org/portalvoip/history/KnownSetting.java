package org.portalvoip.history;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What the history last knew of one parameter; see {@link Difference}. */
@Entity
@Table(name = "voip_history_known")
public class KnownSetting {
    @Id
    private int parameter;

    private String setting;

    protected KnownSetting() {}

    KnownSetting(int parameter) {
        this.parameter = parameter;
    }

    int parameter() {
        return parameter;
    }

    String setting() {
        return setting;
    }

    void become(String newSetting) {
        setting = newSetting;
    }
}
