package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaTest {

    @ParameterizedTest
    @CsvSource({
        "100, PT1M, 20, 600000000, 12000000000",
        "3, PT1S, 2, 333333334, 666666668",
        "1000000000, PT1S, 5, 1, 5",
        "999999999, PT1S, 5, 2, 10",
        "1, P730D, 1, 63072000000000000, 63072000000000000",
        "1, PT0.000000001S, 1, 1, 1",
    })
    void roundsTheIntervalUpAndMultipliesItByTheBurst(
            long permits, Duration period, long burst, long interval, long timeToFull) {
        Quota quota = new Quota(permits, period, burst);

        assertThat(quota.emissionIntervalNanos()).isEqualTo(interval);
        assertThat(quota.timeToFullNanos()).isEqualTo(timeToFull);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0          | PT1S            | 1                   | permits: 0 (expected: >= 1)
            -3         | PT1S            | 1                   | permits: -3 (expected: >= 1)
            1          | PT0S            | 1                   | period: PT0S (expected: > PT0S)
            1          | PT-1S           | 1                   | period: PT-1S (expected: > PT0S)
            1          | PT10000000H     | 1                   | period: PT10000000H (expected: <= PT640511H56M49.213693952S)
            1000000001 | PT1S            | 1                   | permits: 1000000001 (expected: <= 1 per nanosecond of the period)
            1          | PT1S            | 0                   | burst: 0 (expected: >= 1)
            1          | PT1S            | 2305843010          | burst: 2305843010 (expected: <= 2305843009, to be full again within PT640511H56M49.213693952S)
            1          | PT1S            | 9223372036854775807 | burst: 9223372036854775807 (expected: <= 2305843009, to be full again within PT640511H56M49.213693952S)
            """)
    void refusesAQuotaThatCannotBeKept(long permits, Duration period, long burst, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Quota(permits, period, burst))
                .withMessage(message);
    }

    @Test
    void acceptsTheLongestTimeToFullThereMayBe() {
        Quota quota = new Quota(1, Quota.MAX_TIME_TO_FULL, 1);

        assertThat(quota.timeToFullNanos()).isEqualTo(1L << 61);
    }
}
