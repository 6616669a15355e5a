package org.portalvoip.testing.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.server.Ports;

/** A second real Janus beside that of a lab, with a configuration of its own; it speaks WebSocket, without TLS. */
public final class OtherJanus implements AutoCloseable {
    private final Process process;
    private final int port;

    private OtherJanus(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one.
     *
     * @param change makes its {@code janus.jcfg} of that of the lab
     */
    public static OtherJanus start(Lab lab, UnaryOperator<String> change) {
        try {
            int port = Ports.free();
            Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "janus");
            Map<String, UnaryOperator<String>> files = Map.of(
                    "janus.jcfg",
                    text -> change.apply(text.replace("\"libjanus_mqtt.so", "\"libjanus_http.so,libjanus_mqtt.so")),
                    "janus.plugin.sip.jcfg",
                    UnaryOperator.identity(),
                    "janus.transport.websockets.jcfg",
                    text -> text.replace("8188", String.valueOf(port)).replace("wss = true", "wss = false"));
            for (var file : files.entrySet()) {
                String text = Files.readString(lab.apiSecret().resolveSibling(file.getKey()));
                Files.writeString(folder.resolve(file.getKey()), file.getValue().apply(text));
            }
            Process process = new ProcessBuilder(
                            "janus", "--configs-folder=" + folder, "--config=" + folder.resolve("janus.jcfg"))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("janus.log").toFile())
                    .start();
            OtherJanus janus = new OtherJanus(process, port);
            Await.until(Await.PATIENTLY, () -> Ports.listens(port), listens -> listens);
            return janus;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For parameter 324. */
    public String address() {
        return "ws://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
