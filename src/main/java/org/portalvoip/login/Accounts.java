package org.portalvoip.login;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;
import org.portalvoip.login.oidc.Provider;

/** The accounts in the database. */
@Stateless
public class Accounts {
    /** A name of any other form cannot be an account, so the database is not asked for it. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{1,64}");

    private static final int MOST_FIRST_VERSION = 1_000_000_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    @PersistenceContext
    EntityManager entities;

    @Inject
    Provider provider;

    /** Whether an account can have that name. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** The account of that name, detached; empty also for a name that no account can have. */
    public Optional<Account> find(String name) {
        return isName(name) ? Optional.ofNullable(entities.find(Account.class, name)) : Optional.empty();
    }

    /** Whether anybody can sign in with a password that only they know. */
    public boolean anyReady() {
        return entities.createQuery(
                                "select count(account) from Account account"
                                        + " where account.disabled = 0 and account.mustChange = 0",
                                Long.class)
                        .getSingleResult()
                > 0;
    }

    /**
     * Whether the account still exists, can sign in, and has the password with which {@code user} signed in. Without an
     * account, {@code user} is current while there is a provider.
     */
    public boolean current(SignedIn user) {
        if (!user.hasAccount()) {
            return provider.isThere();
        }
        return find(user.name())
                .filter(Account::enabled)
                .map(Account::user)
                .filter(user::equals)
                .isPresent();
    }

    /**
     * Adds an account. If two nodes add the same account, only one of them runs {@code beforeCommit}; an exception from
     * it rolls the account back. Its version begins anywhere, so that a session of an earlier account of that name does not
     * count for this one.
     */
    public void add(Account account, Runnable beforeCommit) {
        entities.persist(account);
        entities.flush();
        entities.createNativeQuery("update voip_account set version = ?1 where name = ?2")
                .setParameter(1, 1 + RANDOM.nextInt(MOST_FIRST_VERSION))
                .setParameter(2, account.name())
                .executeUpdate();
        entities.detach(account);
        beforeCommit.run();
    }

    /**
     * Uses up the password with which {@code user} has just signed in, if it is good for one time only.
     *
     * @return the user as the account is now; empty when that password was used before, or is too old
     */
    public Optional<SignedIn> enter(SignedIn user) {
        if (!user.newcomer()) {
            return Optional.of(user);
        }
        Account account = entities.find(Account.class, user.name(), LockModeType.PESSIMISTIC_WRITE);
        if (account == null || !account.user().equals(user) || account.spent()) {
            return Optional.empty();
        }
        account.useUp();
        entities.flush();
        return Optional.of(account.user());
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
