package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.StringReader;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code plugindata.data} as recorded from Janus 1.1.2. */
class SipEventTest {

    static Stream<Arguments> recorded() {
        return Stream.of(
                result("{'event':'registering'}", new SipEvent.Other("registering")),
                result(
                        "{'event':'registered','username':'goofy','register_sent':true,'master_id':2389387290}",
                        new SipEvent.Registered(2389387290L)),
                result(
                        "{'event':'registration_failed','code':904,'reason':'Operation has no matching challenge '}",
                        new SipEvent.RegistrationFailed(904, "Operation has no matching challenge ")),
                result("{'event':'calling','call_id':'oH'}", new SipEvent.Calling("oH")),
                result("{'event':'calling'}", new SipEvent.Calling(null)),
                result("{'event':'ringing'}", new SipEvent.Ringing()),
                result(
                        "{'event':'ringing','headers':{'X-Queue-Position':'3','X-Queue-Wait':90}}",
                        new SipEvent.Ringing(Map.of("x-queue-position", "3"))),
                result("{'event':'proceeding','code':182}", new SipEvent.Queued()),
                result("{'event':'proceeding','code':183}", new SipEvent.Other("proceeding")),
                result("{'event':'progress','username':'sip:0800@127.0.0.1'}", new SipEvent.Progress()),
                result("{'event':'accepted','username':'sip:0800@h'}", new SipEvent.Accepted()),
                result("{'event':'hangingup'}", new SipEvent.Other("hangingup")),
                result(
                        "{'event':'hangup','code':486,'reason':'Busy Here'}",
                        new SipEvent.HangUp(486, "Busy Here", "x")),
                result(
                        "{'event':'hangup','code':200,'reason':'Session Terminated','reason_header':'Normal call clearing',"
                                + "'reason_header_protocol':'Q.850','reason_header_cause':'16'}",
                        new SipEvent.HangUp(200, "Session Terminated (Q.850 16 Normal call clearing)", "x")),
                result(
                        "{'event':'hangup','code':480,'reason':'Unavailable','reason_header_protocol':'SIP'}",
                        new SipEvent.HangUp(480, "Unavailable (SIP)", "x")),
                result("{'event':'hangup','code':0,'reason':'Terminated'}", new SipEvent.HangUp(0, "Terminated", "x")),
                result("{'event':'hangup'}", new SipEvent.HangUp(0, null, "x")),
                result("{'event':'dtmfsent'}", new SipEvent.Other("dtmfsent")),
                result("{'event':'updatingcall','username':'sip:0800@h'}", new SipEvent.Updating()),
                result("{'event':'incomingcall','username':'sip:a@b'}", new SipEvent.IncomingCall()),
                result(
                        "{'event':'transfer','refer_id':7,'refer_to':'sip:1@b'}",
                        new SipEvent.Transfer(7, "sip:1@b", null)),
                result(
                        "{'event':'transfer','refer_id':7,'refer_to':'sip:1@b','replaces':'x'}",
                        new SipEvent.Transfer(7, "sip:1@b", null)),
                result(
                        "{'event':'transfer','refer_id':7,'refer_to':'sip:1@b','headers':{'x-REPLACES':'y'}}",
                        new SipEvent.Transfer(7, "sip:1@b", "y")),
                result("{'event':'missed_call','caller':'sip:a@b'}", new SipEvent.Other("missed_call")),
                result("{}", new SipEvent.Other("null")),
                Arguments.of("{}", new SipEvent.Other("null")),
                Arguments.of("{'result':{'event':'hangup','code':486}}", new SipEvent.HangUp(486, null)),
                Arguments.of(
                        "{'sip':'event','error_code':453,'error':'No such master session (12345)'}",
                        new SipEvent.PluginError(453, "No such master session (12345)")),
                Arguments.of(
                        "{'sip':'event','error_code':0,'error':'Wrong state (not in a call?)'}",
                        new SipEvent.PluginError(0, "Wrong state (not in a call?)")),
                Arguments.of("{'sip':'event','error_code':499}", new SipEvent.PluginError(499, null)));
    }

    private static Arguments result(String result, SipEvent event) {
        return Arguments.of("{'sip':'event','result':" + result + ",'call_id':'x','added':{}}", event);
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void everyEventIsUnderstood(String data, SipEvent event) {
        assertThat(SipEvent.parse(Json.createReader(new StringReader(data.replace('\'', '"')))
                        .readObject()))
                .isEqualTo(event);
    }
}
