package org.portalvoip.history.calls;

import java.util.Locale;
import java.util.stream.Stream;
import org.portalvoip.call.EndReason;
import org.portalvoip.language.Texts;

/** Why a call ended, in words for administrators. */
final class Reasons {
    private Reasons() {}

    /** The name of the reason itself if this version does not know it. */
    static String text(Locale language, LoggedCall call) {
        boolean known = Stream.of(EndReason.values()).map(EndReason::name).anyMatch(call.reason()::equals);
        return known ? Texts.of(language, "calls.reason." + call.reason()) : call.reason();
    }
}
