package io.watertight.gateway.admission;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.watertight.gateway.config.RateLimitFields;
import io.watertight.gateway.wire.HeadWriter;
import io.watertight.ratelimit.Decision;
import io.watertight.ratelimit.Quota;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class QuotaFieldsTest {

    /** Full after 12 s: a permit each 600 ms. */
    private static final Quota QUOTA = new Quota(100, Duration.ofMinutes(1), 20);

    static Stream<Arguments> decisions() {
        Decision admitted = new Decision.Admitted(QUOTA, 0, 7, 2_000_000_001L);
        Decision full = new Decision.Admitted(QUOTA, 0, 20, 0);
        Decision denied = new Decision.Denied(QUOTA, 0, 600_000_000L);
        Decision impossible = new Decision.Impossible(QUOTA, 0, 21);
        return Stream.of(
                arguments(admitted, RateLimitFields.DRAFT_11, draft("r=7;t=3")),
                arguments(full, RateLimitFields.DRAFT_11, draft("r=20;t=0")),
                arguments(denied, RateLimitFields.DRAFT_11, draft("r=0;t=1")),
                arguments(impossible, RateLimitFields.DRAFT_11, draft("r=0;t=12")),
                arguments(new Decision.Unavailable(QUOTA, 0, 1), RateLimitFields.DRAFT_11, ""),
                arguments(admitted, RateLimitFields.X_RATELIMIT, customary(7, 3)),
                arguments(denied, RateLimitFields.X_RATELIMIT, customary(0, 1)),
                arguments(admitted, RateLimitFields.OFF, ""));
    }

    private static String draft(String state) {
        return "RateLimit-Policy: \"default\";q=20;w=12\r\nRateLimit: \"default\";" + state + "\r\n";
    }

    private static String customary(int remaining, int reset) {
        return "X-RateLimit-Limit: 20\r\nX-RateLimit-Remaining: " + remaining + "\r\nX-RateLimit-Reset: " + reset
                + "\r\n";
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void an_answer_says_what_is_left_and_when_there_is_more(Decision decision, RateLimitFields style, String expected) {
        HeadWriter out = new HeadWriter();

        new QuotaFields("default", QUOTA, style).write(decision, out);

        ByteBuf written = Unpooled.buffer();
        out.appendTo(written);
        assertThat(written.toString(US_ASCII)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "999999999, 1", "1000000000, 1", "1000000001, 2", "60000000000, 60"})
    void whoever_comes_back_when_told_to_does_not_come_too_early(long nanos, long seconds) {
        assertThat(QuotaFields.retryAfterSeconds(nanos)).isEqualTo(seconds);
    }
}
