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

    @Version
    private int version;

    protected Account() {}

    /** An account with a generated password that must be changed at the first login. */
    Account(String name, String passwordHash) {
        this.name = name;
        this.passwordHash = passwordHash;
        this.mustChange = 1;
    }

    String passwordHash() {
        return passwordHash;
    }

    boolean mustChange() {
        return mustChange != 0;
    }

    void changePassword(String newHash) {
        passwordHash = newHash;
        mustChange = 0;
    }

    SignedIn user() {
        return new SignedIn(name, mustChange() ? Roles.NEWCOMER : Roles.ADMIN, version);
    }
}
