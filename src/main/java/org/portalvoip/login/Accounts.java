package org.portalvoip.login;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import java.util.regex.Pattern;

/** The accounts in the database. */
@Stateless
public class Accounts {
    /** A name of any other form is no account, and no database need be asked for it. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{1,64}");

    @PersistenceContext
    EntityManager entities;

    /** The account of that name, detached; empty also for a name that none can have. */
    public Optional<Account> find(String name) {
        return NAME.matcher(name).matches()
                ? Optional.ofNullable(entities.find(Account.class, name))
                : Optional.empty();
    }

    /** Whether the account still is as it was when {@code caller} signed in: there, and with the same password. */
    public boolean current(SignedIn caller) {
        return find(caller.name()).map(Account::caller).filter(caller::equals).isPresent();
    }

    /**
     * Adds an account. Of two nodes that add the same one, only the winner comes to {@code beforeCommit}; what that
     * throws takes the account back.
     */
    public void add(Account account, Runnable beforeCommit) {
        entities.persist(account);
        entities.flush();
        beforeCommit.run();
    }

    /**
     * Gives the caller's account a new password, which ends every other login of it.
     *
     * @return the caller as they are now
     */
    public SignedIn changePassword(SignedIn caller, String newHash) {
        Account account = entities.find(Account.class, caller.name());
        account.changePassword(newHash);
        entities.flush();
        return account.caller();
    }
}
