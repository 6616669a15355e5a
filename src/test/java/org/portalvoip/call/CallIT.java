package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.portalvoip.Administrator;
import org.portalvoip.Lab;
import org.portalvoip.PayaraMicro;

/** The broker against a real Janus, a real SIP server and a real telephone; the browser is a socket without media. */
class CallIT {
    @AutoClose
    static Lab lab;

    @AutoClose
    static PayaraMicro server;

    static Administrator administrator;

    @BeforeAll
    static void start() {
        lab = Lab.start(Path.of("target/lab/call"));
        server = PayaraMicro.start(Path.of("target/data/call"), lab.serverOptions());
        administrator = Administrator.signIn(server);
    }

    @Test
    void theDeskAnswers() throws Exception {
        save("0800");
        try (var client = client()) {
            client.hearType("ready");
            client.offer();
            client.hearState(CallState.CALLING);
            client.hearType("answer");
            client.hearState(CallState.ESTABLISHED);
            client.hangUp();
            assertThat(client.hearEnd()).isEqualTo(EndReason.HANG_UP);
        }
    }

    @Test
    void busy() throws Exception {
        save("0486");
        try (var client = client()) {
            client.hearType("ready");
            client.offer();
            assertThat(client.hearEnd()).isEqualTo(EndReason.BUSY);
        }
    }

    private static CallClient client() {
        return CallClient.open(
                server.uri("call"), server.uri("").resolve("/").toString().replaceFirst("/$", ""));
    }

    private static void save(String extension) {
        var answer = administrator.putParameters(Map.of(
                323, "S",
                324, "wss://127.0.0.1:8989/janus",
                325, "127.0.0.1",
                326, "5061",
                327, "goofy",
                328, lab.sipPassword(),
                329, extension));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
