package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.lab.CallPage.DESK_HERTZ;
import static org.portalvoip.testing.lab.CallPage.MICROPHONE_HERTZ;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.Tone;
import org.portalvoip.testing.lab.TwoNodes;

/**
 * Records the demonstration of a call whose node is killed. Pictures, sounds and times go to
 * {@code target/demonstration/dying-node}; with {@code -Dvoip.screenshots=update} to
 * {@code src/site/demonstration/dying-node}.
 */
@Tag("extra")
class DyingNodeDemonstrationIT {
    private static final Path FOLDER = Path.of(
                    "update".equals(System.getProperty("voip.screenshots"))
                            ? "src/site/demonstration"
                            : "target/demonstration")
            .resolve("dying-node");

    private static final int PACKETS_OF_THREE_SECONDS = 150;

    private final List<String> diary = new ArrayList<>();
    private long killed;

    @Test
    void bothGoOnTalkingWhileTheNodeUnderThemIsKilled() throws IOException {
        Files.createDirectories(FOLDER);
        try (var nodes = TwoNodes.start("dying-node", "-Dvoip.dtmf=info");
                var browser = CallPage.browser()) {
            nodes.world.with();
            nodes.awaitGateways();
            Path heard = nodes.world.recordingOf(() -> {
                try (CallPage phone = CallPage.open(browser, nodes.portal())) {
                    talk(nodes, phone);
                }
            });
            Await.until(
                    Await.SOON,
                    () -> Tone.course(heard, MICROPHONE_HERTZ),
                    course -> course.matches("(silence )?tone( silence)?"));
            Files.copy(heard, FOLDER.resolve("desk-heard.wav"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(FOLDER.resolve("README.md"), readme());
    }

    private void talk(TwoNodes nodes, CallPage phone) {
        phone.call();
        phone.awaitTone(DESK_HERTZ);
        int lost = phone.receivePackets(PACKETS_OF_THREE_SECONDS);
        take(phone.page(), "1-talking");
        nodes.turn();
        killed = System.nanoTime();
        nodes.world.server.kill();
        nodes.balancer.cut();
        note("The node is killed (SIGKILL); its connections to browsers, Janus and the database are gone.");
        take(phone.page(), "2-without-its-node");
        Await.log(nodes.second().log(), "of another node goes on here");
        note("The browser is back, at the other node, which has claimed the call's session at Janus.");
        assertThat(phone.receivePackets(PACKETS_OF_THREE_SECONDS)).isEqualTo(lost);
        note("The caller has heard " + PACKETS_OF_THREE_SECONDS
                + " more packets of the help desk; lost since the kill: 0.");
        press(nodes, phone);
        take(phone.page(), "3-at-the-other-node");
        phone.hangUp();
        nodes.world.awaitDeskCalls(0, Await.SOON);
        note("The caller has hung up, and the telephone of the help desk is free.");
        phone.visit().takeFaults();
    }

    private void press(TwoNodes nodes, CallPage phone) {
        String before = nodes.world.lab.deskDigits();
        phone.page().keyboard().press("5");
        Await.until(Await.PATIENTLY, nodes.world.lab::deskDigits, (before + "5")::equals);
        note("The key 5 has reached the help desk through the other node.");
    }

    private void note(String event) {
        Duration since = Duration.ofNanos(System.nanoTime() - killed);
        diary.add("| %d ms | %s |".formatted(since.toMillis(), event));
    }

    private static void take(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
    }

    private String readme() {
        return """
                # Two people talk while the node under them is killed

                `DyingNodeDemonstrationIT` recorded this with a real browser, Janus, SIP server and phone, and with two nodes on one
                PostgreSQL behind a balancer. The microphone of the browser gives a tone of 1,000 Hz and the help desk plays one of
                440 Hz, so that a machine can tell them apart.

                1. The caller and the help desk talk.

                   ![The call](1-talking.png)
                2. The node is killed. The sound goes on, because it flows between browser and Janus.

                   ![The call without its node](2-without-its-node.png)
                3. The browser has come back to the other node, and everything works as before.

                   ![The call at the other node](3-at-the-other-node.png)

                | after the kill | what happened |
                |---|---|
                %s

                The sound that the help desk [received](desk-heard.wav) has no gap.
                """.formatted(String.join("\n", diary));
    }
}
