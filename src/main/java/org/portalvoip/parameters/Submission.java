package org.portalvoip.parameters;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.portalvoip.janus.JanusAddress;
import org.portalvoip.secret.Secret;
import org.portalvoip.sip.Pasted;
import org.portalvoip.sip.SipPassword;

/** What somebody wants to save.
 *
 * @param values the values as they were entered, null being empty; a parameter that is absent stays as it is; 328 is
 *     never among them
 * @param secretAct what to do with 328
 * @param secret the new secret for {@code REPLACE}, otherwise null
 * @param versions the version of each row that the client has seen; a row that is absent may have any
 */
public record Submission(
        Map<Parameter, String> values, SecretAct secretAct, Secret secret, Map<Parameter, Integer> versions) {

    /**
     * The whole set that would result from applying this to the stored set.
     *
     * @param realm the realm of the SIP server's challenges, when it is not the domain
     */
    WrittenSet over(Map<Parameter, String> before, Secret secretBefore, Optional<String> realm) {
        Map<Parameter, String> result = new EnumMap<>(Parameter.class);
        result.putAll(before);
        result.putAll(values);
        return new WrittenSet(
                result,
                switch (secretAct) {
                    case KEEP -> secretBefore;
                    case REPLACE -> secret;
                    case REMOVE -> null;
                },
                realm);
    }

    /** The same with 323 switched on. */
    Submission switchedOn() {
        Map<Parameter, String> on = new EnumMap<>(Parameter.class);
        on.putAll(values);
        on.put(Parameter.ACTIVE, "S");
        return new Submission(on, secretAct, secret, versions);
    }

    /** The notes for the user after the save. Only valid for a submission that was saved. */
    List<Note> notes() {
        List<Note> notes = new ArrayList<>();
        String servers = Pasted.tidied(Objects.requireNonNullElse(values.get(Parameter.SERVER), ""));
        if (!servers.isEmpty() && JanusAddress.list(servers).stream().anyMatch(this::lacksPath)) {
            notes.add(new Note(Parameter.SERVER, "parameters.324.note.path"));
        }
        if (secret != null) {
            new SipPassword(secret.reveal())
                    .oddity()
                    .map(oddity -> "parameters.328.note." + oddity.name().toLowerCase(Locale.ROOT))
                    .ifPresent(text -> notes.add(new Note(Parameter.PASSWORD, text)));
        }
        return notes;
    }

    /** Janus serves its HTTP API below {@code /janus} unless it is configured otherwise. */
    private boolean lacksPath(JanusAddress address) {
        return address.uri().getScheme().startsWith("http")
                && address.uri().getPath().length() <= 1;
    }
}
