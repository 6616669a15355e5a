package org.portalvoip.diagnosis.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.portalvoip.diagnosis.connection.RegistrationQuestion.Answer;
import org.portalvoip.sip.Credential;
import org.portalvoip.sip.SipAccount;
import org.portalvoip.sip.SipChallenge;
import org.portalvoip.sip.SipHost;
import org.portalvoip.sip.SipPort;
import org.portalvoip.sip.SipRoute;
import org.portalvoip.sip.SipRoute.Transport;
import org.portalvoip.sip.SipTarget;
import org.portalvoip.sip.SipUser;
import org.portalvoip.testing.Await;

class RegistrationQuestionTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final String TRYING = "SIP/2.0 100 Trying\r\n\r\n";
    private static final String CHALLENGE =
            "SIP/2.0 401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"desk\", nonce=\"n\"\r\nContent-Length: 0\r\n\r\n";

    private final Queue<String> requests = new ConcurrentLinkedQueue<>();

    private static RegistrationQuestion question(int port, Duration longest) {
        var account = new SipAccount(
                new SipUser("goofy"),
                new SipHost("desk.example"),
                new SipPort(port),
                new SipRoute(Transport.UDP),
                new Credential.Password("never-sent"));
        return new RegistrationQuestion(account, new SipTarget(HERE, new SipPort(port)), longest);
    }

    /** Answers the requests one after the other, each with the next text; an empty one is no answer. */
    private void serve(DatagramSocket socket, String... answers) {
        try {
            for (String text : answers) {
                DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
                socket.receive(packet);
                requests.add(new String(packet.getData(), 0, packet.getLength(), UTF_8));
                for (String part : text.split("(?=SIP/2\\.0 |\\?)", 0)) {
                    byte[] bytes = part.getBytes(UTF_8);
                    socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private Optional<Answer> overUdp(Duration longest, String... answers) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, HERE)) {
            Thread thread = new Thread(() -> serve(socket, answers));
            thread.setDaemon(true);
            thread.start();
            return question(socket.getLocalPort(), longest).over(Transport.UDP);
        }
    }

    @Test
    void itAsksWithoutCredentialsAndChangesNothing() throws IOException {
        Answer answer = overUdp(Duration.ofSeconds(10), CHALLENGE).orElseThrow();

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.line()).isEqualTo("401 Unauthorized");
        assertThat(answer.challenges()).containsExactly(new SipChallenge("desk", "MD5"));
        assertThat(requests.peek())
                .startsWith("REGISTER sip:desk.example:")
                .contains("To: <sip:goofy@desk.example>\r\n")
                .doesNotContain("Contact", "Authorization", "never-sent");
    }

    @Test
    void whatGotLostIsSentAgainAndWhatIsNoFinalAnswerIsWaitedFor() throws IOException {
        assertThat(overUdp(Duration.ofSeconds(10), "", TRYING + CHALLENGE)).isPresent();
        assertThat(requests).hasSize(2);
        assertThat(List.copyOf(requests).get(0)).isEqualTo(List.copyOf(requests).get(1));
    }

    @Test
    void aServerThatSaysNothingUsableHasNotAnswered() throws IOException {
        assertThat(overUdp(Duration.ofMillis(300), "?what")).isEmpty();
    }

    /** Time is measured in nanoseconds, and a socket waits whole milliseconds. */
    @Test
    void whatIsLeftOfTheLastMillisecondIsNotFilledWithRequests() throws IOException {
        int questions = 20;
        for (int i = 0; i < questions; i++) {
            assertThat(overUdp(Duration.ofMillis(3), "", "", "")).isEmpty();
        }
        assertThat(requests).hasSizeBetween(1, questions);
    }

    @Test
    void nobodyHasNotAnswered() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, HERE)) {
            free = socket.getLocalPort();
        }
        assertThat(question(free, Duration.ofMillis(300)).over(Transport.TCP)).isEmpty();
        assertThat(question(free, Duration.ofMillis(300)).over(Transport.UDP)).isEmpty();
    }

    private static Optional<Answer> overTcp(String answer) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, HERE)) {
            Thread thread = new Thread(() -> say(server, answer));
            thread.setDaemon(true);
            thread.start();
            return question(server.getLocalPort(), Duration.ofSeconds(5)).over(Transport.TCP);
        }
    }

    private static void say(ServerSocket server, String answer) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write(answer.getBytes(UTF_8));
        } catch (IOException gone) {
            // Nobody wants to hear it.
        }
    }

    @Test
    void overTcpOneAnswerComesAfterTheOther() throws IOException {
        assertThat(overTcp(TRYING + CHALLENGE)).map(Answer::status).contains(401);
        assertThat(overTcp(TRYING)).isEmpty();
        assertThat(overTcp("")).isEmpty();
    }

    /** Also in a line of its own that never ends. */
    @Test
    void anAnswerThatNeverEndsIsNone() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, HERE)) {
            Thread thread = new Thread(() -> sayForEver(server));
            thread.setDaemon(true);
            thread.start();
            RegistrationQuestion question = question(server.getLocalPort(), Duration.ofSeconds(5));

            assertThat(assertTimeoutPreemptively(Await.PATIENTLY, () -> question.over(Transport.TCP)))
                    .isEmpty();
        }
    }

    private static void sayForEver(ServerSocket server) {
        byte[] bytes = "a".repeat(1000).getBytes(UTF_8);
        try (Socket socket = server.accept()) {
            while (true) {
                socket.getOutputStream().write(bytes);
            }
        } catch (IOException gone) {
            // It was enough.
        }
    }
}
