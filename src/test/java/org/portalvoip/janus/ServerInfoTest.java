package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows from the version of a Janus. */
class ServerInfoTest {
    private static boolean sends(String version, String address) throws UnknownHostException {
        return new ServerInfo(version, Duration.ZERO, Duration.ZERO).sendsSoundTo(InetAddress.getByName(address));
    }

    @ParameterizedTest
    @CsvSource({
        "0.14.1, false",
        "1.0.4, false",
        "1.1.2, false",
        "1.1.2-dev, false",
        "1.1.3, true",
        "1.1.10, true",
        "1.3.0, true",
        "2, true",
        "1.1, false"
    })
    void soundOverIpv6NeedsANewerJanusThanDebians(String version, boolean can) throws UnknownHostException {
        assertThat(sends(version, "2001:db8::1")).isEqualTo(can);
        assertThat(sends(version, "192.0.2.1")).isTrue();
    }

    /** As the guide for telephone engineers lists them. */
    @ParameterizedTest
    @CsvSource({
        "0.11.8, NO_SOUND_OVER_IPV6 NO_REASON SHORT_HEADERS VULNERABLE",
        "1.1.2, NO_SOUND_OVER_IPV6 NO_REASON SHORT_HEADERS VULNERABLE",
        "1.1.3, NO_REASON SHORT_HEADERS VULNERABLE",
        "1.1.4, SHORT_HEADERS VULNERABLE",
        "1.2.4, SHORT_HEADERS VULNERABLE",
        "1.3.0, VULNERABLE",
        "1.4.0, VULNERABLE",
        "1.4.1, ''",
        "2.0.0, ''",
        "newest, ''"
    })
    void eachVersionLacksWhatCameLater(String version, String lacks) {
        assertThat(new ServerInfo(version, Duration.ZERO, Duration.ZERO).shortcomings())
                .extracting(Shortcoming::name)
                .containsExactly(Stream.of(lacks.split(" ", -1))
                        .filter(name -> !name.isEmpty())
                        .toArray(String[]::new));
    }

    @Test
    void nothingIsSaidOfAJanusThatDoesNotTell() throws UnknownHostException {
        assertThat(sends(null, "2001:db8::1")).isTrue();
        assertThat(ServerInfo.NOT_TOLD.shortcomings()).isEmpty();
    }
}
