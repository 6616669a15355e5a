package org.portalvoip.testing.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.server.Ports;

/** A server of this machine that speaks only TLS 1.1, as servers did before 2008; one at a time. */
public final class OldTlsServer implements AutoCloseable {
    private static final int PORT = 9189;

    private final Process process;

    private OldTlsServer(Process process) {
        this.process = process;
    }

    /** Starts one with the certificate of a lab. */
    public static OldTlsServer start(Lab lab) {
        try {
            var server = new OldTlsServer(new ProcessBuilder(
                            "openssl",
                            "s_server",
                            "-accept",
                            "127.0.0.1:" + PORT,
                            "-cert",
                            lab.certificate().toString(),
                            "-key",
                            lab.certificateKey().toString(),
                            "-tls1_1",
                            "-cipher",
                            "ALL:@SECLEVEL=0",
                            "-quiet")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
            Await.until(Await.PATIENTLY, () -> Ports.listens(PORT), listens -> listens);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For parameter 324. */
    public String address() {
        return "wss://127.0.0.1:" + PORT;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
