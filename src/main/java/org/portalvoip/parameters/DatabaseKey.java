package org.portalvoip.parameters;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.portalvoip.secret.SealBroken;
import org.portalvoip.secret.SecretBox;

/** The start's care for the key of the database. */
@ApplicationScoped
public class DatabaseKey {
    private static final Logger LOG = System.getLogger(DatabaseKey.class.getName());

    @Inject
    Parameters stored;

    @Inject
    SecretBox secretBox;

    /**
     * Creates the key at the very first start, so that the first backup contains it, and checks at each later one that
     * this node has it.
     *
     * @throws SealBroken when this node does not have the key of the database
     */
    public void prepare() throws SealBroken {
        if (stored.settleKey()) {
            LOG.log(
                    Level.WARNING,
                    "Parameter 328 was sealed by an earlier version. It is now sealed for the stored 324, 325, 326 and"
                            + " 327: check that they are right.");
        }
        // Only now: as long as the transaction can fail, the old payload may be needed.
        secretBox.openOnlyBound();
    }
}
