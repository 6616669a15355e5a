package org.portalvoip.parameters;

import static java.util.Locale.ENGLISH;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.portalvoip.language.Texts;
import org.portalvoip.secret.SealBroken;

/**
 * The parameters that are in force on this node, in memory: reading them costs neither a lock nor a statement. They are
 * replaced after the commit of each save here, and by {@link ParametersWatch} when the database has others.
 */
@ApplicationScoped
public class ActiveParameters {
    private static final Logger LOG = System.getLogger(ActiveParameters.class.getName());

    @Inject
    Event<ParametersInForce> inForce;

    private final AtomicReference<ActiveState> state = new AtomicReference<>(ActiveState.INITIAL);
    private final AtomicInteger untold = new AtomicInteger();

    /** The set in force; never null, never changing: ask again for a newer one. */
    public VoipParameters current() {
        return state.get().inForce().parameters();
    }

    /** What a look needs to know before it reads the database; see {@link #take}. */
    ActiveState state() {
        return state.get();
    }

    void saved(@Observes(during = TransactionPhase.AFTER_SUCCESS) ParametersChanged save) {
        ActiveState before = state.getAndUpdate(now -> now.after(save));
        ActiveState after = before.after(save);
        report(before, after);
        if (!after.inForce().equals(before.inForce())) {
            tell();
        }
    }

    /**
     * Takes what a look has read into force, unless a save was taken since {@code before}: what was read before a save
     * must not replace what was saved. The next look reads again then.
     */
    void take(ActiveState before, StoredParameters stored) {
        ActiveState after = before.after(stored);
        if (state.compareAndSet(before, after)) {
            report(before, after);
            if (!after.inForce().equals(before.inForce())) {
                tell();
            }
        }
    }

    /** Why the stored set, or its secret, cannot be used as it stands, in the order of the parameters. */
    public List<Violation> problems() {
        return state.get().problems();
    }

    /** What somebody should know about the set in force although nothing is wrong with it. */
    public List<Note> warnings() {
        return current().warnings();
    }

    /** Why the secret of 328 cannot be opened or sealed; empty when it can. */
    public Optional<SealBroken.Reason> sealBroken() {
        return Optional.ofNullable(state.get().sealBroken()).map(SealBroken::reason);
    }

    /** Whether calls are switched off because the stored set breaks a rule. */
    public boolean isHindered() {
        return !state.get().violations().isEmpty();
    }

    private static void report(ActiveState before, ActiveState after) {
        String broken = message(after);
        if (!broken.isEmpty() && !broken.equals(message(before))) {
            LOG.log(Level.ERROR, "Parameter 328 cannot be used: " + broken);
        }
        if (broken.isEmpty() && !message(before).isEmpty()) {
            LOG.log(Level.INFO, "Parameter 328 can be used again");
        }
        String unusable = sentences(after);
        if (!unusable.isEmpty() && !unusable.equals(sentences(before))) {
            LOG.log(Level.ERROR, "There are no calls, because stored parameters cannot be used. " + unusable);
        }
        reportWarnings(before.inForce().parameters(), after.inForce().parameters());
        if (after.inForce().revision() < before.inForce().revision()) {
            LOG.log(
                    Level.WARNING,
                    "The database has gone back from revision "
                            + before.inForce().revision() + " of the parameters to "
                            + after.inForce().revision()
                            + ", as after the restore of a backup; these are in force now");
        }
    }

    private static void reportWarnings(VoipParameters before, VoipParameters after) {
        if (!after.warnings().equals(before.warnings())) {
            after.warnings()
                    .forEach(note -> LOG.log(
                            Level.WARNING,
                            "Parameter " + note.parameter().number() + ": " + Texts.of(ENGLISH, note.text())));
        }
    }

    private static String message(ActiveState state) {
        return state.sealBroken() == null ? "" : state.sealBroken().getMessage();
    }

    /** The broken rules without that of the secret, which has a line of its own. */
    private static String sentences(ActiveState state) {
        return state.violations().stream()
                .filter(violation -> state.sealBroken() == null || violation.parameter() != Parameter.PASSWORD)
                .map(violation -> violation.parameter().number() + ": " + violation.sentence(ENGLISH))
                .collect(Collectors.joining(" "));
    }

    /**
     * Tells observers of the set in force, without a lock and by one thread at a time: one that comes meanwhile only
     * leaves word that there is a newer set. So the newest is told last, and one that is already replaced may not be.
     */
    private void tell() {
        if (untold.getAndIncrement() > 0) {
            return;
        }
        int known = 1;
        do {
            fire(state.get().inForce());
            known = untold.addAndGet(-known);
        } while (known != 0);
    }

    /** Even an Error of an observer must not stop the telling, because nobody would ever be told again. */
    private void fire(ParametersInForce set) {
        try {
            inForce.fire(set);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "The parameters of revision " + set.revision() + " could not be used everywhere", e);
        }
    }
}
