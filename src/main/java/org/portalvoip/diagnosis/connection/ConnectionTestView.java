package org.portalvoip.diagnosis.connection;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.portalvoip.language.Texts;
import org.portalvoip.parameters.ParametersScreen;
import org.portalvoip.parameters.VoipParameters;

/** The connection test as the parameter screen shows it. */
@Named("connectionTest")
@RequestScoped
public class ConnectionTestView {
    private static final String NONE = "none";

    @Inject
    ConnectionTests tests;

    private boolean refused;
    private boolean callReady;
    private boolean shown;

    /** Begins a test of what is on the screen, which says itself if that breaks a rule. */
    public void start(ParametersScreen screen) {
        start(screen, false);
    }

    /** The same, and in the end the telephone at the extension rings. */
    public void ring(ParametersScreen screen) {
        start(screen, true);
    }

    private void start(ParametersScreen screen, boolean ring) {
        VoipParameters draft = screen.draft();
        if (draft != null) {
            refused = !tests.start(administrator(), draft, ring);
            shown = true;
        }
    }

    /** Lets this administrator's browser make a test call with what is on the screen. */
    public void prepareCall(ParametersScreen screen) {
        VoipParameters draft = screen.draft();
        if (draft != null) {
            callReady = tests.prepareCall(administrator(), draft);
            refused = !callReady;
        }
    }

    /** Whether the browser may call now, because this request has prepared it. */
    public boolean isCallReady() {
        return callReady;
    }

    /** Ends the test that runs. */
    public void cancel() {
        last().ifPresent(ConnectionTest::cancel);
        shown = true;
    }

    private Optional<ConnectionTest> last() {
        return tests.of(administrator());
    }

    private static String administrator() {
        return FacesContext.getCurrentInstance().getExternalContext().getRemoteUser();
    }

    /** Whether this request is about the test; the page that is opened anew shows none. */
    public boolean isShown() {
        return shown;
    }

    /** Whether no test could begin, because there were too many of them. */
    public boolean isRefused() {
        return refused;
    }

    /** {@code running}, {@code good}, {@code warning} or {@code bad}; {@code none} if there was no test. */
    public String getState() {
        return last().map(test -> test.isFinished() ? result(test.steps()) : "running")
                .orElse(NONE);
    }

    private static String result(List<TestStep> steps) {
        return lower(
                steps.stream().map(TestStep::verdict).max(Verdict::compareTo).orElse(Verdict.GOOD));
    }

    /** The steps begun so far; empty if there was no test. */
    public List<TestStep> getSteps() {
        return last().map(ConnectionTest::steps).orElse(List.of());
    }

    /** {@code running}, {@code good}, {@code warning} or {@code bad}. */
    public String stateOf(TestStep step) {
        return step.isRunning() ? "running" : lower(step.verdict());
    }

    /** The sentence of a finding in the language of the page. */
    public String sentence(Remark remark) {
        Locale language = FacesContext.getCurrentInstance().getViewRoot().getLocale();
        return Texts.of(
                language, "test.finding." + remark.finding(), remark.arguments().toArray());
    }

    /** Whether what is to be changed stands among the settings of the server, where the reader of this screen may never have been. */
    public boolean isNamingSettings() {
        return getSteps().stream()
                .flatMap(step -> step.remarks().stream())
                .filter(remark -> remark.finding().verdict() != Verdict.GOOD)
                .anyMatch(remark -> sentence(remark).contains("voip."));
    }

    private static String lower(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}
