package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.portalvoip.sip.Extension;
import org.portalvoip.web.CallerLogin;
import org.portalvoip.web.ClientNetwork;

/** Which calls end with a login. */
class LoginCallsTest {
    private static final CallTimes AN_HOUR = new CallTimes(
            Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));

    private final LoginCalls logins = new LoginCalls();

    private CallLoop call(String login) {
        CallLimits limits = new CallLimits(new CallLimits.Most(9, 9, 9, 9, 9));
        Caller caller = new Caller("browser", ClientNetwork.of("192.0.2.1"));
        CallLoop call = new CallLoop(
                CallLoop.Past.none(),
                new Browser(new FakeSocket().session),
                listener -> new CompletableFuture<>(),
                (offer, listener) -> new CompletableFuture<>(),
                new Place(caller, new WaitingRoom(9), limits, () -> Duration.ZERO),
                Introduction.NONE,
                new OtherNodes(),
                () -> 0);
        call.begin(Call.opened(new Extension("0800"), AN_HOUR, JsonObject.EMPTY_JSON_OBJECT));
        logins.bind(call, login);
        return call;
    }

    @Test
    void everyCallOfTheLoginEndsAndThoseOfOthersGoOn() {
        CallLoop first = call("ana's");
        CallLoop second = call("ana's");
        CallLoop other = call("eva's");
        CallLoop ofNobody = call("");

        logins.ended(new CallerLogin.Ended("ana's"));
        logins.ended(new CallerLogin.Ended(""));

        assertThat(List.of(first, second)).allMatch(call -> call.ended().isDone());
        assertThat(List.of(other, ofNobody)).noneMatch(call -> call.ended().isDone());
    }
}
