package org.portalvoip.history.calls;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.portalvoip.history.AddressNumber;
import org.portalvoip.language.Texts;
import org.portalvoip.start.Settings;

/** The page {@code admin/calls.xhtml}: its address says all that it depends on, so that it needs neither a session nor a script. */
@Named("calls")
@RequestScoped
public class CallsScreen {
    private static final int DAYS = 14;

    @Inject
    HttpServletRequest request;

    @Inject
    CallLogReader reader;

    @Inject
    Settings settings;

    private CallFilter filter;
    private CallLogReader.Page page;
    private List<Day> days = List.of();

    @PostConstruct
    void load() {
        filter = CallFilter.of(request::getParameter);
        page = reader.page(filter, (int)
                Math.min(Integer.MAX_VALUE, AddressNumber.of(request, "page").orElse(1)));
        if (filter.isEmpty() && page.number() == 1 && page.found() > 0) {
            LocalDate today = LocalDate.now(ZoneOffset.UTC);
            days = Day.until(today, DAYS, reader.parts(today.minusDays(DAYS - 1L)));
        }
    }

    public CallLogReader.Page getPage() {
        return page;
    }

    /** How many days a call stands in the list; 0 when no list is kept. */
    public long getKept() {
        return settings.callLogTime().toDays();
    }

    /** What a parameter of the address says; empty when it says nothing. */
    public String said(String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "");
    }

    /** The zone of the times in the filter. */
    public String getZone() {
        return filter.zone().equals(ZoneOffset.UTC) ? "UTC" : filter.zone().getId();
    }

    /** Whether something of the filter could not be understood. */
    public boolean isRefused() {
        return filter.refused();
    }

    public boolean isFiltered() {
        return !filter.isEmpty();
    }

    public List<CallFilter.Choice> getChoices() {
        return List.of(CallFilter.Choice.values());
    }

    /** The filter as it stands behind the {@code ?} of an address; empty when there is none. */
    public String getQuery() {
        return Stream.of("zone", "from", "until", "outcome", "q")
                .filter(name -> !said(name).isBlank())
                .map(name -> name + "=" + URLEncoder.encode(said(name), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** The last two weeks, today last; empty on pages that show something else. */
    public List<Day> getDays() {
        return days;
    }

    /** Of the days, for the chart of PrimeFaces. */
    public String getChart() {
        return new DaysChart(days, key -> Texts.of(language(), key)).json();
    }

    private static Locale language() {
        return FacesContext.getCurrentInstance().getViewRoot().getLocale();
    }

    /** A date as people write it. */
    public String date(LocalDate date) {
        return date.format(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(language()));
    }

    /** The address of the calls of a day. */
    public String address(LocalDate date) {
        return "calls?zone=UTC&from=" + date + "T00:00&until=" + date.plusDays(1) + "T00:00";
    }

    /** Why a call ended, in the language of the page; the name itself if another version wrote it. */
    public String reason(LoggedCall call) {
        return Reasons.text(language(), call);
    }

    /** Such as {@code 0.4 %}, in the language of the page. */
    public String percent(int perMille) {
        return String.format(language(), "%.1f %%", perMille / 10.0);
    }
}
