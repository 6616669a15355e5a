package org.portalvoip.portal;

import static org.portalvoip.web.JsonAnswer.JSON;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.web.BareSource;
import org.portalvoip.web.JoinedModule;

/**
 * A JavaScript module as {@link FooterScript} sends it.
 *
 * @param text in one file, because each import would be a further request
 * @param hash its version, twelve lower-case hexadecimal digits
 */
record FooterModule(String text, String hash) {
    static final FooterModule EMPTY = of("export {};");

    private static final String STYLE = "/WEB-INF/footer/element.css";
    private static final String ELEMENT = "/WEB-INF/footer/element.js";

    private static final int CHARACTERS = 12;

    /**
     * The element {@code <voip-call>}.
     *
     * @param file reads a file of the WAR, named from its root
     */
    static FooterModule element(UnaryOperator<String> file) {
        var names = JSON.createObjectBuilder();
        Languages.ALL.forEach(language -> names.add(language.toLanguageTag(), Texts.of(language, "portal.call")));
        // Without what is for its readers: every visitor of a portal loads it.
        String rules = BareSource.of(file.apply(STYLE)).replaceAll(";\\n(?=})|\\n|(?<=[:;,{]) | (?=\\{)", "");
        String style = JSON.createValue(rules).toString();
        String values = "const NAMES = " + names.build() + ";\nconst STYLE = " + style + ";\n";
        return of(values + JoinedModule.of(ELEMENT, file));
    }

    private static FooterModule of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new FooterModule(text, HexFormat.of().formatHex(digest).substring(0, CHARACTERS));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its entity tag: weak, because what is sent may be compressed. */
    String tag() {
        return "W/\"" + hash + "\"";
    }

    /**
     * Whether whoever sends this If-None-Match (RFC 9110, 13.1.2) has it already. The hash is looked for anywhere, because
     * a proxy that compresses changes the tag around it.
     *
     * @param ifNoneMatch null when there is none
     */
    boolean isAt(String ifNoneMatch) {
        return ifNoneMatch != null
                && (ifNoneMatch.contains(hash) || ifNoneMatch.strip().equals("*"));
    }
}
