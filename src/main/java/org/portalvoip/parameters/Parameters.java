package org.portalvoip.parameters;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.portalvoip.secret.KeyPrint;
import org.portalvoip.secret.SealBroken;
import org.portalvoip.secret.SecretBox;
import org.portalvoip.start.Settings;

/** Reads and saves the parameters; each call is one transaction, and a save is whole or nothing. */
@Stateless
public class Parameters {
    private static final Logger LOG = System.getLogger(Parameters.class.getName());

    @PersistenceContext
    EntityManager entities;

    @Inject
    SecretBox secretBox;

    @Inject
    Settings settings;

    @Inject
    FixedParameters fixed;

    @Inject
    Event<ParametersChanged> changes;

    @Inject
    Event<ParametersHeld> held;

    /** The rows by number, detached; a row that the table lacks has its default and version 0. */
    public List<ParameterRow> rows() {
        return query(LockModeType.NONE);
    }

    /** The set as it is stored. */
    public StoredParameters stored() {
        return read(rows(), key());
    }

    /** Creates the rows that the table lacks, with their defaults. */
    public void complete() {
        rows().stream().filter(ParameterRow::isMissing).forEach(entities::persist);
    }

    /**
     * Saves {@code submission}. A secret that is kept is sealed anew if its key is no longer the primary one.
     *
     * @param by the name of the one who saves
     * @return what this save itself has stored
     * @throws StaleParameters when a row has another version than the submission has seen
     * @throws InvalidParameters when the resulting set breaks a rule, or when a fixed parameter would be changed
     */
    public Saved save(Submission submission, String by) throws StaleParameters, InvalidParameters {
        fixed.refuseChange(submission);
        List<ParameterRow> rows = query(LockModeType.PESSIMISTIC_WRITE);
        ParametersHeld found = ParametersHeld.found(rows, now());
        Save save = new Save(read(rows, key()), submission, secretBox, settings.realm());
        List<Parameter> changed = save.write(by, found.at());
        if (!changed.isEmpty() || save.sealedWith().isPresent()) {
            rows.stream()
                    .filter(row -> row.isMissing() && changed.contains(row.parameter()))
                    .forEach(entities::persist);
            save.sealedWith().ifPresent(this::seals);
            entities.flush();
            held.fire(found);
            held.fire(ParametersHeld.saved(rows, changed, by, found.at()));
            // Read under the lock that admits one save at a time, so it grows from save to save.
            long order = System.nanoTime();
            changes.fire(new ParametersChanged(read(rows, key()), order));
        }
        return new Saved(rows, changed, save.notes());
    }

    private static LocalDateTime now() {
        return LocalDateTime.now(Clock.systemUTC()).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Tells the observers of {@link ParametersHeld} what the rows hold: somebody may have changed them without us. */
    public void witness() {
        held.fire(ParametersHeld.found(query(LockModeType.PESSIMISTIC_WRITE), now()));
    }

    /**
     * What {@code submission} would put in force if it were saved switched on, to try it out. Nothing is saved.
     *
     * @throws InvalidParameters as {@link #save}; also when a kept secret would go to a server for which
     *     it was not entered
     */
    public VoipParameters tryOut(Submission submission) throws InvalidParameters {
        fixed.refuseChange(submission);
        return new Save(stored(), submission.switchedOn(), secretBox, settings.realm()).checked();
    }

    /**
     * Makes sure that a key seals this database: at the very first start a new one, unless the key file is there already.
     * Seals a secret of an earlier version anew, for the values beside which it is stored now.
     *
     * @return whether a secret was sealed anew
     * @throws SealBroken when this node does not have the key of the database
     */
    public boolean settleKey() throws SealBroken {
        Optional<KeyPrint> known = key();
        if (known.isEmpty()) {
            List<ParameterRow> rows = query(LockModeType.PESSIMISTIC_WRITE);
            // Another node may have settled it meanwhile. Without the lock, MariaDB would answer as before.
            known = key(LockModeType.PESSIMISTIC_WRITE);
            if (known.isEmpty()) {
                ParametersHeld found = ParametersHeld.found(rows, now());
                FirstSeal first = new FirstSeal(rows, fixed, secretBox);
                seals(first.key());
                held.fire(found);
                held.fire(ParametersHeld.saved(rows, List.of(), null, found.at()));
                return first.hasResealed();
            }
        }
        secretBox.check(known.get());
        return false;
    }

    private Optional<KeyPrint> key() {
        return key(LockModeType.NONE);
    }

    private Optional<KeyPrint> key(LockModeType lock) {
        return Optional.ofNullable(entities.find(KeyRow.class, KeyRow.ID, lock)).map(KeyRow::key);
    }

    private void seals(KeyPrint key) {
        KeyRow row = entities.find(KeyRow.class, KeyRow.ID);
        if (row == null) {
            entities.persist(new KeyRow(key));
        } else if (!row.key().equals(key)) {
            LOG.log(
                    Level.WARNING,
                    "The key {0} seals the database from now on, no longer {1}: every node needs it in its key file",
                    key.id(),
                    row.key().id());
            row.use(key);
        }
    }

    /** The lock admits one save at a time: otherwise two saves of different rows could together break a rule. */
    private List<ParameterRow> query(LockModeType lock) {
        Map<Parameter, ParameterRow> rows = new EnumMap<>(Parameter.class);
        Stream.of(Parameter.values()).forEach(parameter -> rows.put(parameter, ParameterRow.missing(parameter)));
        entities.createQuery("select row from ParameterRow row where row.id in :numbers", ParameterRow.class)
                .setParameter("numbers", numbers())
                .setLockMode(lock)
                .getResultList()
                .forEach(row -> rows.put(row.parameter(), row));
        return List.copyOf(rows.values());
    }

    /** Rows with other numbers, perhaps of another version, are not ours. */
    private static List<Integer> numbers() {
        return Stream.of(Parameter.values()).map(Parameter::number).toList();
    }

    private StoredParameters read(List<ParameterRow> rows, Optional<KeyPrint> key) {
        return StoredParameters.read(rows, fixed, key, secretBox, settings.realm());
    }
}
