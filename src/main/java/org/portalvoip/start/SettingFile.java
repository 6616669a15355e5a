package org.portalvoip.start;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that contains a secret, as editors and shells of any system write it. */
final class SettingFile {
    private static final int MOST_BYTES = 8 * 1024;

    private SettingFile() {}

    /**
     * The content of the file, without byte order mark and without white space at its ends.
     *
     * @throws SettingRefused when the file is empty or cannot be read; it says why, and contains nothing of the secret
     */
    static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new SettingRefused(SettingText.FILE_LARGE);
            }
            String text = decode(bytes).replace("\uFEFF", "").strip();
            if (text.isEmpty()) {
                throw new SettingRefused(SettingText.FILE_EMPTY);
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new SettingRefused(SettingText.FILE_NOT_UTF8, e);
        } catch (IOException e) {
            throw new SettingRefused(SettingText.FILE_UNREADABLE, e);
        }
    }

    /** PowerShell writes UTF-16 with a byte order mark. */
    private static String decode(byte[] bytes) throws CharacterCodingException {
        Charset charset = starts(bytes, 0xFF, 0xFE) ? UTF_16LE : starts(bytes, 0xFE, 0xFF) ? UTF_16BE : UTF_8;
        return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static boolean starts(byte[] bytes, int first, int second) {
        return bytes.length > 1 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }
}
