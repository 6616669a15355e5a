package org.portalvoip.secret;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.CharacterCodingException;
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
import javax.crypto.spec.SecretKeySpec;
import org.portalvoip.secret.SealBroken.Reason;

/**
 * The file that holds the {@link Keyset}: one {@code id key} per line, the key being 32 bytes in base64url. Empty lines
 * and lines that start with {@code #} are ignored. The last key is the primary key, which seals; every key opens.
 *
 * <p>Nothing of it is kept in memory, so whatever somebody changes in it counts at the next use.
 */
record KeyFile(Path path) {
    private static final Logger LOG = System.getLogger(KeyFile.class.getName());
    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_-]{1,32})[ \t]+([A-Za-z0-9_-]{43})");
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * The keys of the file.
     *
     * @throws SealBroken when there is no such file, when it cannot be read or is not a key file, or when others have
     *     rights to it, also if {@code path} is a link to it
     */
    Keyset read() throws SealBroken {
        try {
            if (!Files.isDirectory(path) && PrivateFile.exposed(path)) {
                throw new SealBroken(
                        Reason.EXPOSED,
                        "Other users have rights to the key file " + path.toRealPath()
                                + ", so it is not used: run chmod 600 on it, and if somebody may have read it, replace"
                                + " the key and the SIP password");
            }
            return parse(Files.readAllLines(path));
        } catch (NoSuchFileException e) {
            throw new SealBroken(
                    Reason.MISSING,
                    "The key file " + path + " is missing: restore its backup or copy it from another node; if it is"
                            + " lost, enter 328 again",
                    e);
        } catch (CharacterCodingException e) {
            throw garbled("it is not text");
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /**
     * Writes a new key into a new file, unless there is one.
     *
     * @throws SealBroken when it cannot be written
     */
    void create() throws SealBroken {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        byte[] id = new byte[4];
        RANDOM.nextBytes(id);
        String text = "# Keys that seal the SIP password in the database; the last one seals, every one opens.\n"
                + HexFormat.of().formatHex(id) + " "
                + Base64.getUrlEncoder().withoutPadding().encodeToString(key) + "\n";
        try {
            if (PrivateFile.create(path, text)) {
                LOG.log(
                        Level.WARNING,
                        "A new key was created: {0}. BACK THIS FILE UP, apart from the database: without it the stored"
                                + " SIP password cannot be opened again. All nodes of one database need the same file.",
                        path);
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private Keyset parse(List<String> lines) throws SealBroken {
        List<Keyset.Key> keys = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            // Windows' editor begins a file with a byte order mark.
            String line = lines.get(i).replace("\uFEFF", "").strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher parts = LINE.matcher(line);
            if (!parts.matches() || keys.stream().anyMatch(key -> key.id().equals(parts.group(1)))) {
                throw garbled("line " + (i + 1));
            }
            byte[] key = Base64.getUrlDecoder().decode(parts.group(2));
            keys.add(new Keyset.Key(parts.group(1), new SecretKeySpec(key, "AES")));
        }
        if (keys.isEmpty()) {
            throw garbled("it contains no key");
        }
        return new Keyset(List.copyOf(keys));
    }

    private SealBroken garbled(String where) {
        return new SealBroken(
                Reason.GARBLED,
                "The key file " + path + " is not a key file (" + where
                        + "); restore its backup, or remove it and enter 328 again");
    }

    private SealBroken unusable(IOException cause) {
        return new SealBroken(
                Reason.UNREADABLE,
                "The key file " + path + " cannot be read or created ("
                        + cause.getClass().getSimpleName()
                        + "); give the server's user the right to it, or set voip.key-file to another file",
                cause);
    }
}
