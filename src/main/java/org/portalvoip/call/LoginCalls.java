package org.portalvoip.call;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.portalvoip.web.CallerLogin;

/** The calls that only a signed-in user may make: they end with the login that opened them. */
@ApplicationScoped
public class LoginCalls {
    private final Map<CallLoop, String> logins = new ConcurrentHashMap<>();

    @Inject
    Event<CallerLogin.GoesOn> goesOn;

    /**
     * From now on, {@code call} ends with its login.
     *
     * @param login as in {@link CallerLogin#of}; empty when the call depends on none
     */
    void bind(CallLoop call, String login) {
        logins.keySet().removeIf(CallLoop::isSettled);
        if (!login.isEmpty()) {
            call.dependsOn(login);
            logins.put(call, login);
        }
    }

    /**
     * The same for a call to which its browser has come back.
     *
     * @param login that of the browser here; empty where it is not signed in, which changes nothing
     */
    void rebind(CallLoop call, String login) {
        if (login.isEmpty() && !call.login().isEmpty()) {
            goesOn.fire(new CallerLogin.GoesOn(call.login()));
        }
        bind(call, login.isEmpty() ? call.login() : login);
    }

    void ended(@Observes CallerLogin.Ended end) {
        logins.forEach((call, login) -> {
            if (login.equals(end.id())) {
                call.post(new CallEvent.End(EndReason.NOT_ALLOWED));
            }
        });
    }
}
