package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.janus.JanusAddress;
import org.portalvoip.language.Languages;
import org.portalvoip.secret.Secret;
import org.portalvoip.sip.Extension;
import org.portalvoip.sip.Malformed;
import org.portalvoip.sip.SipHost;
import org.portalvoip.sip.SipPassword;
import org.portalvoip.sip.SipPort;
import org.portalvoip.sip.SipUser;
import org.portalvoip.testing.SampleParameters;

/** Values as people paste them: what is stored, or which sentence is said and what it names. */
class ValuesTest extends RulesOfASet {
    static final Iterable<Locale> languages = Languages.ALL;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SERVER|HTTPS://gw.example/janus|https://gw.example/janus",
                "SERVER|Wss://gw.example|wss://gw.example",
                "SERVER|https://a.example/janus,|https://a.example/janus",
                "SERVER|https://a/janus,,https://a/janus|https://a/janus",
                "DOMAIN|PBX.Example.COM|pbx.example.com",
                "DOMAIN|pbx.example.com.|pbx.example.com",
                "DOMAIN|2001:db8::1|[2001:db8::1]",
                "DOMAIN|höst.example|xn--hst-sna.example",
                "DOMAIN|sip_pbx|sip_pbx",
                "PORT|05061|5061",
                "PORT|５０６１|5061",
                "USER|ｇｏｏｆｙ|goofy",
                "EXTENSION|+34 91 123 45 67|+34911234567",
                "EXTENSION|(0800) 123|0800123",
                "ACTIVE|y|S",
                "ACTIVE|false|N",
                "REGISTRATION_APPROACH| 1 |1"
            })
    void isStoredAsItWasMeant(Parameter parameter, String pasted, String stored) {
        assertThat(brokenBy(parameter, pasted)).isEmpty();
        assertThat(written().values()).containsEntry(parameter, stored);
    }

    static Stream<Arguments> pasted() {
        return Stream.of("\u00a0", "\t", "\u200b", "\ufeff", "\u202c", "\u202e", "\u00ad", "\u3000", "\r\n", "  ")
                .flatMap(unseen -> Stream.of(Parameter.values())
                        .filter(parameter -> SampleParameters.withoutSecret().get(parameter) != null)
                        .map(parameter -> arguments(parameter, unseen)));
    }

    @ParameterizedTest
    @MethodSource("pasted")
    void whatNobodySeesAtAnEndIsDropped(Parameter parameter, String unseen) {
        String value = values.get(parameter);
        assertThat(brokenBy(parameter, unseen + value + unseen)).isEmpty();
        assertThat(written().values()).containsEntry(parameter, value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SERVER|sip:127.0.0.1:5061|parameters.324.sip|",
                "SERVER|127.0.0.1|parameters.324.scheme|",
                "SERVER|https://janus_gw:8089/janus|parameters.324.unusable|janus_gw",
                "SERVER|https://2001:db8::1/janus|parameters.324.brackets|2001:db8::1",
                "SERVER|https://host/admin|parameters.324.admin|",
                "SERVER|ws://2130706433/|parameters.host.ipv4|2130706433",
                "SERVER|https://[fe80::1%25eth0]/|parameters.host.zone|%25eth0",
                "DOMAIN|[fe80::1%25eth0]|parameters.host.zone|%25eth0",
                "DOMAIN|host:5061|parameters.host.port|",
                "DOMAIN|a\u200bb|parameters.host.character|\u200b",
                "PORT|65536|parameters.326.range|",
                "USER|a,b|parameters.327.character|,",
                "USER|goofy@pbx.example|parameters.327.address|",
                "EXTENSION|0800@evil|parameters.329.character|@",
                "EXTENSION|+44 (0)20 7946|parameters.329.trunk|(0)",
                "ACTIVE|X|parameters.323.flag|",
                "REGISTRATION_APPROACH|4|parameters.330.choice|"
            })
    void theSentenceBelongsToWhatIsWrong(Parameter parameter, String pasted, String text, String part) {
        values.put(parameter, pasted);
        assertThat(written().violations()).containsExactly(new Violation(parameter, text, part == null ? "" : part));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\u200b"})
    void aParameterWithADefaultIsNeverEmpty(String empty) {
        values.put(Parameter.ACTIVE, "N");
        assertThat(brokenBy(Parameter.REGISTRATION_APPROACH, empty)).containsExactly("parameters.330.choice");
        values.put(Parameter.REGISTRATION_APPROACH, "1");
        assertThat(brokenBy(Parameter.ACTIVE, empty)).containsExactly("parameters.323.flag");
    }

    /** Also for what a later hand adds: no fault is without its sentence, in any language. */
    @ParameterizedTest
    @FieldSource("languages")
    void eachFaultHasItsSentence(Locale language) {
        Map.<Parameter, Enum<?>[]>of(
                        Parameter.SERVER, JanusAddress.Fault.values(),
                        Parameter.DOMAIN, SipHost.Fault.values(),
                        Parameter.PORT, SipPort.Fault.values(),
                        Parameter.USER, SipUser.Fault.values(),
                        Parameter.PASSWORD, SipPassword.Fault.values(),
                        Parameter.EXTENSION, Extension.Fault.values())
                .forEach((parameter, faults) -> Stream.of(faults)
                        .map(fault -> Violation.of(parameter, new Malformed(fault, "@")))
                        .forEach(violation -> assertThat(violation.sentence(language))
                                .isNotBlank()
                                .doesNotContain("{", "''")));
        Stream.of(SipPassword.Oddity.values()).forEach(oddity -> assertThat(notes(Map.of(), odd(oddity)))
                .containsExactly("parameters.328.note." + oddity.name().toLowerCase(Locale.ROOT)));
    }

    private static String odd(SipPassword.Oddity oddity) {
        return switch (oddity) {
            case BLANK -> "ends with a space ";
            case INVISIBLE -> "\u200bbegins with nothing";
        };
    }

    @ParameterizedTest
    @CsvSource({"USER,a\u200bb,U+200B", "USER,a b,space", "USER,a\u0000b,U+0000", "DOMAIN,a\u00adb,U+00AD", "USER,aéb,é"
    })
    void whatNobodySeesIsCalledByItsCodePoint(Parameter parameter, String pasted, String named) {
        values.put(parameter, pasted);
        assertThat(written().violations()).singleElement().satisfies(violation -> assertThat(
                        violation.sentence(Locale.ENGLISH))
                .contains("“" + named + "”"));
    }

    @Test
    void aLongPartIsShortened() {
        values.put(Parameter.DOMAIN, "a".repeat(200));
        assertThat(written().violations()).singleElement().satisfies(violation -> assertThat(
                        violation.sentence(Locale.ENGLISH))
                .hasSizeLessThan(250));
    }

    @ParameterizedTest
    @CsvSource({
        "https://gw.example,parameters.324.note.path",
        "http://gw.example/,parameters.324.note.path",
        "https://gw.example/janus,",
        "wss://gw.example,",
        "\u200d\u200d,"
    })
    void anHttpAddressWithoutAPathIsSaid(String server, String note) {
        assertThat(notes(Map.of(Parameter.SERVER, server), null)).isEqualTo(note == null ? List.of() : List.of(note));
    }

    private static List<String> notes(Map<Parameter, String> values, String secret) {
        return new Submission(
                        values,
                        secret == null ? SecretAct.KEEP : SecretAct.REPLACE,
                        secret == null ? null : new Secret(secret),
                        Map.of())
                .notes().stream().map(Note::text).toList();
    }
}
