package org.portalvoip.call;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.portalvoip.start.Settings;

/** The settings of the entrance to a call: everything has its default but what a test changes. */
final class DoorSettings extends Settings {
    private final Set<String> guests;
    Callers callers = Callers.EVERYONE;

    /** {@code guests} are further origins whose pages may call. */
    DoorSettings(String... guests) {
        this.guests = Set.of(guests);
    }

    @Override
    public Callers callers() {
        return callers;
    }

    @Override
    public Optional<URI> url() {
        return Optional.empty();
    }

    @Override
    public Set<String> allowedOrigins() {
        return guests;
    }
}
