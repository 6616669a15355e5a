package org.portalvoip.parameters;

import java.util.List;
import java.util.Map;
import org.portalvoip.secret.KeyPrint;
import org.portalvoip.secret.SealBroken;
import org.portalvoip.secret.Sealed;
import org.portalvoip.secret.Secret;
import org.portalvoip.secret.SecretBox;

/**
 * Decides which key seals a database that has not said so yet: a new one, or one that an earlier version of the
 * application has used. A secret that such a version sealed may stand beside values for which nobody entered it, and
 * nothing can tell; it is therefore sealed anew once, when the database meets this version for the first time.
 */
final class FirstSeal {
    private final List<ParameterRow> rows;
    private final FixedParameters fixed;
    private final SecretBox box;
    private boolean resealed;

    FirstSeal(List<ParameterRow> rows, FixedParameters fixed, SecretBox box) {
        this.rows = rows;
        this.fixed = fixed;
        this.box = box;
    }

    /**
     * The key that seals from now on. The row of 328 may have a new payload afterwards.
     *
     * @throws SealBroken when 328 is set and does not open with the keys of this node, or the key file is broken
     */
    KeyPrint key() throws SealBroken {
        ParameterRow password = StoredParameters.password(rows);
        Map<Parameter, String> values = fixed.over(StoredParameters.values(rows));
        if (!password.isSet()) {
            return box.ensureKey();
        }
        if (!box.isUnbound(password.setting())) {
            box.open(StoredParameters.binding(values, password.version()), password.setting());
            return box.ensureKey();
        }
        Secret secret = box.openUnbound(password.parameter().number(), password.setting());
        Sealed sealed = box.seal(StoredParameters.binding(values, password.version() + 1), secret);
        password.reseal(sealed.payload());
        resealed = true;
        return sealed.key();
    }

    /** Whether {@link #key} has sealed the secret anew. */
    boolean hasResealed() {
        return resealed;
    }
}
