package org.portalvoip.login;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.portalvoip.login.RefusedAct.Reason;

/**
 * What administrators do to accounts. Each act is one transaction and locks all accounts, so that two acts at the same time
 * cannot together leave nobody who can sign in.
 */
@Stateless
public class AccountActs {
    private static final Set<AccountAct> NOT_TO_ONESELF =
            Set.of(AccountAct.RESET, AccountAct.DISABLE, AccountAct.REMOVE);

    /** For whoever it is meant for to come by, and not for whoever finds an old mail. */
    private static final Duration ONE_TIME_PASSWORD_VALID = Duration.ofHours(24);

    @PersistenceContext
    EntityManager entities;

    @Inject
    Accounts accounts;

    @Inject
    Event<AccountChanged> changes;

    /** All accounts by name, detached. */
    public List<Account> all() {
        return query(LockModeType.NONE);
    }

    /**
     * Adds an account whose password signs in once, within 24 hours, and must be changed then.
     *
     * @param by the name of the administrator who adds it
     * @throws RefusedAct when there is one of that name, or none can have it
     */
    public void add(String name, String passwordHash, String by) throws RefusedAct {
        if (!Accounts.isName(name)) {
            throw new RefusedAct(Reason.NAME);
        }
        if (query(LockModeType.PESSIMISTIC_WRITE).stream()
                .anyMatch(account -> account.name().equals(name))) {
            throw new RefusedAct(Reason.EXISTS);
        }
        Account account = new Account(name, passwordHash);
        account.limit(endOfOneTimePassword());
        accounts.add(account, () -> tell(AccountAct.ADD, name, by));
    }

    /**
     * Gives an account a password that signs in once, within 24 hours, and must be changed then; ends its sessions.
     *
     * @throws RefusedAct see {@link #act}
     */
    public void reset(String name, String passwordHash, String by) throws RefusedAct {
        change(AccountAct.RESET, name, by).resetPassword(passwordHash, endOfOneTimePassword());
        finish(AccountAct.RESET, name, by);
    }

    /**
     * Does {@code act}, which is neither {@code ADD} nor {@code RESET}. It ends the sessions of the account, except for
     * {@code ENABLE}, before which there were none.
     *
     * @throws RefusedAct when there is no such account, when nobody could sign in any more, or when somebody would shut out
     *     themselves
     */
    public void act(AccountAct act, String name, String by) throws RefusedAct {
        Account account = change(act, name, by);
        switch (act) {
            case DISABLE -> account.disable(true);
            case ENABLE -> account.disable(false);
            case SIGN_OUT -> entities.lock(account, LockModeType.OPTIMISTIC_FORCE_INCREMENT);
            case REMOVE -> entities.remove(account);
            default -> throw new IllegalArgumentException(act.name());
        }
        finish(act, name, by);
    }

    private static Instant endOfOneTimePassword() {
        return Instant.now().plus(ONE_TIME_PASSWORD_VALID);
    }

    private Account change(AccountAct act, String name, String by) throws RefusedAct {
        Map<String, Account> locked = new TreeMap<>();
        query(LockModeType.PESSIMISTIC_WRITE).forEach(account -> locked.put(account.name(), account));
        Account account = locked.get(name);
        if (account == null) {
            throw new RefusedAct(Reason.GONE);
        }
        if (NOT_TO_ONESELF.contains(act)) {
            if (locked.values().stream().noneMatch(other -> other != account && other.isReady())) {
                throw new RefusedAct(Reason.LAST);
            }
            if (name.equals(by)) {
                throw new RefusedAct(Reason.OWN);
            }
        }
        return account;
    }

    private void finish(AccountAct act, String name, String by) {
        entities.flush();
        tell(act, name, by);
    }

    private void tell(AccountAct act, String name, String by) {
        changes.fire(new AccountChanged(act, name, by));
    }

    private List<Account> query(LockModeType lock) {
        return entities.createQuery("select account from Account account order by account.name", Account.class)
                .setLockMode(lock)
                .getResultList();
    }
}
