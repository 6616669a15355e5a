package org.portalvoip.login.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import org.portalvoip.login.oidc.SignInRefused.Reason;
import org.portalvoip.start.Settings.Oidc;

/** Reads from the claims of an ID token who has signed in, and whether he may administer. */
final class Person {
    /**
     * Behind each name: so nobody is taken for the local account of that name, because no account has a space; two people of
     * one name are told apart, and one whose name changes is known again.
     */
    private static final String MARK = " (OIDC %s)";

    private static final int BYTES_OF_MARK = 3;

    /** The history has 64 characters for name and mark. */
    private static final int LONGEST = 64 - MARK.formatted("3f9a2c").length();

    private static final int LONGEST_NAME = 255;

    /** No control characters, and none that turn or hide others. */
    private static final Pattern NAME = Pattern.compile("(?!\\s)[ \\p{L}\\p{M}\\p{N}\\p{P}\\p{S}]+(?<!\\s)");

    private Person() {}

    /** The name of an administrator, as history and pages show it; of no more than 64 characters. */
    static String administrator(JWTClaimsSet claims, Oidc oidc) throws SignInRefused {
        Object name = claim(claims, oidc.nameClaim());
        if (!(name instanceof String text)
                || text.length() > LONGEST_NAME
                || !NAME.matcher(text).matches()) {
            throw new SignInRefused(
                    Reason.ANSWER,
                    "The ID token has no printable text of up to " + LONGEST_NAME + " characters as " + oidc.nameClaim()
                            + "; set voip.oidc.name-claim to a claim that each administrator has");
        }
        Object roles = claim(claims, oidc.roleClaim());
        boolean mayAdminister = roles instanceof Collection<?> several
                ? several.contains(oidc.roleValue())
                : oidc.roleValue().equals(roles);
        if (!mayAdminister) {
            throw new SignInRefused(
                    Reason.ROLE,
                    text + " has " + (roles == null ? "no claim " : "not the value of voip.oidc.role-value in ")
                            + oidc.roleClaim() + " of the ID token");
        }
        return shown(text) + MARK.formatted(mark(oidc.issuer() + " " + claims.getSubject()));
    }

    private static String shown(String name) {
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST - 1) + "…";
    }

    /** The same for the same {@code subject}, which a provider never gives to anybody else (OpenID Connect Core 1.0, section 2). */
    private static String mark(String subject) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(subject.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES_OF_MARK);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The claim of that name, or the one to which the name is a path; null for none. */
    private static Object claim(JWTClaimsSet claims, String name) {
        Object value = claims.getClaim(name);
        if (value != null) {
            return value;
        }
        Object inner = claims.getClaims();
        for (String step : name.split("\\.", -1)) {
            inner = inner instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return inner;
    }
}
