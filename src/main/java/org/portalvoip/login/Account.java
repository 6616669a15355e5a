package org.portalvoip.login;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/**
 * Somebody who may sign in. Each new password raises the version, which shows whether an earlier login is still valid.
 */
@Entity
@Table(name = "voip_account")
public class Account {
    @Id
    private String name;

    @Column(name = "password_hash")
    private String passwordHash;

    /** A number, because not every database accepts a boolean for a smallint. */
    @Column(name = "must_change")
    private short mustChange;

    private short disabled;

    @Version
    private int version;

    protected Account() {}

    /** An account with a generated password that must be changed at the first login. */
    Account(String name, String passwordHash) {
        this.name = name;
        this.passwordHash = passwordHash;
        this.mustChange = 1;
    }

    public String name() {
        return name;
    }

    String passwordHash() {
        return passwordHash;
    }

    /** Whether the password is one that somebody else knows, and opens nothing but the page that replaces it. */
    public boolean mustChange() {
        return mustChange != 0;
    }

    /** Whether it can sign in. */
    public boolean enabled() {
        return disabled == 0;
    }

    /** Whether its owner can sign in and administer. */
    boolean isReady() {
        return enabled() && !mustChange();
    }

    void disable(boolean disable) {
        disabled = (short) (disable ? 1 : 0);
    }

    void resetPassword(String newHash) {
        passwordHash = newHash;
        mustChange = 1;
    }

    void changePassword(String newHash) {
        passwordHash = newHash;
        mustChange = 0;
    }

    SignedIn user() {
        return new SignedIn(name, mustChange() ? Roles.NEWCOMER : Roles.ADMIN, version);
    }
}
