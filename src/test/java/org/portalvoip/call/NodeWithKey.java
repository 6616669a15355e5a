package org.portalvoip.call;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.LongSupplier;
import org.portalvoip.secret.SecretBox;

/**
 * The key file of a node.
 *
 * @param file which need not exist
 */
record NodeWithKey(Path file) {
    /** A node that never gets a key file. */
    static NodeWithKey none() {
        return new NodeWithKey(Path.of("target", "no", "voip.key"));
    }

    /** Each key is the letter by which it is named, 43 times. */
    NodeWithKey write(String... letters) {
        StringBuilder text = new StringBuilder();
        for (String letter : letters) {
            text.append(letter).append(' ').append(letter.repeat(43)).append('\n');
        }
        try {
            Files.writeString(file, text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TicketKeys ticketKeys(LongSupplier nanoTime) {
        return new TicketKeys(new SecretBox(file, file.resolveSibling("voip.bound")), nanoTime);
    }

    /** Tickets by the clocks of this machine. */
    CallTickets tickets() {
        return new CallTickets(ticketKeys(System::nanoTime));
    }
}
