package org.portalvoip.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing but the extensions that the operator allows is ever called, whatever a telephone names. */
class TransferRuleTest {
    private static final SipHost DOMAIN = new SipHost("pbx.example.org");
    private static final TransferRule RULE = new TransferRule("08[0-9]{2}|\\*21#");
    private static final String[] PARTS = {
        "sip:",
        "sips:",
        "SIP:",
        "tel:",
        "http://",
        "0801",
        "0900",
        "+34911",
        "*21%23",
        "*21#",
        "@",
        "@@",
        "pbx.example.org",
        "PBX.example.org.",
        "evil.example",
        "[::1]",
        ":5060",
        ":99999",
        ";user=phone",
        ";transport=tls",
        ";method=BYE",
        ";maddr=evil.example",
        "?Route=%3Csip:evil%3E",
        "?Replaces=x",
        "%0d%0a",
        "\r\n",
        " ",
        "<",
        ">",
        "\"",
        ",",
        "",
        "%00",
        "%30801",
        "%2A21%2523",
        "%4",
        "é",
        "0801%40evil"
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:0801@pbx.example.org",
                "sip:0801@PBX.example.org:5060;transport=tls;user=phone",
                "SIP:0801@pbx.example.org:9"
            })
    void anAllowedExtensionOfTheDomainIsTheGoal(String target) {
        assertThat(RULE.goal(target, null, DOMAIN)).contains(callee("0801"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sip:*21%23@pbx.example.org", "sip:%2A21%23@pbx.example.org", "sip:%2a%32%31%23@pbx.example.org"
            })
    void theExtensionMayBeEscaped(String target) {
        assertThat(RULE.goal(target, null, DOMAIN)).contains(callee("*21#"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sip:0801",
                "sip:0900@pbx.example.org",
                "sip:08011@pbx.example.org",
                "sip:0801@evil.example",
                "sip:0801@pbx.example.org@evil.example",
                "sip:0801@pbx.example.org;maddr=evil.example",
                "sip:0801@pbx.example.org;method=BYE",
                "sip:0801@pbx.example.org?Route=%3Csip:evil.example%3E",
                "sip:0801%40evil.example@pbx.example.org",
                "sip:%2530801@pbx.example.org",
                "sip:0801%0d%0aX:y@pbx.example.org",
                "sip:0801%00@pbx.example.org",
                "sip:0801%@pbx.example.org",
                "sip:0801%FF@pbx.example.org",
                "sip:%30900@pbx.example.org",
                "tel:0801",
                "\"x\" <sip:0801@pbx.example.org>",
                "sip:0801@pbx.example.org\r\nX: y"
            })
    void everythingElseIsNone(String target) {
        assertThat(RULE.goal(target, null, DOMAIN)).isEmpty();
    }

    private static Callee callee(String extension) {
        return new Callee(new Extension(extension));
    }

    @Test
    void theCallerMayTakeThePlaceOfATalkOfWhoMayBeCalled() {
        String talk = "a%40b%3Bfrom-tag%3Dc%3Bto-tag%3Dd";

        assertThat(RULE.goal("sip:0801@pbx.example.org", talk, DOMAIN))
                .contains(new Callee(new Extension("0801"), new Replaces("a@b;from-tag=c;to-tag=d")));
        assertThat(RULE.goal("sip:0900@pbx.example.org", talk, DOMAIN)).isEmpty();
        assertThat(RULE.goal("sip:0801@pbx.example.org", "a%40b", DOMAIN)).isEmpty();
    }

    @Test
    void withoutARuleThereIsNone() {
        assertThat(TransferRule.NONE.goal("sip:0801@pbx.example.org", null, DOMAIN))
                .isEmpty();
        assertThat(RULE.goal(null, null, DOMAIN)).isEmpty();
    }

    /** Janus cuts them off; were they told, none would lead anywhere, however it is written. */
    @Test
    void noSpellingOfAHeaderOrAParameterMakesADifference() {
        Random random = new Random(3891);
        List<String> names =
                List.of("?Replaces=a%40b", "?Route=%3Csip:evil%3E", ";method=BYE", ";maddr=evil", "?X&Replaces=a");
        for (int i = 0; i < 10_000; i++) {
            String more = spelled(names.get(random.nextInt(names.size())), random);
            assertThat(RULE.goal("sip:0801@pbx.example.org" + more, null, DOMAIN))
                    .as(more)
                    .isEmpty();
        }
    }

    /** As RFC 3261 section 7.3.1 and RFC 3986 section 2.1 allow to write it. */
    private static String spelled(String text, Random random) {
        return text.chars()
                .mapToObj(letter -> Character.toString(letter))
                .map(letter -> random.nextBoolean() ? letter.toUpperCase(Locale.ROOT) : letter.toLowerCase(Locale.ROOT))
                .map(letter -> random.nextInt(4) == 0 && letter.matches("[A-Za-z]")
                        ? "%" + Integer.toHexString(letter.charAt(0))
                        : letter)
                .collect(Collectors.joining());
    }

    /** Made of what could mislead a reader of URIs. */
    @Test
    void ofTenThousandTargetsOnlyAllowedExtensionsComeOut() {
        Random random = new Random(12);
        for (int i = 0; i < 10_000; i++) {
            StringBuilder target = new StringBuilder(random.nextBoolean() ? "sip:0801@pbx.example.org" : "");
            for (int part = random.nextInt(6); part > 0; part--) {
                int place = random.nextInt(target.length() + 1);
                target.insert(random.nextBoolean() ? place : target.length(), PARTS[random.nextInt(PARTS.length)]);
            }
            RULE.goal(target.toString(), null, DOMAIN)
                    .ifPresent(goal -> assertThat(goal.extension().number())
                            .as(target.toString())
                            .matches("08[0-9]{2}|\\*21#"));
        }
    }
}
