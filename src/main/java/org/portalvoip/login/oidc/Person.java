package org.portalvoip.login.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import org.portalvoip.login.oidc.SignInRefused.Reason;
import org.portalvoip.start.Settings.Oidc;

/** Reads from the claims of an ID token who has signed in, and whether he may administer. */
final class Person {
    /** Behind each name, so that nobody is taken for the local account of that name: no account has a space. */
    private static final String MARK = " (OIDC)";

    /** The history has 64 characters for a name. */
    private static final int LONGEST = 64 - MARK.length();

    /** No control characters, and none that turn or hide others. */
    private static final Pattern NAME = Pattern.compile("(?!\\s)[ \\p{L}\\p{M}\\p{N}\\p{P}\\p{S}]+(?<!\\s)");

    private Person() {}

    /** The name of an administrator, as history and pages show it; of no more than 64 characters. */
    static String administrator(JWTClaimsSet claims, Oidc oidc) throws SignInRefused {
        Object name = claim(claims, oidc.nameClaim());
        if (!(name instanceof String text)
                || text.length() > LONGEST
                || !NAME.matcher(text).matches()) {
            throw new SignInRefused(
                    Reason.ANSWER,
                    "The ID token has no printable text of up to " + LONGEST + " characters as " + oidc.nameClaim()
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
        return text + MARK;
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
