package org.portalvoip.login;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** How long somebody stays signed in, whatever they do meanwhile. */
class SignedInTest {
    private static final Instant MORNING = Instant.parse("2026-11-26T08:00:00Z");
    private static final SignedIn ADMIN = new SignedIn("admin", Roles.ADMIN, 7);

    private final Map<String, Object> session = new HashMap<>();
    private final AtomicBoolean invalidated = new AtomicBoolean();
    private final HttpServletRequest request = request();

    @Test
    void aDayOfWorkNeedsOneLogin() {
        ADMIN.signIn(request, at(Duration.ZERO));

        assertThat(SignedIn.of(request, at(SignedIn.LONGEST))).isEqualTo(ADMIN);
        assertThat(invalidated).isFalse();
    }

    @Test
    void afterThatTheSessionEndsHoweverBusyItIs() {
        ADMIN.signIn(request, at(Duration.ZERO));
        for (int minute = 0; minute <= SignedIn.LONGEST.toMinutes(); minute++) {
            assertThat(SignedIn.of(request, at(Duration.ofMinutes(minute)))).isEqualTo(ADMIN);
        }

        assertThat(SignedIn.of(request, at(SignedIn.LONGEST.plusSeconds(1)))).isNull();
        assertThat(invalidated).isTrue();
    }

    @Test
    void aProviderIsAskedAgainAfterAnHour() {
        SignedIn ana = SignedIn.byProvider("ana (OIDC 3f9a2c)");
        ana.signIn(request, at(Duration.ZERO));

        assertThat(SignedIn.of(request, at(SignedIn.LONGEST_BY_PROVIDER))).isEqualTo(ana);
        assertThat(SignedIn.cameByProvider(request)).isTrue();
        assertThat(SignedIn.of(request, at(SignedIn.LONGEST_BY_PROVIDER.plusSeconds(1))))
                .isNull();
        assertThat(invalidated).isTrue();
    }

    @Test
    void whoHasAnAccountIsNotSentToAProvider() {
        ADMIN.signIn(request, at(Duration.ZERO));

        assertThat(SignedIn.cameByProvider(request)).isFalse();
    }

    @Test
    void anotherLoginBeginsAnewUnderAnIdOfItsOwn() {
        ADMIN.signIn(request, at(Duration.ZERO));
        String first = SignedIn.loginOf(request);
        assertThat(SignedIn.ofLogin(first)).contains(ADMIN);
        ADMIN.signIn(request, at(Duration.ofHours(7)));

        assertThat(SignedIn.loginOf(request)).isNotEmpty().isNotEqualTo(first);
        assertThat(SignedIn.of(request, at(Duration.ofHours(14)))).isEqualTo(ADMIN);
    }

    @Test
    void withoutALoginThereIsNobody() {
        assertThat(SignedIn.of(request, at(Duration.ZERO))).isNull();
        assertThat(SignedIn.loginOf(request)).isEmpty();
        assertThat(invalidated).isFalse();
    }

    private static Clock at(Duration time) {
        return Clock.fixed(MORNING.plus(time), ZoneOffset.UTC);
    }

    private HttpServletRequest request() {
        HttpSession only = proxy(HttpSession.class, (name, arguments) -> switch (name) {
            case "getAttribute" -> session.get((String) arguments[0]);
            case "setAttribute" -> session.put((String) arguments[0], arguments[1]);
            case "invalidate" -> invalidated.getAndSet(true);
            default -> throw new UnsupportedOperationException(name);
        });
        return proxy(HttpServletRequest.class, (name, arguments) -> switch (name) {
            case "getSession" -> only;
            case "changeSessionId" -> "another";
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private interface Answer {
        Object to(String name, Object[] arguments);
    }

    /** Methods that return nothing return nothing, whatever the answer is. */
    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object value = answer.to(method.getName(), arguments);
                    return method.getReturnType() == void.class ? null : value;
                }));
    }
}
