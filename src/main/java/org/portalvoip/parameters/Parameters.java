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
import java.util.Locale;
import java.util.Map;
import org.portalvoip.secret.SealBroken;
import org.portalvoip.secret.Secret;
import org.portalvoip.secret.SecretBox;

/** Reads and saves the parameters; each call is one transaction, and a save is whole or nothing. */
@Stateless
public class Parameters {
    private static final Logger LOG = System.getLogger(Parameters.class.getName());

    @PersistenceContext
    EntityManager entities;

    @Inject
    SecretBox secretBox;

    @Inject
    Event<ParametersChanged> changes;

    /** The rows by number, detached. */
    public List<ParameterRow> rows() {
        return query(LockModeType.NONE);
    }

    /** The set as it is stored and its edition (see {@link ParametersChanged}). */
    public ParametersChanged stored() {
        return snapshot(rows(), List.of(), null);
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
        WrittenSet wanted = submission.over(values(rows), before.parameters().password());
        refuseInvalid(rows, before, wanted, submission.secretAct());
        List<Parameter> changed = write(rows, wanted, submission, by);
        if (!changed.isEmpty()) {
            entities.flush();
            changes.fire(snapshot(rows, changed, by));
        }
        return changed;
    }

    /** The lock admits one save at a time: otherwise two saves of different rows could together break a rule. */
    private List<ParameterRow> query(LockModeType lock) {
        return entities.createQuery("select row from ParameterRow row order by row.id", ParameterRow.class)
                .setLockMode(lock)
                .getResultList();
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
        Map<Parameter, String> settings = wanted.values();
        List<Parameter> changed = new ArrayList<>();
        for (ParameterRow row : rows) {
            String setting = row.parameter() == Parameter.PASSWORD
                    ? sealed(row.setting(), submission)
                    : settings.get(row.parameter());
            if (row.change(setting, by, now)) {
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

    private ParametersChanged snapshot(List<ParameterRow> rows, List<Parameter> changed, String by) {
        long edition = rows.stream().mapToLong(ParameterRow::version).sum();
        return new ParametersChanged(inForce(read(rows)), edition, changed, by);
    }

    /** A stored value can only break a rule if somebody bypassed us: calls stop, and the log says why. */
    private static VoipParameters inForce(WrittenSet stored) {
        if (stored.violations().isEmpty()) {
            return stored.parameters();
        }
        stored.violations()
                .forEach(violation -> LOG.log(
                        Level.WARNING,
                        "There are no calls, because the stored parameter {0} cannot be used: {1}",
                        String.valueOf(violation.parameter().number()),
                        violation.sentence(Locale.ENGLISH)));
        return stored.parameters().switchedOff();
    }

    private WrittenSet read(List<ParameterRow> rows) {
        String sealed = values(rows).get(Parameter.PASSWORD);
        return new WrittenSet(values(rows), sealed == null ? null : open(sealed));
    }

    /** A secret that cannot be opened counts as missing: calls stop, and everything else works. */
    private Secret open(String sealed) {
        try {
            return secretBox.open(Parameter.PASSWORD.number(), sealed);
        } catch (SealBroken e) {
            LOG.log(Level.ERROR, "Parameter 328 cannot be used: " + e.getMessage());
            return null;
        }
    }

    private static Map<Parameter, String> values(List<ParameterRow> rows) {
        Map<Parameter, String> values = new EnumMap<>(Parameter.class);
        rows.forEach(row -> values.put(row.parameter(), row.setting()));
        return values;
    }
}
