package org.portalvoip.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often each door of this node has refused somebody since the start, and why; nothing about whom. */
@ApplicationScoped
public class Refusals {
    /** Who refuses. */
    public enum Door {
        /** {@link RequestGate}, for every request. */
        REQUEST,
        /** Before the upgrade of the call socket. */
        CALL,
        /** Behind it: the messages on the call socket. */
        MESSAGE,
        /** The check of name and password, of the form and of HTTP Basic, and the sign-in by a provider. */
        LOGIN,
        /** The metrics. */
        METRICS
    }

    /** Why. */
    public enum Reason {
        /** Another spelling of a path. */
        SPELLING(Door.REQUEST),
        METHOD(Door.REQUEST),
        /** The page of another site. */
        ORIGIN(Door.REQUEST),
        /** The body hides its length. */
        LENGTH(Door.REQUEST),
        /** The body is compressed. */
        CODING(Door.REQUEST),
        /** The body is too large. */
        SIZE(Door.REQUEST),
        /** Too many requests are under way. */
        CROWD(Door.REQUEST),
        /** This node is being emptied. */
        DRAIN(Door.CALL),
        /** Too many lines are being opened at the same time. */
        LINES(Door.CALL),
        /** Not a WebSocket handshake, or more than one. */
        HANDSHAKE(Door.CALL),
        /** The page of another site. */
        STRANGER(Door.CALL),
        /** No ticket, or one that is not good any more. */
        TICKET(Door.CALL),
        /** Only who is signed in may call. */
        CALLER(Door.CALL),
        /** Invalid, too long, or too many. */
        MESSAGE(Door.MESSAGE),
        /** Wrong name or password. */
        PASSWORD(Door.LOGIN),
        /** Too many failures; the next attempt has to wait. */
        WAIT(Door.LOGIN),
        /** Too many others sign in at the same time. */
        BUSY(Door.LOGIN),
        /** By a provider of OpenID Connect, for whatever reason. */
        OIDC(Door.LOGIN),
        /** Not on this machine, or without the token. */
        READER(Door.METRICS);

        private final Door door;

        Reason(Door door) {
            this.door = door;
        }

        /** The only door that refuses for this reason. */
        public Door door() {
            return door;
        }
    }

    private final Map<Reason, LongAdder> counts = new EnumMap<>(Reason.class);

    public Refusals() {
        for (Reason reason : Reason.values()) {
            counts.put(reason, new LongAdder());
        }
    }

    /** Counts one more; costs almost nothing and never fails. */
    public void count(Reason reason) {
        counts.get(reason).increment();
    }

    /** How often that was the reason since the start. */
    public long of(Reason reason) {
        return counts.get(reason).sum();
    }
}
