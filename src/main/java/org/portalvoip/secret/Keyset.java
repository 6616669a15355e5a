package org.portalvoip.secret;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The file with the keys of the {@link SecretBox}: one {@code id key} per line, the key being 32 bytes in base64url.
 * Empty lines and lines that start with {@code #} are ignored. The last key is the primary key, which seals; every key
 * opens. To renew the key, add a line.
 */
record Keyset(Path path) {
    private static final Logger LOG = System.getLogger(Keyset.class.getName());
    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_-]{1,32})[ \t]+([A-Za-z0-9_-]{43})");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** One key and the id by which payloads name it. */
    record Key(String id, SecretKey key) {}

    /**
     * The keys in the order of the file, at least one; a missing file is created.
     *
     * @throws SealBroken when the file cannot be read or written, or is not a key file
     */
    List<Key> read() throws SealBroken {
        try {
            if (Files.notExists(path)) {
                create();
            }
            if (PrivateFile.exposed(path)) {
                LOG.log(Level.WARNING, "Other users have rights to the key file {0}: run chmod 600 on it", path);
            }
            return parse(Files.readAllLines(path));
        } catch (NoSuchFileException e) {
            throw new SealBroken("The key file " + path + " has disappeared; restore its backup", e);
        } catch (IOException e) {
            throw new SealBroken(
                    "The key file " + path + " cannot be read or created ("
                            + e.getClass().getSimpleName()
                            + "); give the server's user the right to it, or set voip.key-file to another file",
                    e);
        }
    }

    private void create() throws IOException {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        byte[] id = new byte[4];
        RANDOM.nextBytes(id);
        String text = "# Keys that seal the SIP password in the database; the last one seals, every one opens.\n"
                + HexFormat.of().formatHex(id) + " "
                + Base64.getUrlEncoder().withoutPadding().encodeToString(key) + "\n";
        if (PrivateFile.create(path, text)) {
            LOG.log(
                    Level.WARNING,
                    "A new key was created: {0}. BACK THIS FILE UP, apart from the database: without it the stored"
                            + " SIP password cannot be opened again. All nodes of one database need the same file.",
                    path);
        }
    }

    private List<Key> parse(List<String> lines) throws SealBroken {
        List<Key> keys = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher parts = LINE.matcher(line);
            if (!parts.matches() || keys.stream().anyMatch(key -> key.id().equals(parts.group(1)))) {
                throw garbled("line " + (i + 1));
            }
            byte[] key = Base64.getUrlDecoder().decode(parts.group(2));
            keys.add(new Key(parts.group(1), new SecretKeySpec(key, "AES")));
        }
        if (keys.isEmpty()) {
            throw garbled("it contains no key");
        }
        return List.copyOf(keys);
    }

    private SealBroken garbled(String where) {
        return new SealBroken("The key file " + path + " is not a key file (" + where
                + "); restore its backup, or remove it and enter 328 again");
    }
}
