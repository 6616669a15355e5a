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
 * Files and folders for their owner alone (modes 0600 and 0700). Where the file system has no such modes, as on
 * Windows, the rights of the parent folder hold.
 */
public final class PrivateFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private PrivateFile() {}

    /** Makes {@code folder} and its missing parents; the rights of a folder that exists stay as they are. */
    public static void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder, mode(folder, "rwx------"));
    }

    /**
     * Takes every right to {@code folder} from everybody but its owner, unless it belongs to another user, or everybody
     * may write to it, as to a folder of temporary files, and so is meant to.
     *
     * @return whether nobody but the owner has any right to it now
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
     * Writes {@code text} to {@code file} unless it exists. A reader sees the whole file or none, and of two writers
     * one wins.
     *
     * @return whether the file is the one written here
     */
    public static boolean create(Path file, String text) throws IOException {
        Path draft = draft(file, text);
        try {
            // A hard link, because a move would replace a file that another node made meanwhile.
            Files.createLink(file, draft);
            return true;
        } catch (FileAlreadyExistsException otherWasFaster) {
            return false;
        } finally {
            Files.delete(draft);
        }
    }

    /** Writes {@code text} to {@code file}, in place of what it held. A reader sees the old or the new text. */
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
            ByteBuffer bytes = UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        return draft;
    }

    private static FileAttribute<?>[] mode(Path where, String mode) {
        boolean posix = where.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }
}
