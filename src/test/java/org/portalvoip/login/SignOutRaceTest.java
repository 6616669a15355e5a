package org.portalvoip.login;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import jakarta.enterprise.event.Event;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalvoip.start.Settings;
import org.portalvoip.testing.FakeRequest;
import org.portalvoip.testing.FakeResponse;
import org.portalvoip.web.CallerLogin;

/** Somebody signs out while their browser opens a call socket: they get none, or it is closed. */
class SignOutRaceTest {
    private static final SignedIn ADMIN = new SignedIn("admin", Roles.ADMIN, 7);

    /** When the sign-out comes. */
    private enum Moment {
        BEFORE_THE_SESSION_IS_READ,
        WHILE_THE_SESSION_IS_READ,
        WHILE_THE_ACCOUNT_IS_LOOKED_UP,
        WHEN_THE_SOCKET_MAY_OPEN
    }

    private final Map<String, Object> session = new HashMap<>();
    private final Map<String, Object> attributes = new HashMap<>();
    private final List<String> told = new ArrayList<>();
    private final Authentication door = new Authentication();
    private final Logout exit = new Logout();
    private Moment moment;
    private boolean over;
    private boolean accepted;

    @BeforeEach
    @SuppressWarnings("UnnecessaryAssignment") // what CDI does in a server
    void aUserWhoOnlyMayCallWhileSignedIn() {
        ADMIN.signIn(request());
        CallingLogins logins = new CallingLogins(accounts(), ends(), Duration.ofHours(1));
        door.accounts = accounts();
        door.calling = logins;
        exit.calling = logins;
        door.settings = new Settings() {
            @Override
            public Callers callers() {
                return Callers.AUTHENTICATED;
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void whoSignsOutMeanwhileHasNoCallOrItIsEnded(Moment when) throws Exception {
        moment = when;
        HttpServletRequest handshake = request();
        pass(Moment.BEFORE_THE_SESSION_IS_READ);
        door.validateRequest(handshake, new FakeResponse().response, context());
        pass(Moment.WHEN_THE_SOCKET_MAY_OPEN);
        int before = told.size();
        door.calling.look();

        assertThat(over).isTrue();
        if (accepted) {
            // Told again after the socket is there, so that its call learns of it.
            assertThat(told.subList(before, told.size())).contains(CallerLogin.of(handshake));
        }
    }

    @Test
    void whoStaysSignedInCalls() throws Exception {
        HttpServletRequest handshake = request();
        door.validateRequest(handshake, new FakeResponse().response, context());
        door.calling.look();

        assertThat(accepted).isTrue();
        assertThat(CallerLogin.of(handshake)).isNotEmpty();
        assertThat(told).isEmpty();
    }

    private void pass(Moment now) {
        if (now == moment) {
            moment = null; // once
            try {
                exit.doPost(request(), new FakeResponse().response);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private HttpServletRequest request() {
        return new HttpServletRequestWrapper(FakeRequest.to("GET", "/call")) {
            @Override
            public HttpSession getSession(boolean create) {
                return over ? null : session();
            }

            @Override
            public HttpSession getSession() {
                return session();
            }

            @Override
            public String changeSessionId() {
                return "another";
            }

            @Override
            public void setAttribute(String name, Object value) {
                attributes.put(name, value);
            }

            @Override
            public Object getAttribute(String name) {
                return attributes.get(name);
            }
        };
    }

    /** As containers have it: one that has ended tells nothing any more (Jakarta Servlet, HttpSession). */
    private HttpSession session() {
        return (HttpSession) Proxy.newProxyInstance(
                HttpSession.class.getClassLoader(), new Class<?>[] {HttpSession.class}, (proxy, method, arguments) -> {
                    if (over) {
                        throw new IllegalStateException("The session has ended");
                    }
                    return switch (method.getName()) {
                        case "getAttribute" -> {
                            Object value = session.get((String) arguments[0]);
                            pass(Moment.WHILE_THE_SESSION_IS_READ);
                            yield value;
                        }
                        case "setAttribute" -> session.put((String) arguments[0], arguments[1]);
                        case "invalidate" -> {
                            over = true;
                            yield null;
                        }
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    private Accounts accounts() {
        return new Accounts() {
            @Override
            public boolean current(SignedIn user) throws EJBException {
                pass(Moment.WHILE_THE_ACCOUNT_IS_LOOKED_UP);
                return true;
            }
        };
    }

    private HttpMessageContext context() {
        return (HttpMessageContext) Proxy.newProxyInstance(
                HttpMessageContext.class.getClassLoader(),
                new Class<?>[] {HttpMessageContext.class},
                (proxy, method, arguments) -> {
                    accepted = method.getName().equals("notifyContainerAboutLogin");
                    return AuthenticationStatus.NOT_DONE;
                });
    }

    @SuppressWarnings("unchecked")
    private Event<CallerLogin.Ended> ends() {
        return (Event<CallerLogin.Ended>) Proxy.newProxyInstance(
                Event.class.getClassLoader(), new Class<?>[] {Event.class}, (proxy, method, arguments) -> {
                    told.add(((CallerLogin.Ended) arguments[0]).id());
                    return null;
                });
    }
}
