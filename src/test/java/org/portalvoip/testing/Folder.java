package org.portalvoip.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder with everything in it. */
public final class Folder {
    private Folder() {}

    /** Deletes {@code folder}, if it exists. */
    public static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (Path file : files(folder, Comparator.reverseOrder())) {
                Files.delete(file);
            }
        }
    }

    /** Copies {@code from} to {@code to}, which must not exist; creates its missing parents. */
    public static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        for (Path file : files(from, Comparator.naturalOrder())) {
            Files.copy(file, to.resolve(from.relativize(file).toString()));
        }
    }

    private static List<Path> files(Path folder, Comparator<Path> order) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted(order).toList();
        }
    }
}
