package org.portalvoip.call;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.portalvoip.web.CallerLogin;

/** The calls that only a signed-in user may make: they end with the login that opened them. */
@ApplicationScoped
public class LoginCalls {
    private final Map<CallLoop, String> logins = new ConcurrentHashMap<>();

    /**
     * From now on, {@code call} ends with its login.
     *
     * @param login as in {@link CallerLogin#of}; empty when the call depends on none
     */
    void bind(CallLoop call, String login) {
        logins.keySet().removeIf(CallLoop::isSettled);
        if (!login.isEmpty()) {
            logins.put(call, login);
        }
    }

    void ended(@Observes CallerLogin.Ended end) {
        logins.forEach((call, login) -> {
            if (login.equals(end.id())) {
                call.post(new CallEvent.End(EndReason.NOT_ALLOWED));
            }
        });
    }
}
