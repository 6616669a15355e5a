package org.portalvoip.login;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.portalvoip.secret.Secret;

/**
 * The page {@code admin/accounts.xhtml}. A button names act and account, such as {@code DISABLE ana}, and not a line of a
 * list that somebody else may have changed. A one-time password is only in the answer to the request that made it.
 */
@Named
@RequestScoped
public class AccountsScreen {
    @Inject
    HttpServletRequest request;

    @Inject
    AccountActs acts;

    @Inject
    Passwords passwords;

    private AccountAct done;
    private String name = "";
    private Secret password;
    private RefusedAct.Reason refusal;

    /** Does what the pressed button says. An address does nothing: any page could lead a browser to it. */
    public void act() {
        if (!request.getMethod().equals("POST")) {
            return;
        }
        String[] wish =
                Objects.requireNonNullElse(request.getParameter("act"), "").split(" ", 2);
        Optional<AccountAct> act = Stream.of(AccountAct.values())
                .filter(one -> one.name().equals(wish[0]))
                .findFirst();
        if (act.isEmpty()) {
            return;
        }
        name = act.get() == AccountAct.ADD
                ? Objects.requireNonNullElse(request.getParameter("name"), "")
                        .strip()
                        .toLowerCase(Locale.ROOT)
                : wish[wish.length - 1];
        try {
            take(act.get());
            done = act.get();
        } catch (RefusedAct e) {
            password = null;
            refusal = e.reason();
        }
    }

    private void take(AccountAct act) throws RefusedAct {
        String by = request.getRemoteUser();
        switch (act) {
            case ADD -> acts.add(name, hashOfNewPassword(), by);
            case RESET -> acts.reset(name, hashOfNewPassword(), by);
            default -> acts.act(act, name, by);
        }
    }

    private String hashOfNewPassword() {
        password = FirstPassword.random();
        return passwords.hash(password);
    }

    /** All accounts by name. */
    public List<Account> getAccounts() {
        return acts.all();
    }

    /** What this request has done; null for nothing. */
    public AccountAct getDone() {
        return done;
    }

    /** The account that this request is about; as it was typed if it cannot be one. */
    public String getName() {
        return name;
    }

    /** The one-time password that this request has made, to be passed on; null for none. */
    public String getPassword() {
        return password == null ? null : password.reveal();
    }

    /** Why nothing was done; null when something was, or nothing asked for. */
    public RefusedAct.Reason getRefusal() {
        return refusal;
    }
}
