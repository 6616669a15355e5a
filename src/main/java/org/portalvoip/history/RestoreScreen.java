package org.portalvoip.history;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJBException;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.Serializable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.portalvoip.parameters.FixedParameters;
import org.portalvoip.parameters.InvalidParameters;
import org.portalvoip.parameters.LostRace;
import org.portalvoip.parameters.Parameter;
import org.portalvoip.parameters.Parameters;
import org.portalvoip.parameters.StaleParameters;
import org.portalvoip.parameters.Violation;
import org.portalvoip.secret.Secret;
import org.portalvoip.web.DatabaseTrouble;

/**
 * The page {@code admin/history-restore.xhtml}: what would change, and the question whether it shall. The address names a
 * change, to restore the whole set as it was right after it, or also a parameter, to restore the one value before it. It is
 * saved as on the parameter screen: by the same rules, and only over what this administrator has seen.
 */
@Named
@ViewScoped
public class RestoreScreen implements Serializable {
    private static final Logger LOG = System.getLogger(RestoreScreen.class.getName());

    @Inject
    History history;

    @Inject
    Parameters parameters;

    @Inject
    FixedParameters fixed;

    @Inject
    HttpServletRequest request;

    private Map<Parameter, String> values;
    private String place;
    private boolean known;
    private Restoration restoration;
    private transient Secret typed;
    private List<Violation> violations = List.of();
    private boolean stale;
    private DatabaseTrouble refusal;

    @PostConstruct
    void load() {
        OptionalLong wanted = AddressNumber.of(request, "change");
        Optional<Change> change = wanted.isPresent() ? history.change(wanted.getAsLong()) : Optional.empty();
        OptionalLong number = AddressNumber.of(request, "parameter");
        place = part("change", wanted) + part("parameter", number);
        values = change.map(found ->
                        number.isPresent() ? valueBefore(found, number.getAsLong()) : history.valuesAfter(found.id()))
                .orElse(Map.of());
        known = change.isPresent() && (number.isEmpty() || !values.isEmpty());
        look();
    }

    private static String part(String name, OptionalLong number) {
        return number.isPresent() ? name + "=" + number.getAsLong() + "&" : "";
    }

    private static Map<Parameter, String> valueBefore(Change change, long number) {
        Map<Parameter, String> values = new EnumMap<>(Parameter.class);
        change.entries().stream()
                .filter(entry -> entry.parameter() == number)
                .forEach(entry -> entry.putOldValueInto(values));
        return values;
    }

    /** Compares with what is stored now. What the configuration fixes cannot be restored. */
    private void look() {
        Map<Parameter, String> changeable = new EnumMap<>(Parameter.class);
        changeable.putAll(values);
        changeable.keySet().removeIf(parameter -> fixed.of(parameter).isPresent());
        restoration = new Restoration(changeable, parameters.rows());
    }

    /** Saves the earlier values, completely or not at all, and goes back to the history. */
    public void restore() throws IOException {
        violations = List.of();
        stale = false;
        refusal = null;
        ExternalContext page = FacesContext.getCurrentInstance().getExternalContext();
        try {
            parameters.save(restoration.submission(typed), page.getRemoteUser());
            page.redirect(page.getRequestContextPath() + "/admin/history?restored");
        } catch (InvalidParameters e) {
            violations = e.violations();
        } catch (StaleParameters e) {
            stale = true;
            look();
        } catch (EJBException e) {
            refusal = LostRace.isCauseOf(e)
                    ? DatabaseTrouble.LOCKED
                    : DatabaseTrouble.of(e).filter(DatabaseTrouble::isRefusal).orElseThrow(() -> e);
            LOG.log(Level.WARNING, "The database refused a restore", e);
        } finally {
            typed = null;
        }
    }

    /** What would change; empty when all is as it was then, or the address names nothing that can be restored. */
    public List<Restoration.Line> getLines() {
        return restoration.lines();
    }

    /** What the address names, also after a form was sent to an address without it: the beginning of a query. */
    public String getPlace() {
        return place;
    }

    /** Whether the address names something that can be restored. */
    public boolean isKnown() {
        return known;
    }

    public boolean isAskingForSecret() {
        return restoration.asksForSecret();
    }

    /** Why nothing was saved; empty when it was, or nobody has tried. */
    public List<Violation> getViolations() {
        return violations;
    }

    /** The sentence of a violation in the language of the page. */
    public String sentence(Violation violation) {
        return violation.sentence(
                FacesContext.getCurrentInstance().getViewRoot().getLocale());
    }

    /** Whether somebody has saved since this administrator looked; what is shown now is new. */
    public boolean isStale() {
        return stale;
    }

    /** Why the database refused; null when it did not. */
    public DatabaseTrouble getRefusal() {
        return refusal;
    }

    /** Always null: the secret is never sent to the page. */
    public String getSecret() {
        return null;
    }

    public void setSecret(String secret) {
        typed = secret == null || secret.isEmpty() ? null : new Secret(secret);
    }
}
