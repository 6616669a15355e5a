package org.portalvoip.login;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

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

    /** In UTC, as text: no zone of a server, driver or database ever changes it. */
    @Column(name = "once_until")
    private String onceUntil;

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

    /** Until when the one-time password signs in, in UTC, such as {@code 2026-11-26T01:20:58}; null if it has no limit, or is none. */
    public String onceUntil() {
        return onceUntil;
    }

    /** Whether it has a one-time password that does not sign in any more, because it was used or is too old. */
    public boolean spent() {
        return spentAt(Instant.now());
    }

    boolean spentAt(Instant now) {
        return onceUntil != null
                && !LocalDateTime.parse(onceUntil).toInstant(ZoneOffset.UTC).isAfter(now);
    }

    /** The one-time password signs in once, and not after {@code end}. */
    void limit(Instant end) {
        onceUntil = DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                LocalDateTime.ofInstant(end.truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC));
    }

    /** Somebody signs in with a password that is good for that once, if it is. */
    void useUp() {
        if (onceUntil != null) {
            limit(Instant.now());
        }
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

    void resetPassword(String newHash, Instant end) {
        passwordHash = newHash;
        mustChange = 1;
        limit(end);
    }

    void changePassword(String newHash) {
        passwordHash = newHash;
        mustChange = 0;
        onceUntil = null;
    }

    SignedIn user() {
        return new SignedIn(name, mustChange() ? Roles.NEWCOMER : Roles.ADMIN, version);
    }
}
