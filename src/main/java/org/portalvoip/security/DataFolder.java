package org.portalvoip.security;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The folder that holds what a node keeps outside the database: MicroProfile Config {@code voip.data-dir}, by default
 * {@code data} below the working directory. It is made at its first use, with mode 0700.
 */
@ApplicationScoped
public class DataFolder {
    @Inject
    @ConfigProperty(name = "voip.data-dir", defaultValue = "data")
    String configured;

    private Path folder;

    @PostConstruct
    void create() {
        folder = Path.of(configured).toAbsolutePath().normalize();
        try {
            PrivateFile.createFolder(folder);
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
