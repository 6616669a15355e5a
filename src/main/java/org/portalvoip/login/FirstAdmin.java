package org.portalvoip.login;

import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Optional;
import org.portalvoip.secret.Secret;
import org.portalvoip.start.Settings;

/**
 * Makes sure that somebody can sign in: the first start, and each start at which nobody could, creates the account
 * {@code admin} with a random password, which is in a file until it is replaced. At each start it says where to go: to the address of MicroProfile Config
 * {@code voip.url}, when that is set.
 */
@ApplicationScoped
public class FirstAdmin {
    private static final Logger LOG = System.getLogger(FirstAdmin.class.getName());
    private static final String NAME = "admin";

    @Inject
    Accounts accounts;

    @Inject
    Passwords passwords;

    @Inject
    FirstPassword firstPassword;

    @Inject
    Settings settings;

    /** Makes the account unless it exists or somebody else can sign in; deletes the file of the first password when that no longer holds. */
    public void ensure() {
        Optional<Account> admin = accounts.find(NAME);
        if (admin.isEmpty() && !accounts.anyReady()) {
            create();
        } else if (admin.isEmpty() || !admin.get().mustChange()) {
            firstPassword.delete();
        }
    }

    private void create() {
        Secret password = FirstPassword.random();
        Account admin = new Account(NAME, passwords.hash(password));
        try {
            // Written before the commit, because an account whose password nobody knows would lock everybody out.
            accounts.add(admin, () -> firstPassword.write(password));
        } catch (EJBException e) {
            if (accounts.find(NAME).isEmpty()) {
                throw e;
            }
            LOG.log(Level.DEBUG, "Another node made the account first", e);
        }
    }

    /** Logs where to go, and where the first password is; never the password itself. */
    public void announce() {
        StringBuilder line = new StringBuilder("Portal VoIP is ready");
        Optional<URI> url = settings.url();
        url.ifPresent(address -> line.append(": ").append(address));
        if (accounts.find(NAME).filter(Account::mustChange).isPresent()) {
            line.append(" ; sign in as ").append(NAME).append(" at ");
            line.append(url.map(URI::toString).orElse("").replaceAll("/+$", "")).append(Authentication.PAGE);
            line.append(" with the password in ").append(firstPassword.file());
            line.append(firstPassword.isWritten() ? "" : " of the node that was started first");
        }
        LOG.log(Level.INFO, line);
    }
}
