package org.portalvoip.call;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.portalvoip.start.Settings;

/** The STUN and TURN servers that the operator has set, with credentials made for each call if they are to be. */
final class IceServers {
    private final Settings settings;
    private final InstantSource clock;

    /** @param clock tells the time of the calendar, which the TURN servers share with us */
    IceServers(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** What the browser of a new call is told: one server for each address, so that it can leave out a single one. */
    List<IceServer> forCall() {
        Stream<IceServer> stun = settings.iceServers().stream().map(url -> new IceServer(url, null));
        return Stream.concat(stun, settings.turn().stream().flatMap(this::turn)).toList();
    }

    private Stream<IceServer> turn(Settings.Turn turn) {
        TurnCredentials credentials = turn.user() == null
                ? TurnCredentials.ofSecret(
                        turn.password().value(), UUID.randomUUID().toString(), clock.instant(), turn.life())
                : new TurnCredentials(turn.user(), turn.password().value());
        return turn.urls().stream().map(url -> new IceServer(url, credentials));
    }
}
