package org.portalvoip.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** Relatives of the built WAR. */
final class BenchmarkWar {
    /** The WAR as it was built. */
    static final Path BUILT = Path.of(System.getProperty("voip.war", "target/voip.war"));

    private static final Path FOLDER = Path.of("target/benchmark");

    private BenchmarkWar() {}

    /** The built one, with {@link ServerProbe}, and with {@code without.xhtml}: the portal page without the footer. */
    static Path withProbe() {
        try {
            Path war = Files.createDirectories(FOLDER).resolve("probe.war");
            Files.copy(BUILT, war, StandardCopyOption.REPLACE_EXISTING);
            try (FileSystem content = FileSystems.newFileSystem(war)) {
                String page = Files.readString(content.getPath("index.xhtml"));
                Files.writeString(content.getPath("without.xhtml"), page.replaceFirst("\\s*<voip:footer/>", ""));
                for (Class<?> type : List.of(ServerProbe.class, SessionCounter.class, BareSocket.class)) {
                    add(content, type);
                }
            }
            return war;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(FileSystem war, Class<?> type) throws IOException {
        String name = "/" + type.getName().replace('.', '/') + ".class";
        Path target = war.getPath("/WEB-INF/classes" + name);
        Files.createDirectories(target.getParent());
        try (InputStream code = type.getResourceAsStream(name)) {
            Files.copy(code, target);
        }
    }

    /** One that serves a single plain page. */
    static Path empty() {
        try {
            Path war = Files.createDirectories(FOLDER).resolve("empty.war");
            Files.deleteIfExists(war);
            try (FileSystem content = FileSystems.newFileSystem(war, Map.of("create", "true"))) {
                Files.writeString(content.getPath("index.html"), "<!DOCTYPE html><title>Empty</title>");
            }
            return war;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
