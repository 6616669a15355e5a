package org.portalvoip.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.portalvoip.login.AccountChanged;
import org.portalvoip.parameters.Parameter;
import org.portalvoip.parameters.ParametersHeld;

/**
 * Writes the history, within the transaction of whoever changes the parameters or looks at them, and under the lock that
 * admits one of them at a time. What it cannot write, it lets fail.
 */
@ApplicationScoped
public class HistoryWriter {
    @PersistenceContext
    EntityManager entities;

    void note(@Observes ParametersHeld held) {
        Map<Parameter, KnownSetting> known = known();
        Map<Parameter, String> before = new EnumMap<>(Parameter.class);
        known.forEach((parameter, setting) -> before.put(parameter, setting.setting()));
        write(Difference.between(before, held), kind(held, known.isEmpty()), held);
        Map<Parameter, String> now = Difference.memory(held);
        Stream.of(Parameter.values()).forEach(parameter -> known.computeIfAbsent(parameter, this::learn)
                .become(now.get(parameter)));
    }

    /** Takes the lock of {@link #note} only, because whoever saves parameters knows no accounts. */
    void note(@Observes AccountChanged act) {
        known();
        entities.persist(new HistoryEntry(
                next(),
                Kind.valueOf("ACCOUNT_" + act.act()),
                act.account(),
                act.by(),
                LocalDateTime.now(Clock.systemUTC()).truncatedTo(ChronoUnit.SECONDS)));
    }

    private static Kind kind(ParametersHeld held, boolean first) {
        if (first) {
            return Kind.FOUND;
        }
        return held.by() == null ? Kind.OUTSIDE : Kind.SAVED;
    }

    private void write(List<Difference> differences, Kind kind, ParametersHeld held) {
        if (differences.isEmpty()) {
            return;
        }
        long change = next();
        long id = change;
        for (Difference difference : differences) {
            entities.persist(new HistoryEntry(id++, change, difference, kind, held.by(), held.at()));
        }
    }

    private long next() {
        return entities.createQuery("select coalesce(max(row.id), 0) from HistoryEntry row", Long.class)
                        .getSingleResult()
                + 1;
    }

    /** Locks them, because whoever writes the history next needs the id after ours. */
    private Map<Parameter, KnownSetting> known() {
        Map<Parameter, KnownSetting> known = new EnumMap<>(Parameter.class);
        entities.createQuery("select setting from KnownSetting setting", KnownSetting.class)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .forEach(setting ->
                        Parameter.of(setting.parameter()).ifPresent(parameter -> known.put(parameter, setting)));
        return known;
    }

    private KnownSetting learn(Parameter parameter) {
        KnownSetting setting = new KnownSetting(parameter.number());
        entities.persist(setting);
        return setting;
    }
}
