import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Looks, before the server starts, for the three things that most often keep it from starting, and says each in one
 * sentence with its remedy. Arguments: port, data folder.
 */
class Preflight {
    public static void main(String[] args) {
        int port = Integer.parseInt(args[0]);
        Path data = Path.of(args[1]);
        String obstacle = portTaken(port);
        if (obstacle == null) {
            obstacle = data.isAbsolute() ? folderNotWritable(data) : "the data folder must be given by its absolute path.";
        }
        if (obstacle == null) {
            obstacle = databaseLocked(data.resolve("voip.mv.db"));
        }
        if (obstacle != null) {
            System.err.println("\nPortal VoIP cannot start: " + obstacle + "\n");
            System.exit(1);
        }
    }

    private static String portTaken(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return null;
        } catch (IOException e) {
            return "port " + port + " is already taken; end the program that listens there, or choose another port"
                    + " with -Dvoip.http-port=8081.";
        }
    }

    private static String folderNotWritable(Path data) {
        try {
            createPrivate(data);
            Files.delete(Files.createTempFile(data, "probe", null));
            return null;
        } catch (IOException e) {
            return "the data folder " + data + " cannot be written; give this user the right to write there, or choose"
                    + " another folder with -Dvoip.data-dir=/absolute/path.";
        }
    }

    /** The folder will hold a database, a key and a password: nobody else may look into it. */
    private static void createPrivate(Path data) throws IOException {
        if (Files.notExists(data)) {
            Files.createDirectories(data.getParent());
            Files.createDirectory(data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    private static String databaseLocked(Path database) {
        if (Files.notExists(database)) {
            return null;
        }
        try (FileChannel file = FileChannel.open(database, StandardOpenOption.WRITE)) {
            if (file.tryLock() != null) {
                return null;
            }
        } catch (IOException | OverlappingFileLockException e) {
            return "the database " + database + " cannot be opened for writing; give this user the right to it.";
        }
        return "the database " + database + " is in use by another process; end that one first, or choose another data"
                + " folder with -Dvoip.data-dir=/absolute/path.";
    }
}
