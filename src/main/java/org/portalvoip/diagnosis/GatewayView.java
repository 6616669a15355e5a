package org.portalvoip.diagnosis;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.PhaseId;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.portalvoip.janus.GatewayStatus;
import org.portalvoip.janus.GatewayStatus.Failure;
import org.portalvoip.janus.JanusGateway;

/** The connection to Janus as pages show it; it does not change during a request. */
@Named("gateway")
@RequestScoped
public class GatewayView {
    @Inject
    JanusGateway gateway;

    private GatewayStatus shown;

    /** The same while a page is written; before that it may change, for example by the save of this very request. */
    private GatewayStatus status() {
        if (FacesContext.getCurrentInstance().getCurrentPhaseId() != PhaseId.RENDER_RESPONSE) {
            return gateway.status();
        }
        if (shown == null) {
            shown = gateway.status();
        }
        return shown;
    }

    /** The state in lower case: {@code off}, {@code connecting}, {@code up} or {@code down}. */
    public String getState() {
        return status().state().name().toLowerCase(Locale.ROOT);
    }

    /** The address in use; empty unless connected. */
    public String getServer() {
        return Optional.ofNullable(status().server()).map(Object::toString).orElse("");
    }

    /** Where Janus sends the SIP requests of new calls; empty unless connected. */
    public String getSipServer() {
        return Optional.ofNullable(status().sipServer()).map(Object::toString).orElse("");
    }

    /** When this state began, in UTC and whole seconds; null while off. */
    public String getSince() {
        return utc(status().since());
    }

    /** What went wrong last, in the far side's own words; empty if nothing has failed with these settings. */
    public String getFailure() {
        return words(status());
    }

    /** What kind of failure that was, one of {@code JanusException.Kind}; empty if nothing has gone wrong. */
    public String getFailureKind() {
        return Optional.ofNullable(status().lastFailure())
                .map(Failure::kind)
                .map(Enum::name)
                .orElse("");
    }

    /** When that happened, in UTC and whole seconds; null if nothing has failed. */
    public String getFailedAt() {
        return Optional.ofNullable(status().lastFailure())
                .map(Failure::at)
                .map(GatewayView::utc)
                .orElse(null);
    }

    static String words(GatewayStatus status) {
        Failure failure = status.lastFailure();
        if (failure == null) {
            return "";
        }
        String where = failure.server() == null ? "" : failure.server() + ": ";
        return where + failure.words();
    }

    private static String utc(Instant instant) {
        return instant == null
                ? null
                : instant.truncatedTo(ChronoUnit.SECONDS)
                        .atOffset(ZoneOffset.UTC)
                        .toLocalDateTime()
                        .toString();
    }
}
