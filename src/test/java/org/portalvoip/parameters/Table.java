package org.portalvoip.parameters;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.portalvoip.secret.KeyPrint;
import org.portalvoip.secret.SealBroken;
import org.portalvoip.secret.Secret;
import org.portalvoip.secret.SecretBox;
import org.portalvoip.testing.SampleParameters;

/** The tables of the parameters and their key in memory. It does what {@link Parameters} and JPA do. */
final class Table {
    private static final LocalDateTime NOW = LocalDateTime.of(2026, 11, 26, 1, 20, 58);

    final Path keyFile;
    final SecretBox box;
    FixedParameters fixed = FixedParameters.NONE;
    private Map<Parameter, String> settings = new EnumMap<>(Parameter.class);
    private Map<Parameter, Integer> versions = new EnumMap<>(Parameter.class);
    private Optional<KeyPrint> key = Optional.empty();

    /** What a dump of the database contains. */
    record Dump(Map<Parameter, String> settings, Map<Parameter, Integer> versions, Optional<KeyPrint> key) {}

    /** The tables of a fresh installation, for a node with the folder {@code data}. */
    Table(Path data) {
        keyFile = data.resolve("voip.key");
        box = new SecretBox(keyFile, data.resolve("voip.bound"));
        for (Parameter parameter : Parameter.values()) {
            settings.put(parameter, parameter.defaultValue());
            versions.put(parameter, 1);
        }
    }

    /** What another node with the folder {@code data} finds in the same tables. */
    Table(Path data, Table other) {
        this(data);
        restore(other.dump());
    }

    /** What the start of a node does. */
    void start() throws SealBroken {
        List<ParameterRow> rows = rows();
        if (key.isPresent()) {
            box.check(key.get());
        } else {
            key = Optional.of(new FirstSeal(rows, fixed, box).key());
            commit(rows);
        }
        box.openOnlyBound();
    }

    StoredParameters stored() {
        return StoredParameters.read(rows(), fixed, key, box, Optional.empty());
    }

    /** The secret that this node would send to Janus; null when it sends none. */
    Secret opened() {
        return stored().set().parameters().password();
    }

    Saved save(Submission submission) throws StaleParameters, InvalidParameters {
        fixed.refuseChange(submission);
        List<ParameterRow> rows = rows();
        Save save = new Save(
                StoredParameters.read(rows, fixed, key, box, Optional.empty()), submission, box, Optional.empty());
        List<Parameter> changed = save.write("test", NOW);
        save.sealedWith().ifPresent(used -> key = Optional.of(used));
        commit(rows);
        return new Saved(rows(), changed, save.notes());
    }

    /** Saves a complete set with this secret. */
    void saveComplete(String secret) throws StaleParameters, InvalidParameters {
        save(new Submission(SampleParameters.withoutSecret(), SecretAct.REPLACE, new Secret(secret), Map.of()));
    }

    /** Saves one value over whatever is stored, and keeps the secret. */
    Saved saveKeeping(Parameter parameter, String value) throws StaleParameters, InvalidParameters {
        Map<Parameter, String> values = new EnumMap<>(Parameter.class);
        values.put(parameter, value);
        return save(new Submission(values, SecretAct.KEEP, null, Map.of()));
    }

    String setting(Parameter parameter) {
        return settings.get(parameter);
    }

    Map<Parameter, Integer> versions() {
        return new EnumMap<>(versions);
    }

    /** As somebody does who bypasses us and does not even raise the version. */
    void put(Parameter parameter, String value) {
        settings.put(parameter, value);
    }

    Dump dump() {
        return new Dump(new EnumMap<>(settings), versions(), key);
    }

    void restore(Dump dump) {
        settings = new EnumMap<>(dump.settings());
        versions = new EnumMap<>(dump.versions());
        key = dump.key();
    }

    /** What a look at the table finds, see {@link ParametersWatch#storedRows}. */
    List<String> contents() {
        return Stream.of(Parameter.values())
                .map(parameter ->
                        ParameterRow.content(parameter.number(), versions.get(parameter), settings.get(parameter)))
                .toList();
    }

    /** As it was before there was a table for the key. */
    void forgetKey() {
        key = Optional.empty();
    }

    private List<ParameterRow> rows() {
        return Stream.of(Parameter.values()).map(this::row).toList();
    }

    private ParameterRow row(Parameter parameter) {
        ParameterRow row = ParameterRow.missing(parameter);
        row.reseal(settings.get(parameter));
        set(row, "version", versions.get(parameter));
        set(row, "missing", false);
        return row;
    }

    private void commit(List<ParameterRow> rows) {
        for (ParameterRow row : rows) {
            String before = settings.put(row.parameter(), row.setting());
            if (before == null ? row.setting() != null : !before.equals(row.setting())) {
                versions.merge(row.parameter(), 1, Integer::sum);
            }
        }
    }

    static void set(ParameterRow row, String field, Object value) {
        try {
            Field accessible = ParameterRow.class.getDeclaredField(field);
            accessible.setAccessible(true);
            accessible.set(row, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
