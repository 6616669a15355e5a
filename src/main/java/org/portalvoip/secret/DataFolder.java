package org.portalvoip.secret;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import org.portalvoip.start.Settings;

/**
 * The folder that holds what a node keeps outside the database: MicroProfile Config {@code voip.data-dir}, by default
 * {@code data} below the working directory. At its first use it is made, with mode 0700, or brought to that mode: it may
 * hold the database as well, which H2 lets everybody read. WildFly and Payara Server open H2, and so make this folder,
 * before they start us.
 */
@ApplicationScoped
public class DataFolder {
    private static final Logger LOG = System.getLogger(DataFolder.class.getName());

    @Inject
    Settings settings;

    private Path folder;

    @PostConstruct
    void create() {
        folder = settings.dataFolder();
        try {
            PrivateFile.createFolder(folder);
            if (!PrivateFile.close(folder)) {
                LOG.log(
                        Level.WARNING,
                        "Others than its owner have rights to the data folder {0}: chmod 700 it, or name another one"
                                + " with voip.data-dir",
                        folder);
            }
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The data folder " + folder + " cannot be made; give the server's user the right to make it, or"
                            + " name another one with voip.data-dir",
                    e);
        }
    }

    /** The absolute path of the file {@code name} in this folder, whether it exists or not. */
    public Path file(String name) {
        return folder.resolve(name);
    }
}
