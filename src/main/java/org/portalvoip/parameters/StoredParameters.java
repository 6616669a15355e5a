package org.portalvoip.parameters;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.portalvoip.secret.Binding;
import org.portalvoip.secret.KeyPrint;
import org.portalvoip.secret.SealBroken;
import org.portalvoip.secret.Secret;
import org.portalvoip.secret.SecretBox;

/**
 * The parameters as they are stored.
 *
 * @param rows by number
 * @param fixed what counts instead of some of them
 * @param set the set; without its secret when that cannot be opened
 * @param sealBroken why the secret cannot be opened, or could not be if there were one; null when all is well
 * @param content what was read, in one word: another one means that somebody has changed the rows or the key file
 */
public record StoredParameters(
        List<ParameterRow> rows, FixedParameters fixed, WrittenSet set, SealBroken sealBroken, String content) {
    private static final List<Parameter> DESTINATION =
            List.of(Parameter.SERVER, Parameter.DOMAIN, Parameter.PORT, Parameter.USER);

    /**
     * Reads the rows.
     *
     * @param key which key seals the database; empty before the first start has ended
     * @param realm the realm of the SIP server's challenges, when it is not the domain
     */
    static StoredParameters read(
            List<ParameterRow> rows,
            FixedParameters fixed,
            Optional<KeyPrint> key,
            SecretBox box,
            Optional<String> realm) {
        // First, so that a key file that changes now is read again by the next look.
        String content = content(contents(rows), box.stamp());
        Map<Parameter, String> values = fixed.over(values(rows));
        Secret secret = fixed.secret();
        SealBroken broken = null;
        try {
            if (!fixed.isFixed(Parameter.PASSWORD)) {
                secret = open(password(rows), values, key, box);
            }
        } catch (SealBroken e) {
            broken = e;
        }
        return new StoredParameters(rows, fixed, new WrittenSet(values, secret, realm), broken, content);
    }

    private static Secret open(ParameterRow row, Map<Parameter, String> values, Optional<KeyPrint> key, SecretBox box)
            throws SealBroken {
        SealBroken broken = null;
        if (row.isSet()) {
            try {
                return box.open(binding(values, row.version()), row.setting());
            } catch (SealBroken e) {
                broken = e;
            }
        }
        if (key.isPresent()) {
            // A key of the same name may be another one, which tells more than that the payload does not open.
            box.check(key.get());
        }
        if (broken != null) {
            throw broken;
        }
        return null;
    }

    /** The values that count, null when empty; of 328 the sealed text. */
    Map<Parameter, String> values() {
        return fixed.over(values(rows));
    }

    /** Whether there is a secret, even if it cannot be opened. */
    boolean hasSecret() {
        return fixed.setting(password(rows)) != null;
    }

    /** What 328 is sealed for: where it goes, and the version of its row. */
    static Binding binding(Map<Parameter, String> values, int version) {
        return new Binding(Parameter.PASSWORD.number(), destination(values), version);
    }

    /** The values that say where 328 goes. */
    static List<String> destination(Map<Parameter, String> values) {
        List<String> destination = new ArrayList<>();
        DESTINATION.forEach(parameter -> destination.add(values.get(parameter)));
        return destination;
    }

    static ParameterRow password(List<ParameterRow> rows) {
        return rows.stream()
                .filter(row -> row.parameter() == Parameter.PASSWORD)
                .findFirst()
                .orElseThrow();
    }

    static Map<Parameter, String> values(List<ParameterRow> rows) {
        Map<Parameter, String> values = new EnumMap<>(Parameter.class);
        rows.forEach(row -> values.put(row.parameter(), row.setting()));
        return values;
    }

    private static List<String> contents(List<ParameterRow> rows) {
        return rows.stream()
                .filter(row -> !row.isMissing())
                .map(ParameterRow::content)
                .toList();
    }

    /** See {@link #content()}. */
    static String content(Collection<String> rows, String keys) {
        return String.join("\n", rows) + "\n" + keys;
    }

    /** The number of this set: another number means another set, and usually a higher one a newer set. */
    public long revision() {
        return rows.stream().mapToLong(ParameterRow::version).sum();
    }

    /** Whether the key file of this node is to blame that the secret cannot be opened or sealed. */
    boolean hasBrokenKey() {
        return sealBroken != null && sealBroken.reason() != SealBroken.Reason.CHANGED;
    }

    /** The set that can be in force: switched off if it breaks a rule. */
    VoipParameters usable() {
        return set.violations().isEmpty() ? set.parameters() : set.parameters().switchedOff();
    }

    /**
     * Why the stored set cannot be used as it stands, in the order of the parameters; empty when it can. A sealed
     * secret that does not open is one of the reasons even if no call needs it.
     */
    List<Violation> problems() {
        if (sealBroken == null) {
            return set.violations();
        }
        return Stream.concat(
                        set.violations().stream().filter(violation -> violation.parameter() != Parameter.PASSWORD),
                        Stream.of(Violation.of(sealBroken)))
                .sorted(Comparator.comparing(Violation::parameter))
                .toList();
    }
}
