package org.portalvoip.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a browser says to a TURN server. Only the browser of the call is told; {@code toString} reveals nothing.
 *
 * @param user name
 * @param password of the user
 */
record TurnCredentials(String user, String password) {
    private static final String ALGORITHM = "HmacSHA1";

    /**
     * Credentials that a server accepts for some time because it has the same secret, as coturn's
     * {@code use-auth-secret} (draft-uberti-behave-turn-rest-00 section 2.2).
     *
     * @param life how long they are good, in whole seconds
     * @param id stands in the server's log
     */
    static TurnCredentials ofSecret(String secret, String id, Instant now, Duration life) {
        String user = now.plus(life).getEpochSecond() + ":" + id;
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
            return new TurnCredentials(user, Base64.getEncoder().encodeToString(mac.doFinal(user.getBytes(UTF_8))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA1", e);
        }
    }

    @Override
    public String toString() {
        return "TurnCredentials";
    }
}
