package org.portalvoip.diagnosis;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.portalvoip.database.Database;
import org.portalvoip.database.Schema;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.parameters.ActiveParameters;
import org.portalvoip.secret.KeyPrint;
import org.portalvoip.secret.SealBroken;
import org.portalvoip.secret.SecretBox;

/** Behind {@code admin/status.xhtml}: what an administrator should know of this node. Changes nothing. */
@Named("status")
@RequestScoped
public class StatusView {
    @Inject
    HttpServletRequest request;

    @Inject
    Readiness readiness;

    @Inject
    Database database;

    @Inject
    Schema schema;

    @Inject
    ActiveParameters parameters;

    @Inject
    SecretBox secrets;

    /**
     * One thing that this node needs.
     *
     * @param text why it is up or down, as a sentence
     */
    public record Line(boolean up, String text) {}

    /**
     * The same as {@code /health/ready} tells, in the language of the page; without the gateway, of which the page says more, and
     * which may be down although the node is ready.
     */
    public List<Line> getChecks() {
        return readiness.checks().stream()
                .filter(check -> !check.name().equals(Readiness.GATEWAY))
                .map(check ->
                        new Line(check.up(), text(check.reason(), check.values().toArray())))
                .toList();
    }

    /** Product and version; empty until it was asked. */
    public String getDatabase() {
        return database.product() == null ? "" : database.product() + " " + database.version();
    }

    /** The number of the newest migration; null before. */
    public String getSchema() {
        return schema.version();
    }

    /** The key that seals, by its name and fingerprint; null when this node has none that it can use. */
    public KeyPrint getKey() {
        try {
            return secrets.primary();
        } catch (SealBroken unusable) {
            return null;
        }
    }

    /** Why this node cannot open or seal 328, as a sentence with the remedy; null when it can. */
    public String getKeyProblem() {
        Optional<SealBroken.Reason> reason = parameters.sealBroken();
        return reason.map(why -> text("parameters.328.seal." + why.name().toLowerCase(Locale.ROOT)))
                .orElse(null);
    }

    private String text(String key, Object... values) {
        return Texts.of(Languages.of(request), key, values);
    }
}
