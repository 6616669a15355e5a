package org.portalvoip.janus;

import jakarta.json.Json;

/** The messages of {@link FakeJanus}, like those of Janus 1.1.2. */
final class FakeMessages {

    /** The called party's answer, to be put into an event. */
    static final String ANSWER =
            ",\"jsep\":{\"type\":\"answer\",\"sdp\":\"v=0\\r\\no=- 1 1 IN IP4 127.0.0.1\\r\\ns=-\\r\\n"
                    + "t=0 0\\r\\nm=audio 9 UDP/TLS/RTP/SAVPF 111\\r\\nc=IN IP4 127.0.0.1\\r\\na=sendrecv\\r\\n\"}";

    private FakeMessages() {}

    static String transactionIn(String answer) {
        return answer.replaceAll(".*\"transaction\":\"([^\"]*)\".*", "$1");
    }

    static String info(String transaction, int sessionTimeout, int reclaimTimeout) {
        return Json.createObjectBuilder()
                .add("janus", "server_info")
                .add("transaction", transaction)
                .add("session-timeout", sessionTimeout)
                .add("reclaim-session-timeout", reclaimTimeout)
                .build()
                .toString();
    }

    static String success(String transaction, long id) {
        return Json.createObjectBuilder()
                .add("janus", "success")
                .add("transaction", transaction)
                .add("data", Json.createObjectBuilder().add("id", id))
                .build()
                .toString();
    }

    static String error(String transaction, int code, String reason) {
        return Json.createObjectBuilder()
                .add("janus", "error")
                .add("transaction", transaction)
                .add("error", Json.createObjectBuilder().add("code", code).add("reason", reason))
                .build()
                .toString();
    }

    /** An event of a call; {@code more} are further members of its result. */
    static String result(long handle, String transaction, String event, String more) {
        return result(handle, transaction, event, more, "");
    }

    /** As {@link #result}, with something in addition, such as {@link #ANSWER}. */
    static String result(long handle, String transaction, String event, String more, String besides) {
        String data = "{\"sip\":\"event\",\"result\":{\"event\":\"" + event + "\"" + more + "}}";
        return event(handle, transaction, data, besides);
    }

    static String refusal(long handle, String transaction, int code, String reason) {
        String data = "{\"sip\":\"event\",\"error_code\":" + code + ",\"error\":\"" + reason + "\"}";
        return event(handle, transaction, data, "");
    }

    static String event(long handle, String transaction, String data, String more) {
        return "{\"janus\":\"event\",\"sender\":" + handle
                + (transaction == null ? "" : ",\"transaction\":\"" + transaction + "\"")
                + ",\"plugindata\":{\"plugin\":\"janus.plugin.sip\",\"data\":" + data + "}" + more + "}";
    }
}
