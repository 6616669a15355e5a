package org.portalvoip.testing.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.portalvoip.testing.Await;

/** A SIP server at another address than that of the lab, which helps nobody through a NAT, and sends all calls to a {@link FarTelephone}. */
public final class FarServer implements AutoCloseable {
    private static final String PORT = "5061";

    private static final String CONFIGURATION = """
            listen=udp:%1$s:5061
            children=1
            log_stderror=yes
            debug=1
            loadmodule "tm.so"
            loadmodule "sl.so"
            loadmodule "rr.so"
            loadmodule "pv.so"
            loadmodule "siputils.so"
            loadmodule "textops.so"
            loadmodule "xlog.so"
            loadmodule "usrloc.so"
            loadmodule "registrar.so"
            request_route {
              xlog("L_NOTICE", "$rm from $ct\\n");
              if (is_method("REGISTER")) {
                save("location");
                exit;
              }
              if (!has_totag()) {
                if (is_method("INVITE")) record_route();
                $du = "sip:%1$s:5070";
              } else {
                loose_route();
              }
              t_relay();
            }
            """;

    private final Path log;
    private final Process process;

    FarServer(Machine machine, String address) {
        try {
            Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "server");
            Path file = Files.writeString(folder.resolve("kamailio.cfg"), CONFIGURATION.formatted(address));
            log = folder.resolve("log");
            process = new ProcessBuilder(machine.inside(
                            "kamailio",
                            "-f",
                            file.toString(),
                            "-DD",
                            "-E",
                            "-Y",
                            folder.toString(),
                            "-m",
                            "32",
                            "-M",
                            "8"))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For parameter 326. */
    public String port() {
        return PORT;
    }

    /** Waits until it has had such a request. */
    public void awaitRequest(String method, String contact) {
        Await.log(log, method + " from " + contact);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
