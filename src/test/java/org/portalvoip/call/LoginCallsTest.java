package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.event.Event;
import jakarta.json.JsonObject;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
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

    /** Its browser has no session here, but the call knows its login. */
    @Test
    @SuppressWarnings("UnnecessaryAssignment") // what CDI does in a server
    void aCallThatAnotherNodeHasHadEndsWithItsLoginAndThatIsWatchedHere() {
        List<String> watched = new ArrayList<>();
        logins.goesOn = goesOn(watched);
        CallLoop call = call("");
        call.dependsOn("ana's");
        logins.rebind(call, "");
        assertThat(watched).containsExactly("ana's");

        logins.ended(new CallerLogin.Ended("ana's"));
        assertThat(call.isLive()).isFalse();
    }

    @Test
    void whoComesBackSignedInHasACallOfThatLogin() {
        CallLoop call = call("ana's");
        logins.rebind(call, "ana's next");

        logins.ended(new CallerLogin.Ended("ana's"));
        assertThat(call.isLive()).isTrue();
        logins.ended(new CallerLogin.Ended("ana's next"));
        assertThat(call.isLive()).isFalse();
    }

    @SuppressWarnings("unchecked")
    private static Event<CallerLogin.GoesOn> goesOn(List<String> told) {
        return (Event<CallerLogin.GoesOn>) Proxy.newProxyInstance(
                Event.class.getClassLoader(), new Class<?>[] {Event.class}, (proxy, method, arguments) -> {
                    told.add(((CallerLogin.GoesOn) arguments[0]).id());
                    return null;
                });
    }
}
