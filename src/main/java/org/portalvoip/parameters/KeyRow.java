package org.portalvoip.parameters;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.portalvoip.secret.KeyPrint;

/**
 * The one row that says which key seals this database. A node with another key, or without one, learns from it that it
 * must not make its own.
 */
@Entity
@Table(name = "voip_key")
public class KeyRow {
    /** The only row. */
    static final int ID = 1;

    @Id
    private int id;

    @Column(name = "key_id")
    private String keyId;

    private String fingerprint;

    protected KeyRow() {}

    KeyRow(KeyPrint key) {
        id = ID;
        use(key);
    }

    KeyPrint key() {
        return new KeyPrint(keyId, fingerprint);
    }

    /** From now on this key seals. */
    final void use(KeyPrint key) {
        keyId = key.id();
        fingerprint = key.fingerprint();
    }
}
