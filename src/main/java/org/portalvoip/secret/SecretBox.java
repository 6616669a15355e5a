package org.portalvoip.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.crypto.SecretKey;
import org.portalvoip.secret.SealBroken.Reason;
import org.portalvoip.start.Settings;

/**
 * Seals the secrets in the database. What is sealed opens only with a key of the same keyset and for the same {@link
 * Binding}, so whoever can write the database but cannot read the key file can neither open a secret, nor move it, nor
 * send it elsewhere.
 *
 * <p>The keyset is in the file of MicroProfile Config {@code voip.key-file}, by default {@code voip.key} in the {@link
 * DataFolder}. It is read at each use: a repaired, restored or extended file counts at once. Longer than 200 lines, because
 * sealing, opening and judging a key need the same keyset.
 */
@ApplicationScoped
public class SecretBox {
    private final KeyFile file;
    private final Path onlyBound;

    @Inject
    SecretBox(DataFolder data, Settings settings) {
        this(settings.keyFile().orElseGet(() -> data.file("voip.key")), data.file("voip.bound"));
    }

    /**
     * Seals with the keys of one file.
     *
     * @param keyFile the keyset
     * @param onlyBound exists once this node opens no payload of an earlier version any more
     */
    public SecretBox(Path keyFile, Path onlyBound) {
        this.file = new KeyFile(keyFile);
        this.onlyBound = onlyBound;
    }

    /** For the CDI proxy only. */
    protected SecretBox() {
        this.file = null;
        this.onlyBound = null;
    }

    /**
     * The primary key, after making a key file if there is none.
     *
     * @throws SealBroken when the key file is broken
     */
    public KeyPrint ensureKey() throws SealBroken {
        try {
            return file.read().primary().print();
        } catch (SealBroken e) {
            if (e.reason() != Reason.MISSING) {
                throw e;
            }
        }
        file.create();
        return file.read().primary().print();
    }

    /**
     * The key that seals at present; makes none.
     *
     * @throws SealBroken when there is no key file, or when it is broken
     */
    public KeyPrint primary() throws SealBroken {
        return file.read().primary().print();
    }

    /**
     * Checks that the keyset has a key.
     *
     * @throws SealBroken when it does not, or has another one of that name, and when the key file is broken
     */
    public void check(KeyPrint key) throws SealBroken {
        Keyset keys = file.read();
        if (keys.find(key.id()).filter(own -> own.print().equals(key)).isEmpty()) {
            throw foreign(key.id());
        }
    }

    /** Another text whenever the keyset is another one, or is broken in another way. */
    public String stamp() {
        try {
            return file.read().stamp();
        } catch (SealBroken e) {
            return e.getMessage();
        }
    }

    /**
     * Keys for HMAC-SHA-256 that all nodes with this keyset have in common: one of each of its keys, in the order of the
     * file. They reveal nothing about the keyset, nor about the keys for another purpose.
     *
     * @param purpose in ASCII; another one for each use
     * @throws SealBroken when there is no key file, or when it is broken
     */
    public List<SecretKey> derivedKeys(String purpose) throws SealBroken {
        return file.read().keys().stream().map(key -> key.derive(purpose)).toList();
    }

    /**
     * Seals a secret with the primary key into a payload that opens only for {@code binding}; no two payloads are equal.
     *
     * @throws SealBroken when the key file is broken
     */
    public Sealed seal(Binding binding, Secret secret) throws SealBroken {
        Keyset.Key primary = file.read().primary();
        Payload payload = Payload.seal(primary, binding.associatedData(primary.id()), secret);
        return new Sealed(payload.toString(), primary.print());
    }

    /**
     * Opens a payload that {@link #seal} made for {@code binding}.
     *
     * @throws SealBroken when the key file is broken, when it does not hold the key of this payload, or when the
     *     payload was changed or was sealed for another binding
     */
    public Secret open(Binding binding, String payload) throws SealBroken {
        Payload read = Payload.parse(payload).orElseThrow(() -> changed(binding.parameter()));
        Keyset.Key key = keyOf(read);
        if (!read.format().equals(Payload.BOUND)) {
            throw changed(binding.parameter());
        }
        return read.open(key, binding.associatedData(key.id())).orElseThrow(() -> changed(binding.parameter()));
    }

    /**
     * Whether the primary key has not sealed this payload.
     *
     * @throws SealBroken when the key file is broken
     */
    public boolean isOutdated(String payload) throws SealBroken {
        String primary = file.read().primary().id();
        return Payload.parse(payload)
                .filter(read -> read.keyId().equals(primary))
                .isEmpty();
    }

    /** Whether an earlier version sealed this payload, bound only to its parameter. */
    public boolean isUnbound(String payload) {
        return Payload.parse(payload)
                .filter(read -> read.format().equals(Payload.UNBOUND))
                .isPresent();
    }

    /**
     * Opens a payload of an earlier version, until {@link #openOnlyBound}. Such a payload may have stood beside other
     * values.
     *
     * @throws SealBroken as {@link #open}, and after {@link #openOnlyBound}
     */
    public Secret openUnbound(int parameter, String payload) throws SealBroken {
        Payload read = Payload.parse(payload).orElseThrow(() -> changed(parameter));
        Keyset.Key key = keyOf(read);
        if (Files.exists(onlyBound)) {
            throw new SealBroken(
                    Reason.CHANGED,
                    "Parameter " + parameter + " was sealed by an earlier version, and this node has opened newer ones"
                            + " since; enter it again, or, if you have restored an old backup, remove " + onlyBound);
        }
        return read.open(key, (Payload.UNBOUND + ":" + parameter + ":" + key.id()).getBytes(UTF_8))
                .orElseThrow(() -> changed(parameter));
    }

    /** From now on this node opens no payload of an earlier version, even if the database is put back to one. */
    public void openOnlyBound() {
        if (Files.exists(onlyBound)) {
            return;
        }
        try {
            PrivateFile.create(
                    onlyBound,
                    "This node no longer opens a SIP password that was sealed before the upgrade. Remove this file only"
                            + " to restore a backup of the database from that time.\n");
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + onlyBound + " cannot be written", e);
        }
    }

    private Keyset.Key keyOf(Payload payload) throws SealBroken {
        return file.read().find(payload.keyId()).orElseThrow(() -> foreign(payload.keyId()));
    }

    private SealBroken foreign(String keyId) {
        return new SealBroken(
                Reason.FOREIGN,
                "The key " + keyId + " of the database is not in the key file " + file.path()
                        + "; restore the backup of that file or copy it from another node, or enter 328 again");
    }

    private static SealBroken changed(int parameter) {
        return new SealBroken(
                Reason.CHANGED,
                "The sealed secret of parameter " + parameter
                        + " is not the one that was entered for the stored server, domain, port and user; enter it"
                        + " again");
    }
}
