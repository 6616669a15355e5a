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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.portalvoip.secret.SealBroken;
import org.portalvoip.secret.Secret;
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
    Event<ParametersChanged> changes;

    /** The rows by number, detached; a row that the table lacks has its default and version 0. */
    public List<ParameterRow> rows() {
        return query(LockModeType.NONE);
    }

    /** The set as it is stored. */
    public StoredParameters stored() {
        List<ParameterRow> rows = rows();
        Map<Parameter, String> values = values(rows);
        try {
            return new StoredParameters(written(values, open(values.get(Parameter.PASSWORD))), revision(rows), "");
        } catch (SealBroken e) {
            return new StoredParameters(written(values, null), revision(rows), e.getMessage());
        }
    }

    /** Creates the rows that the table lacks, with their defaults. */
    public void complete() {
        rows().stream().filter(ParameterRow::isMissing).forEach(entities::persist);
    }

    /**
     * Saves {@code submission}.
     *
     * @param by the name of the one who saves
     * @return the parameters that changed, in order; empty when all values were already stored
     * @throws StaleParameters when a row has another version than the submission has seen
     * @throws InvalidParameters when the resulting set breaks a rule
     */
    public List<Parameter> save(Submission submission, String by) throws StaleParameters, InvalidParameters {
        List<ParameterRow> rows = query(LockModeType.PESSIMISTIC_WRITE);
        refuseStale(rows, submission);
        WrittenSet before = read(rows);
        WrittenSet wanted = submission.over(values(rows), before.parameters().password(), settings.realm());
        refuseInvalid(rows, before, wanted, submission.secretAct());
        List<Parameter> changed = write(rows, wanted, submission, by);
        if (!changed.isEmpty()) {
            entities.flush();
            // Read under the lock that admits one save at a time, so it grows from save to save.
            long order = System.nanoTime();
            changes.fire(new ParametersChanged(read(rows).parameters(), revision(rows), order));
        }
        return changed;
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

    private void refuseStale(List<ParameterRow> rows, Submission submission) throws StaleParameters {
        var stale = rows.stream()
                .filter(row -> row.version() != submission.versions().getOrDefault(row.parameter(), row.version()))
                .toList();
        if (!stale.isEmpty()) {
            throw new StaleParameters(stale);
        }
    }

    private void refuseInvalid(List<ParameterRow> rows, WrittenSet before, WrittenSet wanted, SecretAct act)
            throws InvalidParameters {
        List<Violation> violations = new ArrayList<>(wanted.violations());
        boolean kept = act == SecretAct.KEEP && isSet(rows, Parameter.PASSWORD);
        if (kept && wanted.parameters().leadsElsewhereThan(before.parameters())) {
            violations.add(new Violation(Parameter.PASSWORD, "parameters.328.retype"));
        }
        if (!violations.isEmpty()) {
            throw new InvalidParameters(violations.stream()
                    .sorted(Comparator.comparing(Violation::parameter))
                    .toList());
        }
    }

    private static boolean isSet(List<ParameterRow> rows, Parameter parameter) {
        return rows.stream().anyMatch(row -> row.parameter() == parameter && row.isSet());
    }

    private List<Parameter> write(List<ParameterRow> rows, WrittenSet wanted, Submission submission, String by)
            throws InvalidParameters {
        LocalDateTime now = LocalDateTime.now(Clock.systemUTC()).truncatedTo(ChronoUnit.SECONDS);
        Map<Parameter, String> normal = wanted.values();
        List<Parameter> changed = new ArrayList<>();
        for (ParameterRow row : rows) {
            String setting = row.parameter() == Parameter.PASSWORD
                    ? sealed(row.setting(), submission)
                    : normal.get(row.parameter());
            if (row.change(setting, by, now)) {
                if (row.isMissing()) {
                    entities.persist(row);
                }
                changed.add(row.parameter());
            }
        }
        return List.copyOf(changed);
    }

    private String sealed(String before, Submission submission) throws InvalidParameters {
        return switch (submission.secretAct()) {
            case KEEP -> before;
            case REMOVE -> null;
            case REPLACE -> seal(submission.secret());
        };
    }

    private String seal(Secret secret) throws InvalidParameters {
        try {
            return secretBox.seal(Parameter.PASSWORD.number(), secret);
        } catch (SealBroken e) {
            LOG.log(Level.ERROR, "Parameter 328 cannot be saved: " + e.getMessage());
            throw new InvalidParameters(List.of(new Violation(Parameter.PASSWORD, "parameters.328.key")));
        }
    }

    private static long revision(List<ParameterRow> rows) {
        return rows.stream().mapToLong(ParameterRow::version).sum();
    }

    private WrittenSet read(List<ParameterRow> rows) {
        Map<Parameter, String> values = values(rows);
        try {
            return written(values, open(values.get(Parameter.PASSWORD)));
        } catch (SealBroken reportedByActiveParameters) {
            return written(values, null);
        }
    }

    private WrittenSet written(Map<Parameter, String> values, Secret password) {
        return new WrittenSet(values, password, settings.realm());
    }

    private Secret open(String sealed) throws SealBroken {
        return sealed == null ? null : secretBox.open(Parameter.PASSWORD.number(), sealed);
    }

    private static Map<Parameter, String> values(List<ParameterRow> rows) {
        Map<Parameter, String> values = new EnumMap<>(Parameter.class);
        rows.forEach(row -> values.put(row.parameter(), row.setting()));
        return values;
    }
}
