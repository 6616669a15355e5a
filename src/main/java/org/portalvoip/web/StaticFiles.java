package org.portalvoip.web;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The scripts, styles and pictures of this WAR. One hash over all of them stands in the address of each, so that a
 * browser may keep it for ever: an upgrade that changes a file changes its address. Pages know this bean as {@code files}.
 */
@Named("files")
@ApplicationScoped
public class StaticFiles {
    /** For the answer to an address with the hash of what is sent. */
    public static final String FOR_EVER = "max-age=31536000, immutable";

    /** The script of the phone's window, with all that it imports. */
    private static final String WINDOW = "/phone/phone.js";

    private static final Set<String> FOLDERS = Set.of("/admin/", "/phone/", "/resources/voip/");
    private static final Pattern SOURCE = Pattern.compile("\\.(js|css)$");
    private static final int CHARACTERS = 12;

    @Inject
    ServletContext application;

    /** By their paths below the context path. */
    private final Map<String, byte[]> contents = new HashMap<>();

    private String hash;

    @PostConstruct
    void read() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String folder : new TreeSet<>(FOLDERS)) {
                // Sorted, because each server lists them in an order of its own.
                for (String file : new TreeSet<>(application.getResourcePaths(folder))) {
                    add(file, digest);
                }
            }
            byte[] window = JoinedModule.of(WINDOW, this::text).getBytes(StandardCharsets.UTF_8);
            digest.update(window);
            contents.put(WINDOW, window);
            hash = HexFormat.of().formatHex(digest.digest()).substring(0, CHARACTERS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void add(String file, MessageDigest digest) throws IOException {
        try (InputStream content = application.getResourceAsStream(file)) {
            byte[] bytes = content.readAllBytes();
            byte[] sent = SOURCE.matcher(file).find() ? bare(bytes) : bytes;
            digest.update(sent);
            contents.put(file, sent);
        }
    }

    private static byte[] bare(byte[] source) {
        return BareSource.of(new String(source, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private String text(String file) {
        return new String(contents.get(file), StandardCharsets.UTF_8);
    }

    /** What a browser gets of the file {@code path}, below the context path; empty when there is none. */
    Optional<byte[]> content(String path) {
        return Optional.ofNullable(contents.get(path));
    }

    /** Twelve lower-case hexadecimal digits; the same on every node with the same WAR. */
    public String getHash() {
        return hash;
    }

    /** The address of the phone's files, with a slash at its end. */
    public String getPhone() {
        return application.getContextPath() + "/phone/" + hash + "/";
    }

    /** The address of the window of the phone. */
    public String getPhoneWindow() {
        return application.getContextPath() + "/phone";
    }

    /** The address of the scripts of the administration's pages, with a slash at its end. */
    public String getAdmin() {
        return application.getContextPath() + "/admin/" + hash + "/";
    }
}
