package io.watertight.echo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watertight.echo.Knobs.Abort;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnobsTest {
    @Test
    void everyKnobIsReadFromTheQuery() throws KnobException {
        Knobs knobs = Knobs.parse(
                "/a?bytes=1000&latency=50ms&status=503&burn=5ms&abort=midway&chunked=true&trailer=true&other=1");

        assertThat(knobs)
                .isEqualTo(new Knobs(
                        1000, 503, new Latency.Fixed(50_000_000), 5_000_000, Abort.MIDWAY, true, true, false));
    }

    @ParameterizedTest
    @CsvSource({"/", "/a/b", "/?", "/?page=2", "/a?other=bytes"})
    void aTargetWithoutKnobsIsEchoed(String target) throws KnobException {
        assertThat(Knobs.parse(target)).isEqualTo(Knobs.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=-1 | bytes: -1 (expected: 0..1073741824)",
                "bytes=1073741825 | bytes: 1073741825 (expected: 0..1073741824)",
                "bytes=99999999999999999999 | bytes: 99999999999999999999 (expected: 0..1073741824)",
                "bytes= | bytes:  (expected: 0..1073741824)",
                "status=199 | status: 199 (expected: 200..599)",
                "status=600 | status: 600 (expected: 200..599)",
                "latency=61s | latency: 61s (expected: " + Latency.SYNTAX + ")",
                "latency=5 | latency: 5 (expected: " + Latency.SYNTAX + ")",
                "latency=exp:x | latency: exp:x (expected: " + Latency.SYNTAX + ")",
                "latency=uniform:9ms-5ms | latency: uniform:9ms-5ms (expected: " + Latency.SYNTAX + ")",
                "latency=uniform:9ms | latency: uniform:9ms (expected: " + Latency.SYNTAX + ")",
                "burn=11s | burn: 11s (expected: a duration such as 5ms, at most 10s)",
                "abort=later | abort: later (expected: before or midway)",
                "chunked=yes | chunked: yes (expected: true or false)",
                "status=200&status=500 | status: 200, 500 (expected: given once)",
                "stream=true&bytes=5 | stream: true with bytes=5 (expected: one of them)",
            })
    void aValueOutOfRangeIsNamedWithWhatIsExpected(String query, String message) {
        assertThatThrownBy(() -> Knobs.parse("/?" + query))
                .isInstanceOf(KnobException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"1us, 1000", "1ms, 1000000", "2s, 2000000000", "1m, 60000000000", "0s, 0"})
    void aDurationIsANumberAndAUnit(String text, long nanos) {
        assertThat(DurationText.parseNanos(text)).isEqualTo(nanos);
    }

    @Test
    void uniformLatencyStaysWithinItsBoundsAndReachesBoth() throws KnobException {
        Latency latency = Latency.parse("uniform:1us-2us");
        Random random = new Random(1);

        long[] draws = LongStream.generate(() -> latency.sampleNanos(random))
                .limit(100_000)
                .toArray();

        assertThat(LongStream.of(draws).min()).hasValue(1_000);
        assertThat(LongStream.of(draws).max()).hasValue(2_000);
    }

    @Test
    void exponentialLatencyHasTheMeanAskedForAndIsCutAtTheMaximum() throws KnobException {
        Latency short20 = Latency.parse("exp:20ms");
        Latency long60 = Latency.parse("exp:60s");
        Random random = new Random(1);

        double mean = LongStream.generate(() -> short20.sampleNanos(random))
                .limit(100_000)
                .average()
                .orElseThrow();
        long longest = LongStream.generate(() -> long60.sampleNanos(random))
                .limit(1_000)
                .max()
                .orElseThrow();

        assertThat(mean).isBetween(19_500_000.0, 20_500_000.0);
        assertThat(longest).isEqualTo(Latency.MAX_NANOS);
    }
}
