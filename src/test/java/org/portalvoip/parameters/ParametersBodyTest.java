package org.portalvoip.parameters;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.parameters.ParametersBody.Unreadable;

/** A body over REST becomes exactly the values that were sent, or is refused with the sentence that names the remedy. */
class ParametersBodyTest {
    private static final String SPANISH = "{\"328\":\"contraseña 🎧\"}";

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "utf-8", "UTF-16", "UTF-16LE", "UTF-32"})
    void textIsReadInTheCharsetThatTheRequestNames(String charset) throws Exception {
        assertThat(read(SPANISH.getBytes(Charset.forName(charset)), charset)
                        .secret()
                        .reveal())
                .isEqualTo("contraseña 🎧");
    }

    @Test
    void latin1IsReadOnlyWhereItIsNamed() throws Exception {
        byte[] body = "{\"328\":\"contraseña\"}".getBytes(ISO_8859_1);

        assertThat(read(body, "ISO-8859-1").secret().reveal()).isEqualTo("contraseña");
        assertUnreadable(body, null, "api.charset");
        assertUnreadable(body, "UTF-8", "api.charset");
        assertUnreadable(body, "US-ASCII", "api.charset");
    }

    @Test
    void withoutACharsetItIsUtf8WithOrWithoutAByteOrderMark() throws Exception {
        assertThat(read(SPANISH).secret().reveal()).isEqualTo("contraseña 🎧");
        assertThat(read("\uFEFF" + SPANISH).secret().reveal()).isEqualTo("contraseña 🎧");
    }

    @Test
    void aBodyThatEndsWithinALetterIsRefused() {
        byte[] whole = "{\"328\":\"contraseñ".getBytes(UTF_8);
        byte[] cut = new byte[whole.length + 1];
        System.arraycopy(whole, 0, cut, 0, whole.length - 1);
        cut[whole.length - 1] = '"';
        cut[whole.length] = '}';

        assertUnreadable(cut, null, "api.charset");
    }

    @Test
    void anEncodingThatIsNotNamedIsNotGuessed() {
        assertUnreadable(SPANISH.getBytes(UTF_16), null, "api.charset");
        assertUnreadable(SPANISH.getBytes(UTF_16LE), null, "api.charset");
        assertUnreadable(SPANISH.getBytes(Charset.forName("UTF-32")), null, "api.charset");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none-of-these", "", "utf 8", "\u0000"})
    void aCharsetThatDoesNotExistIsRefused(String charset) {
        assertUnreadable(SPANISH.getBytes(UTF_8), charset, "api.charset");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"329\":\"0900\",\"329\":\"0901\"}",
                "{\"328\":\"one\",\"328\":{\"set\":true}}",
                "{\"328\":null,\"328\":\"two\"}",
                "{\"notes\":[],\"notes\":[]}"
            })
    void aNumberThatOccursTwiceIsRefused(String body) {
        assertUnreadable(body.getBytes(UTF_8), null, "api.twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "8",
                "[]",
                "\"323\"",
                "{",
                "{\"329\"}",
                "{\"329\":\"0900\",}",
                "{\"329\":\"0900\"}{\"329\":\"0901\"}",
                "{\"329\":\"0900\"} x",
                "{\"331\":\"x\"}",
                "{\"+328\":\"x\"}",
                "329=0900"
            })
    void whatIsNotOneObjectOfOurNumbersIsRefused(String body) {
        assertUnreadable(body.getBytes(UTF_8), null, "api.notJson");
    }

    @ParameterizedTest
    @CsvSource({
        "323, true,      true",
        "323, false,     false",
        "326, 5061,      5061",
        "329, 800,       800",
        "330, 2,         2",
        "329, '\"0800\"', 0800",
        "325, '\"true\"', true"
    })
    void aValueIsTakenAsItWasWritten(int number, String json, String value) throws Exception {
        assertThat(read("{\"" + number + "\":" + json + "}").values())
                .containsExactly(Map.entry(Parameter.of(number).orElseThrow(), value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "323|1",
                "323|0",
                "323|[\"S\"]",
                "323|{\"set\":true}",
                "324|true",
                "324|8089",
                "324|[\"https://a/janus\",\"https://b/janus\"]",
                "325|true",
                "325|127.1",
                "326|true",
                "326|5061.0",
                "326|-5061",
                "326|[5061]",
                "327|true",
                "327|1000",
                "329|true",
                "329|1e2",
                "329|-1",
                "330|true",
                "330|1.0",
                "330|{\"set\":true}"
            })
    void aValueOfAnotherTypeIsRefusedAtItsNumber(int number, String json) {
        assertRefused("{\"" + number + "\":" + json + "}", number, "api.type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "false",
                "1234",
                "[\"secret\"]",
                "{}",
                "{\"set\":false}",
                "{\"set\":\"true\"}",
                "{\"set\":true,\"value\":\"secret\"}",
                "{\"value\":\"secret\"}"
            })
    void aPasswordIsTextOrNullOrWhatWasRead(String json) {
        assertRefused("{\"328\":" + json + "}", 328, "api.secret");
    }

    @Test
    void aPasswordIsKeptReplacedOrRemoved() throws Exception {
        assertThat(read("{}").secretAct()).isEqualTo(SecretAct.KEEP);
        assertThat(read("{\"328\":{\"set\":true}}").secretAct()).isEqualTo(SecretAct.KEEP);
        assertThat(read("{\"328\":null}").secretAct()).isEqualTo(SecretAct.REMOVE);
        assertThat(read("{\"328\":\"\"}").secretAct()).isEqualTo(SecretAct.REMOVE);
        assertThat(read("{\"328\":\" a \"}").secret().reveal()).isEqualTo(" a ");
    }

    private static Submission read(String body) throws Exception {
        return read(body.getBytes(UTF_8), null);
    }

    private static Submission read(byte[] body, String charset) throws Exception {
        return ParametersJson.submission(ParametersBody.members(body, charset), true, Map.of());
    }

    private static void assertUnreadable(byte[] body, String charset, String text) {
        assertThatThrownBy(() -> read(body, charset))
                .isInstanceOfSatisfying(
                        Unreadable.class, refusal -> assertThat(refusal.text()).isEqualTo(text));
    }

    private static void assertRefused(String body, int number, String text) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(InvalidParameters.class, refusal -> assertThat(refusal.violations())
                        .containsExactly(new Violation(Parameter.of(number).orElseThrow(), text)));
    }
}
