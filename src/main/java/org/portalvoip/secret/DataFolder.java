package org.portalvoip.secret;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import org.portalvoip.start.Settings;

/**
 * The folder for everything that a node keeps outside the database: MicroProfile Config {@code voip.data-dir}, by
 * default {@code data} below the working directory. The start creates the folder with mode 0700, or changes an
 * existing one to that mode: it may also hold the database file, which H2 makes readable for everybody. WildFly and
 * Payara Server open H2, and so create this folder, before they start us.
 */
@ApplicationScoped
public class DataFolder {
    private static final Logger LOG = System.getLogger(DataFolder.class.getName());

    @Inject
    Settings settings;

    /**
     * Creates the folder, or takes the rights to it from everybody but its owner.
     *
     * @throws IOException when the server cannot write to it; the message tells the administrator what to do
     */
    public void prepare() throws IOException {
        Path folder = settings.dataFolder();
        try {
            PrivateFile.createFolder(folder);
            if (!PrivateFile.close(folder)) {
                LOG.log(
                        Level.WARNING,
                        "Other users have rights to the data folder {0}: run chmod 700 on it, or set voip.data-dir to"
                                + " another folder",
                        folder);
            }
            // Rights tell little: the file system may be read-only or full, and root may do anything else.
            Files.delete(Files.createTempFile(folder, ".", null));
        } catch (IOException e) {
            throw new IOException(
                    "The data folder " + folder + " cannot be created or written to ("
                            + e.getClass().getSimpleName()
                            + "); give the server's user the right to it, or set voip.data-dir to another folder",
                    e);
        }
    }

    /** The absolute path of the file {@code name} in this folder, whether it exists or not. */
    public Path file(String name) {
        return settings.dataFolder().resolve(name);
    }
}
