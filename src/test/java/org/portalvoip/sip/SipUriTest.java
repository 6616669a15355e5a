package org.portalvoip.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SipUriTest {

    @Test
    void hasThreeShapes() {
        assertThat(SipUri.addressOfRecord("goofy", "pbx.example.org")).hasToString("sip:goofy@pbx.example.org");
        assertThat(SipUri.request("0800", "192.0.2.7", 5061)).hasToString("sip:0800@192.0.2.7:5061");
        assertThat(SipUri.server("[2001:db8::1]", 5061)).hasToString("sip:[2001:db8::1]:5061");
    }

    @Test
    void aNumberSignIsWrittenAsRfc3261Wants() {
        assertThat(SipUri.request("*21#", "h", 0)).hasToString("sip:*21%23@h");
    }

    @Test
    void anAddressTakesThePlaceOfAName() throws UnknownHostException {
        SipUri server = SipUri.server("pbx.example.org", 5061);

        assertThat(server.at(InetAddress.getByName("192.0.2.7"))).hasToString("sip:192.0.2.7:5061");
        assertThat(server.at(InetAddress.getByName("2001:db8::1"))).hasToString("sip:[2001:db8:0:0:0:0:0:1]:5061");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "a b", "a\rb", "a\nb", "a\0b", "a@b", "a:b", "a<b", "a>b", "a\"b", "a%20", "\u00e9", "a\u0085",
                "a\\b"
            })
    void refusesAUserThatRfc3261DoesNotAllow(String user) {
        assertThatThrownBy(() -> SipUri.request(user, "h", 5061)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "h h",
                "h\r\nX: y",
                "h\0",
                "h;transport=tcp",
                "h?x",
                "h:5060",
                "-h",
                "h-",
                ".h",
                "h..x",
                "::1",
                "[::1",
                "[x]",
                "sip:h",
                "\u00e9"
            })
    void refusesWhatIsNoHost(String host) {
        assertThatThrownBy(() -> SipUri.server(host, 5061)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65536})
    void refusesWhatIsNoPort(int port) {
        assertThatThrownBy(() -> SipUri.server("h", port)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theRefusalDoesNotRepeatTheValue() {
        assertThatThrownBy(() -> SipUri.request("se\r\ncret", "h", 0)).hasMessageNotContaining("cret");
    }
}
