package org.portalvoip.parameters;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJBException;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.portalvoip.secret.Secret;
import org.portalvoip.web.DatabaseTrouble;

/**
 * The page {@code admin/parameters.xhtml}. It remembers the rows as this administrator has seen them, so that a save
 * over somebody else's is noticed. A typed secret exists only during the request that contains it.
 *
 * <p>Longer than 200 lines because a page needs a getter for everything it shows.
 */
@Named
@ViewScoped
public class ParametersScreen implements Serializable {
    private static final Logger LOG = System.getLogger(ParametersScreen.class.getName());

    @Inject
    Parameters parameters;

    @Inject
    ParametersWatch watch;

    private final Map<String, String> values = new HashMap<>();
    private List<ParameterRow> rows;
    private List<FixedRow> fixed = List.of();
    private SecretAct secretAct;
    private transient Secret typed;

    private List<ParameterRow> conflicts = List.of();
    private List<Violation> violations = List.of();
    private List<Note> notes = List.of();
    private List<Note> warnings = List.of();
    private List<Violation> problems = List.of();
    private boolean hindered;
    private DatabaseTrouble refusal;
    private List<Parameter> saved;
    private boolean reloaded;
    private boolean tried;

    @PostConstruct
    void load() {
        StoredParameters stored = parameters.stored();
        problems = stored.problems();
        hindered = !stored.set().violations().isEmpty();
        warnings = stored.set().parameters().warnings();
        rows = stored.rows();
        fixed = FixedRow.of(stored.fixed(), rows);
        rows.stream()
                .filter(row -> row.parameter() != Parameter.PASSWORD)
                .forEach(row -> values.put(key(row.parameter()), stored.fixed().setting(row)));
        secretAct = SecretAct.KEEP;
    }

    /** Saves what is on the screen, completely or not at all, and shows the result. */
    public void save() {
        forget();
        try {
            Submission wanted = submission();
            saved = parameters.save(wanted, caller()).changed();
            notes = Stream.concat(wanted.notes().stream(), ignored().stream()).toList();
            load();
            render("rows");
        } catch (InvalidParameters e) {
            violations = e.violations();
        } catch (StaleParameters e) {
            conflicts = e.changes();
        } catch (EJBException e) {
            refusal = refusal(e).orElseThrow(() -> e);
            LOG.log(Level.WARNING, "The database refused a save", e);
        } finally {
            typed = null;
        }
        rows.forEach(row -> render("message" + row.parameter().number()));
    }

    /** What is on the screen, to be tried out; null if it breaks a rule, which the page then says. Nothing is saved. */
    public VoipParameters draft() {
        forget();
        tried = true;
        try {
            return parameters.tryOut(submission());
        } catch (InvalidParameters e) {
            violations = e.violations();
            return null;
        } finally {
            typed = null;
            rows.forEach(row -> render("message" + row.parameter().number()));
        }
    }

    private static Optional<DatabaseTrouble> refusal(EJBException failure) {
        return LostRace.isCauseOf(failure)
                ? Optional.of(DatabaseTrouble.LOCKED)
                : DatabaseTrouble.of(failure).filter(DatabaseTrouble::isRefusal);
    }

    /** Saves what is on the screen over what the conflict panel shows; refused again if there is a still newer save. */
    public void overwrite() {
        Map<Parameter, ParameterRow> seen = new EnumMap<>(Parameter.class);
        Stream.concat(rows.stream(), conflicts.stream()).forEach(row -> seen.put(row.parameter(), row));
        rows = List.copyOf(seen.values());
        save();
    }

    /** Shows what is stored, and forgets what was typed. */
    public void reload() {
        forget();
        load();
        reloaded = true;
        render("rows");
    }

    /** Clears the result of the previous request. */
    private void forget() {
        violations = List.of();
        conflicts = List.of();
        notes = List.of();
        refusal = null;
        saved = null;
        reloaded = false;
        tried = false;
    }

    private Submission submission() throws InvalidParameters {
        Map<Parameter, String> requested = new EnumMap<>(Parameter.class);
        Map<Parameter, Integer> versions = new EnumMap<>(Parameter.class);
        for (ParameterRow row : rows) {
            versions.put(row.parameter(), row.version());
            if (row.parameter() != Parameter.PASSWORD && fixed(row.parameter().number()) == null) {
                requested.put(row.parameter(), values.get(key(row.parameter())));
            }
        }
        if (secretAct == SecretAct.REPLACE && typed == null) {
            throw new InvalidParameters(List.of(new Violation(Parameter.PASSWORD, "parameters.328.empty")));
        }
        return new Submission(requested, secretAct, secretAct == SecretAct.REPLACE ? typed : null, versions);
    }

    /** Typing chooses "replace"; what stands in the field without that choice came from a password manager. */
    private List<Note> ignored() {
        return typed != null && secretAct == SecretAct.KEEP
                ? List.of(new Note(Parameter.PASSWORD, "parameters.328.note.kept"))
                : List.of();
    }

    private static String key(Parameter parameter) {
        return String.valueOf(parameter.number());
    }

    private static String caller() {
        return FacesContext.getCurrentInstance().getExternalContext().getRemoteUser();
    }

    private static void render(String id) {
        FacesContext.getCurrentInstance().getPartialViewContext().getRenderIds().add(id);
    }

    /** The row of a parameter as this administrator has seen it. */
    public ParameterRow row(int number) {
        return rows.stream()
                .filter(row -> row.parameter().number() == number)
                .findFirst()
                .orElseThrow();
    }

    /** How the configuration fixes a parameter; null when it does not. */
    public FixedRow fixed(int number) {
        return fixed.stream().filter(row -> row.number() == number).findFirst().orElse(null);
    }

    /** What is on the screen, by number; without 328. */
    public Map<String, String> getValues() {
        return values;
    }

    public boolean isActive() {
        return "S".equals(values.get("323"));
    }

    public void setActive(boolean active) {
        values.put("323", active ? "S" : "N");
    }

    /** Always null: the secret is never sent to the page. */
    public String getSecret() {
        return null;
    }

    public void setSecret(String secret) {
        typed = secret == null ? null : new Secret(secret);
    }

    public SecretAct getSecretAct() {
        return secretAct;
    }

    /** A form without a choice, which no browser sends, keeps the secret. */
    public void setSecretAct(SecretAct secretAct) {
        this.secretAct = secretAct == null ? SecretAct.KEEP : secretAct;
    }

    /** The possible actions for 328; nothing can be removed if nothing is set. */
    public List<SecretAct> getSecretActs() {
        return row(Parameter.PASSWORD.number()).isSet()
                ? List.of(SecretAct.values())
                : List.of(SecretAct.KEEP, SecretAct.REPLACE);
    }

    /** Why the last save was refused; empty when it was not. */
    public List<Violation> getViolations() {
        return violations;
    }

    public List<Violation> violationsOf(int number) {
        return violations.stream()
                .filter(violation -> violation.parameter().number() == number)
                .toList();
    }

    /** The sentence of a violation in the language of the page. */
    public String sentence(Violation violation) {
        return violation.sentence(
                FacesContext.getCurrentInstance().getViewRoot().getLocale());
    }

    /** Why the stored values, or the secret, cannot be used as they stand; empty when they can. */
    public List<Violation> getProblems() {
        return problems;
    }

    /** Why the database takes no changes, or has refused the last save; null when it does. */
    public DatabaseTrouble getRefusal() {
        return refusal == null ? watch.refusal().orElse(null) : refusal;
    }

    /** Whether nobody can call because of {@link #getProblems}. */
    public boolean isHindered() {
        return hindered;
    }

    public List<Violation> problemsOf(int number) {
        return problems.stream()
                .filter(problem -> problem.parameter().number() == number)
                .toList();
    }

    /** The notes of the last save about a parameter, and what is worth a warning as long as it is stored. */
    public List<Note> notesOf(int number) {
        return Stream.concat(notes.stream(), warnings.stream())
                .filter(note -> note.parameter().number() == number)
                .toList();
    }

    /** What somebody else has saved in the meantime; empty if the last save did not conflict with it. */
    public List<ParameterRow> getConflicts() {
        return conflicts;
    }

    /** What the last request saved; null if it saved nothing, empty if all values were already stored. */
    public List<Parameter> getSaved() {
        // A form that fails before the save would otherwise leave the result of the previous one here.
        return FacesContext.getCurrentInstance().isValidationFailed() ? null : saved;
    }

    public boolean isReloaded() {
        return reloaded;
    }

    /** Whether the last request wanted to try the values out, and not to save them. */
    public boolean isTried() {
        return tried;
    }
}
