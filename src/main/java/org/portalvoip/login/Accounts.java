package org.portalvoip.login;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import java.util.regex.Pattern;

/** The accounts in the database. */
@Stateless
public class Accounts {
    /** A name of any other form cannot be an account, so the database is not asked for it. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{1,64}");

    @PersistenceContext
    EntityManager entities;

    /** The account of that name, detached; empty also for a name that no account can have. */
    public Optional<Account> find(String name) {
        return NAME.matcher(name).matches()
                ? Optional.ofNullable(entities.find(Account.class, name))
                : Optional.empty();
    }

    /** Whether the account still exists and has the password with which {@code user} signed in. */
    public boolean current(SignedIn user) {
        return find(user.name()).map(Account::user).filter(user::equals).isPresent();
    }

    /**
     * Adds an account. If two nodes add the same account, only one of them runs {@code beforeCommit}; an exception from
     * it rolls the account back.
     */
    public void add(Account account, Runnable beforeCommit) {
        entities.persist(account);
        entities.flush();
        beforeCommit.run();
    }

    /**
     * Gives the user's account a new password, which ends all its other logins.
     *
     * @return the user with the new version
     */
    public SignedIn changePassword(SignedIn user, String newHash) {
        Account account = entities.find(Account.class, user.name());
        account.changePassword(newHash);
        entities.flush();
        return account.user();
    }
}
