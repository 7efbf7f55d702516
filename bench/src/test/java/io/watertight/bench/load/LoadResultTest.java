package io.watertight.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** When a run is worth nothing, and what is said then. */
class LoadResultTest {
    @Test
    void aRunThatDidWhatItWasAskedToIsValid() {
        assertThat(result(10, 0, 991, 0.9, 9_990_000).validity()).isEmpty();
    }

    @Test
    void aRateThatWasNotAchievedIsAReason() {
        assertThat(result(10, 0, 989, 0.5, 0).validity())
                .containsExactly("rate not achieved: 989.0/s of 1000.0/s (limit: 1 % less)");
    }

    @Test
    void droppedRequestsAreAReason() {
        assertThat(result(10, 3, 1000, 0.5, 0).validity())
                .containsExactly("3 of 10000 requests could not be sent: no connection was free");
    }

    @Test
    void aSaturatedCoreIsAReason() {
        assertThat(result(10, 0, 1000, 0.91, 0).validity())
                .containsExactly("generator saturated: 91 % of its CPU (limit: 90 %)");
    }

    @Test
    void aLateGeneratorIsAReason() {
        assertThat(result(10, 0, 1000, 0.5, 25_000_000).validity(Duration.ofMillis(26)))
                .isEmpty();
        assertThat(result(10, 0, 1000, 0.5, 25_000_000).validity())
                .containsExactly("generator late: p99 25.0 ms (limit: 10.0 ms)");
    }

    @Test
    void anEarlyEndIsAReason() {
        assertThat(result(4, 0, 1000, 0.5, 0).validity()).containsExactly("stopped after 4.0 s of 10.0 s");
    }

    @Test
    void whatTheEngineSaysItselfComesFirst() {
        assertThat(result(4, 0, 1000, 0.5, 0, "a line is missing").validity())
                .containsExactly("a line is missing", "stopped after 4.0 s of 10.0 s");
    }

    private static LoadResult result(
            int elapsedSeconds,
            long dropped,
            double achieved,
            double cpuShare,
            long dispatchLagNanos,
            String... objections) {
        Histogram lag = Distribution.newHistogram();
        lag.recordValue(dispatchLagNanos);
        Distribution none = new Distribution(Distribution.newHistogram());
        return new LoadResult(
                Duration.ofSeconds(10),
                Duration.ofSeconds(elapsedSeconds),
                10_000,
                10_000 - dropped,
                10_000 - dropped,
                dropped,
                0,
                new TreeMap<>(Map.of(200, 10_000 - dropped)),
                Map.of(),
                1000,
                achieved,
                none,
                none,
                none,
                new Distribution(lag),
                cpuShare,
                Map.of(),
                List.of(objections));
    }
}
