package org.portalvoip.parameters;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.portalvoip.secret.Secret;
import org.portalvoip.testing.SampleParameters;

/** A set of parameters that a test changes, and the sentences that refuse it. */
abstract class RulesOfASet {
    /** A complete set that breaks no rule until a test changes it. */
    final Map<Parameter, String> values = SampleParameters.withoutSecret();

    Secret secret = new Secret("lab-secret");

    Optional<String> realm = Optional.empty();

    WrittenSet written() {
        return new WrittenSet(values, secret, realm);
    }

    VoipParameters set() {
        return written().parameters();
    }

    /** The set as a table with this revision holds it. */
    StoredParameters stored(long revision) {
        List<ParameterRow> rows =
                Stream.of(Parameter.values()).map(ParameterRow::missing).toList();
        Table.set(rows.get(0), "version", (int) revision);
        return new StoredParameters(rows, FixedParameters.NONE, written(), null, revision + values.toString());
    }

    List<String> brokenBy(Parameter parameter, String value) {
        values.put(parameter, value);
        return broken();
    }

    List<String> brokenBySecret(String text) {
        secret = new Secret(text);
        return broken();
    }

    List<String> broken() {
        return written().violations().stream().map(Violation::text).toList();
    }
}
