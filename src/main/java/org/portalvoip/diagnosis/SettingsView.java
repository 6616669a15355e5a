package org.portalvoip.diagnosis;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.portalvoip.parameters.FixedParameters;
import org.portalvoip.start.SettingProblem;
import org.portalvoip.start.Settings;

/** Every setting {@code voip.*} in force, for {@code admin/status.xhtml}: its value, where it comes from, what is wrong. */
@Named("settings")
@RequestScoped
public class SettingsView {
    @Inject
    Settings settings;

    @Inject
    FixedParameters fixedParameters;

    /**
     * One setting.
     *
     * @param value as it was written, or the default; empty when it is set and must not be shown
     * @param source {@code standard}, {@code environment} or {@code property}, for which the bundles have words; otherwise the
     *     name of another source of MicroProfile Config
     * @param problems about what is not used as it was written, in the language of the page
     */
    public record Line(String key, String value, String source, boolean hidden, List<String> problems) {
        /** Whether the bundles have a word for the source. */
        public boolean isOfKnownSource() {
            return Set.of("standard", "environment", "property").contains(source);
        }
    }

    /** In the order of the guide. */
    public List<Line> getLines() {
        Map<String, List<String>> problems = Stream.concat(
                        settings.problems().stream(), fixedParameters.problems().stream())
                .collect(Collectors.groupingBy(
                        SettingProblem::key, Collectors.mapping(SettingsView::sentence, Collectors.toList())));
        return settings.all().stream()
                .map(entry -> line(entry, problems.getOrDefault(entry.key(), List.of())))
                .toList();
    }

    private static Line line(Settings.Entry entry, List<String> problems) {
        boolean set = !entry.source().isEmpty();
        return new Line(
                entry.key(),
                set ? entry.value() : entry.standard(),
                entry.origin(),
                set && entry.value().isEmpty(),
                problems);
    }

    private static String sentence(SettingProblem problem) {
        return problem.sentence(FacesContext.getCurrentInstance().getViewRoot().getLocale());
    }

    /** What was refused at the start because no setting has that name, in the language of the page. */
    public List<String> getUnknown() {
        Set<String> known = settings.all().stream().map(Settings.Entry::key).collect(Collectors.toSet());
        return settings.problems().stream()
                .filter(problem -> !known.contains(problem.key()))
                .map(SettingsView::sentence)
                .toList();
    }
}
