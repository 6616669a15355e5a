package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken from the header fields of a queue, which anybody's telephone system may fill. */
class QueueHeadersTest {

    private static Waiting waiting(String position, String seconds) {
        var headers = Map.of("x-queue-position", position, "x-queue-wait", seconds);
        return QueueHeaders.USUAL.in(new SipEvent.Ringing(headers)).orElse(null);
    }

    @ParameterizedTest
    @CsvSource({"3,120,3,2", "1,1,1,1", "12,61,12,2", "999,86400,999,1440", "' 4 ',0,4,0", "0,59,0,1"})
    void placeAndTimeAreNumbers(String position, String seconds, int place, int minutes) {
        assertThat(waiting(position, seconds)).isEqualTo(new Waiting(place, minutes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1000", "3rd", "99999999999999999999", "1.5", "<b>1</b>", "٣"})
    void whatIsNoNumberInRangeIsUnknown(String text) {
        assertThat(waiting(text, "60")).isEqualTo(new Waiting(0, 1));
        assertThat(waiting(text, "")).isNull();
    }

    @Test
    void aTimeOfMoreThanOneDayIsUnknown() {
        assertThat(waiting("2", "86401")).isEqualTo(new Waiting(2, 0));
    }

    @Test
    void theNamesAreTheOperatorsInAnyCase() {
        var names = new QueueHeaders("X-Place", "X-Seconds");

        assertThat(names.in(new SipEvent.Progress(Map.of("x-place", "5")))).contains(new Waiting(5, 0));
        assertThat(names.in(new SipEvent.Progress(Map.of("x-queue-position", "5"))))
                .isEmpty();
    }

    @Test
    void queuedWithoutNumbersIsQueuedAllTheSame() {
        assertThat(QueueHeaders.USUAL.in(new SipEvent.Queued())).contains(new Waiting(0, 0));
        assertThat(QueueHeaders.USUAL.in(new SipEvent.Accepted())).isEmpty();
    }
}
