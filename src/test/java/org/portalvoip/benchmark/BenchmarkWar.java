package org.portalvoip.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Variants of the built WAR. */
final class BenchmarkWar {
    /** The WAR as it was built. */
    static final Path BUILT = Path.of(System.getProperty("voip.war", "target/voip.war"));

    private static final Path FOLDER = Path.of("target/benchmark");

    /** A hundred panels with a text each, as portals have them. */
    private static final String LARGE = """
            <!DOCTYPE html>
            <html xmlns="http://www.w3.org/1999/xhtml" xmlns:f="jakarta.faces.core" xmlns:h="jakarta.faces.html"
                  xmlns:voip="org.portalvoip">
            <f:view transient="true">
              <head><title>Portal</title></head>
              <body>
                %s
                <footer>
                  <voip:footer/>
                </footer>
              </body>
            </f:view>
            </html>
            """.formatted("""
                    <h:panelGroup layout="block" styleClass="card"><h:outputText value="#{msg['portal.hero']}"/></h:panelGroup>
                    """.repeat(100));

    private BenchmarkWar() {}

    private interface Content {
        void write(FileSystem war) throws IOException;
    }

    /**
     * The built one, with {@link ServerProbe}, with {@code large.xhtml}, a page of 200 components and the footer, and with
     * {@code without.xhtml} and {@code large-without.xhtml}: the portal page and the large one without the footer.
     */
    static Path withProbe() {
        return edited("probe.war", BUILT, war -> {
            String page = Files.readString(war.getPath("index.xhtml"));
            Files.writeString(war.getPath("without.xhtml"), withoutFooter(page));
            Files.writeString(war.getPath("large.xhtml"), LARGE);
            Files.writeString(war.getPath("large-without.xhtml"), withoutFooter(LARGE));
            addClasses(war, ServerProbe.class, SessionCounter.class, BareSocket.class);
        });
    }

    private static String withoutFooter(String page) {
        return page.replaceFirst("\\s*<voip:footer/>", "");
    }

    /** One that serves a single plain page. */
    static Path empty() {
        return edited("empty.war", null, war -> Files.writeString(war.getPath("index.html"), "<title>Empty</title>"));
    }

    /** One that makes the server start Faces, JPA, EJB, CDI and WebSocket, but uses none of them. */
    static Path minimal() {
        return edited("minimal.war", null, war -> {
            addClasses(
                    war, MinimalApplication.class, MinimalApplication.Row.class, MinimalRows.class, BareSocket.class);
            Files.createDirectories(war.getPath("/WEB-INF/classes/META-INF"));
            Files.writeString(war.getPath("/WEB-INF/classes/META-INF/persistence.xml"), MinimalApplication.PERSISTENCE);
            Files.writeString(war.getPath("/WEB-INF/web.xml"), MinimalApplication.WEB);
            Files.writeString(war.getPath("/index.xhtml"), MinimalApplication.PAGE);
        });
    }

    private static Path edited(String name, Path original, Content content) {
        try {
            Path file = Files.createDirectories(FOLDER).resolve(name);
            Files.deleteIfExists(file);
            if (original != null) {
                Files.copy(original, file);
            }
            try (FileSystem war = FileSystems.newFileSystem(file, Map.of("create", "true"))) {
                content.write(war);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addClasses(FileSystem war, Class<?>... types) throws IOException {
        for (Class<?> type : types) {
            String name = "/" + type.getName().replace('.', '/') + ".class";
            Path target = war.getPath("/WEB-INF/classes" + name);
            Files.createDirectories(target.getParent());
            try (InputStream code = type.getResourceAsStream(name)) {
                Files.copy(code, target);
            }
        }
    }
}
