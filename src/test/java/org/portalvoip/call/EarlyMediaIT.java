package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.EchoPort;
import org.portalvoip.testing.lab.SipDesk;
import org.portalvoip.testing.lab.SipReply;
import org.portalvoip.testing.lab.SipText;

/**
 * What a caller hears before anybody has answered, in every order of what telephone systems say then. Each of them sends the
 * caller's own sound back, and counts what it gets.
 */
@Tag("extra")
class EarlyMediaIT {
    private static final String HERE = "127.0.0.1";
    private static final String PCMU = "0 PCMU/8000";
    private static final String PCMA = "8 PCMA/8000";
    private static final SipReply RINGING = new SipReply("180 Ringing");
    private static final String PROGRESS = "183 Session Progress";
    private static final String ANSWER = "200 OK";
    private static final String OTHER = "other";

    @AutoClose
    private static CallWorld world;

    @AutoClose
    private static Browser browser;

    @AutoClose
    private final EchoPort announcement = new EchoPort();

    @AutoClose
    private final EchoPort other = new EchoPort();

    private final String announced = media(announcement, PCMU);

    @AutoClose
    private final SipDesk desk = new SipDesk();

    @BeforeAll
    static void start() {
        world = new CallWorld("early-media");
        browser = CallPage.browser();
    }

    private static String media(EchoPort echo, String codec) {
        return SipDesk.media(HERE, echo.port(), codec, "sendrecv");
    }

    /** A caller who hears what was announced, and whom nobody has answered yet. */
    private CallPage waits(SipReply... replies) {
        return waits(CallWorld.WSS, replies);
    }

    private CallPage waits(String janus, SipReply... replies) {
        desk.answerCallsWith(replies);
        world.with(324, janus, 326, String.valueOf(desk.port())).awaitGateway();
        CallPage phone = CallPage.open(browser, world.server.uri("")).click().await(CallState.RINGING);
        hears(phone);
        phone.await(CallState.RINGING);
        return phone;
    }

    private static void hears(CallPage phone) {
        phone.awaitTone(CallPage.MICROPHONE_HERTZ);
        phone.receivePackets(25);
    }

    private void answered(CallPage phone, SipReply reply) {
        desk.reply(reply);
        phone.await(CallState.ESTABLISHED);
    }

    @Test
    void anAnnouncementIsHeard() {
        try (CallPage phone = waits(SipReply.with(PROGRESS, announced))) {
            answered(phone, SipReply.with(ANSWER, announced));
            hears(phone);
            phone.hangUp();
        }
    }

    @Test
    void anAnnouncementAfterTheRingingIsHeard() {
        try (CallPage phone = waits(RINGING, SipReply.with(PROGRESS, announced))) {
            answered(phone, SipReply.with(ANSWER, announced));
            hears(phone);
            phone.hangUp();
        }
    }

    /** And it goes on when the telephone behind it begins to ring. */
    @ParameterizedTest
    @ValueSource(strings = {CallWorld.WSS, CallWorld.HTTPS})
    void anAnnouncementBeforeTheRingingIsHeardOn(String janus) {
        SipReply first = SipReply.with(PROGRESS, announced);
        try (CallPage phone = waits(janus, first, RINGING, new SipReply(PROGRESS), RINGING)) {
            hears(phone);
            answered(phone, SipReply.with(ANSWER, announced));
            hears(phone);
            phone.hangUp();
        }
    }

    /** Some telephone systems send the session description with the 180. */
    @Test
    void aRingingToneOfTheTelephoneSystemItselfIsHeard() {
        try (CallPage phone = waits(SipReply.with("180 Ringing", announced))) {
            answered(phone, SipReply.with(ANSWER, announced));
            hears(phone);
            phone.hangUp();
        }
    }

    /** The answer says that the sound is elsewhere than that of the announcement. */
    @Test
    void whoeverAnswersElsewhereIsHeard() {
        try (CallPage phone = waits(SipReply.with(PROGRESS, announced))) {
            answered(phone, SipReply.with(ANSWER, media(other, PCMU)));
            Await.until(Await.SOON, () -> other.packets(0), packets -> packets > 25);
            hears(phone);
            phone.hangUp();
        }
    }

    /** A call that rings at two telephones, both with sound of their own; the second one answers. */
    @Test
    void ofTwoTelephonesTheOneThatAnswersIsHeard() {
        SipReply first = SipReply.with(PROGRESS, announced);
        SipReply second = SipReply.with(PROGRESS, media(other, PCMU)).of(OTHER);
        try (CallPage phone = waits(RINGING, first, RINGING.of(OTHER), second)) {
            answered(phone, SipReply.with(ANSWER, media(other, PCMU)).of(OTHER));
            long before = other.packets(0);
            Await.until(Await.SOON, () -> other.packets(0), packets -> packets > before + 25);
            hears(phone);
            phone.hangUp();
        }
        List<SipText> ends = Await.until(Await.SOON, () -> desk.received("BYE"), byes -> !byes.isEmpty());
        assertThat(ends.get(0).header("To")).endsWith(";tag=" + OTHER);
    }

    /** The browser has agreed on a codec with the first one, and Janus tells nobody that this one speaks otherwise. */
    @Test
    void anAnswerOfAnotherTelephoneWithAnotherCodecIsHeard() {
        try (CallPage phone = waits(SipReply.with(PROGRESS, announced))) {
            other.understandOnly(8);
            answered(phone, SipReply.with(ANSWER, media(other, PCMA)).of(OTHER));
            Await.until(Await.SOON, () -> other.packets(8), packets -> packets > 25);
            hears(phone);
            phone.hangUp();
        }
        assertThat(desk.received("INVITE")).hasSize(2);
    }
}
