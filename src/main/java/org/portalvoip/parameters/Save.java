package org.portalvoip.parameters;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.portalvoip.secret.KeyPrint;
import org.portalvoip.secret.SealBroken;
import org.portalvoip.secret.Sealed;
import org.portalvoip.secret.Secret;
import org.portalvoip.secret.SecretBox;

/**
 * One submission on its way into the rows: refused with every rule that it breaks, or written as a whole. It knows no
 * database.
 *
 * <p>The secret is sealed for the values of 324 to 327 beside which it is stored. It may therefore be kept only while
 * these say the same as before, whether it can be opened at the moment or not. What the configuration fixes counts, and is
 * never written.
 */
final class Save {
    private static final Logger LOG = System.getLogger(Save.class.getName());

    private final StoredParameters before;
    private final Submission submission;
    private final SecretBox box;
    private final WrittenSet wanted;
    private KeyPrint key;

    /** @param realm the realm of the SIP server's challenges, when it is not the domain */
    Save(StoredParameters before, Submission submission, SecretBox box, Optional<String> realm) {
        this.before = before;
        this.submission = submission;
        this.box = box;
        this.wanted = submission.over(before.values(), before.set().parameters().password(), realm);
    }

    /**
     * Changes the rows.
     *
     * @param at in UTC
     * @return the parameters whose values changed, in order
     * @throws StaleParameters when a row has another version than the submission has seen; nothing has changed then
     * @throws InvalidParameters when the resulting set breaks a rule; nothing has changed then
     */
    List<Parameter> write(String by, LocalDateTime at) throws StaleParameters, InvalidParameters {
        refuseStale();
        refuseInvalid();
        String payload = isFixed(Parameter.PASSWORD) ? null : payload();
        List<Parameter> changed = new ArrayList<>();
        for (ParameterRow row : before.rows()) {
            if (isFixed(row.parameter())) {
                continue;
            }
            if (row.parameter() == Parameter.PASSWORD && submission.secretAct() == SecretAct.KEEP) {
                row.reseal(payload);
            } else if (row.change(
                    row.parameter() == Parameter.PASSWORD
                            ? payload
                            : wanted.values().get(row.parameter()),
                    by,
                    at)) {
                changed.add(row.parameter());
            }
        }
        return List.copyOf(changed);
    }

    /**
     * The set that {@link #write} would store.
     *
     * @throws InvalidParameters when it breaks a rule
     */
    VoipParameters checked() throws InvalidParameters {
        refuseInvalid();
        return wanted.parameters();
    }

    /** The key that has sealed the secret during {@link #write}; empty when the payload is the old one, or none. */
    Optional<KeyPrint> sealedWith() {
        return Optional.ofNullable(key);
    }

    /** What the user should know although nothing was refused. Only valid after {@link #write}. */
    List<Note> notes() {
        List<Note> notes = new ArrayList<>(submission.notes());
        notes.addAll(wanted.parameters().warnings());
        return List.copyOf(notes);
    }

    private boolean isFixed(Parameter parameter) {
        return before.fixed().isFixed(parameter);
    }

    private void refuseStale() throws StaleParameters {
        Map<Parameter, Integer> seen = submission.versions();
        var stale = before.rows().stream()
                .filter(row -> row.version() != seen.getOrDefault(row.parameter(), row.version()))
                .toList();
        if (!stale.isEmpty()) {
            throw new StaleParameters(before.rows(), stale);
        }
    }

    private void refuseInvalid() throws InvalidParameters {
        List<Violation> violations = new ArrayList<>(wanted.violations());
        if (isKept()) {
            boolean elsewhere =
                    wanted.parameters().leadsElsewhereThan(before.set().parameters());
            if (elsewhere) {
                violations.removeIf(violation -> violation.text().equals(VoipParameters.PASSWORD_REQUIRED));
                violations.add(new Violation(Parameter.PASSWORD, "parameters.328.retype"));
            } else if (before.sealBroken() != null) {
                // There is a password, so to say that one is needed would mislead.
                violations.replaceAll(violation -> violation.text().equals(VoipParameters.PASSWORD_REQUIRED)
                        ? Violation.of(before.sealBroken())
                        : violation);
            }
        }
        if (!violations.isEmpty()) {
            throw new InvalidParameters(violations.stream()
                    .sorted(Comparator.comparing(Violation::parameter))
                    .toList());
        }
    }

    /** By the row, because a secret that does not open is there all the same, and may open again. */
    private boolean isKept() {
        return submission.secretAct() == SecretAct.KEEP && before.hasSecret();
    }

    private String payload() throws InvalidParameters {
        try {
            return switch (submission.secretAct()) {
                case KEEP -> kept();
                case REMOVE -> null;
                case REPLACE -> {
                    // Whoever enters the password again has decided that the old key is not coming back.
                    box.ensureKey();
                    yield sealed(submission.secret());
                }
            };
        } catch (SealBroken e) {
            LOG.log(Level.ERROR, "Parameter 328 cannot be saved: " + e.getMessage());
            throw new InvalidParameters(List.of(Violation.of(e)));
        }
    }

    /** The old payload, or a new one if its key is no longer the primary one or a value is now spelled otherwise. */
    private String kept() throws SealBroken {
        String payload = StoredParameters.password(before.rows()).setting();
        Secret secret = before.set().parameters().password();
        if (secret == null) {
            return payload;
        }
        boolean respelled =
                !StoredParameters.destination(wanted.values()).equals(StoredParameters.destination(before.values()));
        return respelled || box.isOutdated(payload) ? sealed(secret) : payload;
    }

    private String sealed(Secret secret) throws SealBroken {
        int next = StoredParameters.password(before.rows()).version() + 1;
        Sealed sealed = box.seal(StoredParameters.binding(wanted.values(), next), secret);
        key = sealed.key();
        return sealed.payload();
    }
}
