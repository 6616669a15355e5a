package org.portalvoip.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Files and folders that only their owner can use (modes 0600 and 0700). On file systems without such modes, as on
 * Windows, the rights of the parent folder apply.
 */
public final class PrivateFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private PrivateFile() {}

    /** Creates {@code folder} and its missing parents; the rights of an existing folder stay as they are. */
    public static void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder, mode(folder, "rwx------"));
    }

    /**
     * Removes all rights to {@code folder} except those of its owner, unless it belongs to another user or everybody
     * may write to it, as with a folder for temporary files, where this is intended.
     *
     * @return whether now only the owner has rights to it
     */
    public static boolean close(Path folder) throws IOException {
        if (!exposed(folder)) {
            return true;
        }
        if (Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE)) {
            return false;
        }
        try {
            Files.setPosixFilePermissions(folder, OWNER_ONLY);
            return true;
        } catch (FileSystemException ofAnotherUser) {
            return false;
        }
    }

    /**
     * Writes {@code text} to {@code file} unless it exists. One of two simultaneous writers wins, and where the file system has hard
     * links a reader sees the whole file or none.
     *
     * @return whether this call has created the file
     */
    public static boolean create(Path file, String text) throws IOException {
        Path draft = draft(file, text);
        try {
            // A hard link, because a move would replace a file that another node has created in the meantime.
            Files.createLink(file, draft);
            return true;
        } catch (FileAlreadyExistsException otherWasFaster) {
            return false;
        } catch (FileSystemException | UnsupportedOperationException withoutLinks) {
            return createInPlace(file, text);
        } finally {
            Files.delete(draft);
        }
    }

    /** For file systems without hard links, such as network shares of Windows: a reader may see half of the text. */
    static boolean createInPlace(Path file, String text) throws IOException {
        try {
            FileAttribute<?>[] mode = mode(file.toAbsolutePath().getParent(), "rw-------");
            Set<StandardOpenOption> fresh = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try (FileChannel channel = FileChannel.open(file, fresh, mode)) {
                write(channel, text);
            }
            return true;
        } catch (FileAlreadyExistsException otherWasFaster) {
            return false;
        }
    }

    /** Writes {@code text} to {@code file}, replacing its content. A reader sees either the old or the new text. */
    public static void replace(Path file, String text) throws IOException {
        Files.move(draft(file, text), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Whether anybody but the owner has any right to {@code file}. */
    public static boolean exposed(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return view != null && !OWNER_ONLY.containsAll(view.readAttributes().permissions());
    }

    private static Path draft(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        createFolder(folder);
        Path draft = Files.createTempFile(folder, ".", null, mode(folder, "rw-------"));
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            write(channel, text);
        }
        return draft;
    }

    private static void write(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }

    private static FileAttribute<?>[] mode(Path where, String mode) {
        boolean posix = where.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }
}
