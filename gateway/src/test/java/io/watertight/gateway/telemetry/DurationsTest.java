package io.watertight.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DurationsTest {

    private final Durations durations = new Durations(Labels.of("route", "/api"), 3);

    @Test
    void whatSeveralLoopsHaveCountedIsAddedUp() {
        // When
        durations.record(0, TimeUnit.MILLISECONDS.toNanos(3));
        durations.record(2, TimeUnit.MILLISECONDS.toNanos(4));
        durations.record(2, TimeUnit.SECONDS.toNanos(20));

        // Then
        HistogramDataPointSnapshot snapshot = durations.snapshot();
        assertThat(snapshot.getCount()).isEqualTo(3);
        assertThat(snapshot.getSum()).isEqualTo(20.007);
        assertThat(countUpTo(snapshot, 0.005)).isEqualTo(2);
        assertThat(countUpTo(snapshot, Double.POSITIVE_INFINITY)).isEqualTo(1);
    }

    @Test
    void aBoundBelongsToTheBucketBelowIt() {
        // When
        durations.record(0, 1_000_000);
        durations.record(0, 1_000_001);

        // Then
        assertThat(countUpTo(durations.snapshot(), 0.001)).isEqualTo(1);
        assertThat(countUpTo(durations.snapshot(), 0.0025)).isEqualTo(1);
    }

    @Test
    void nothingIsLostWhileLoopsRecordAtTheSameTime() throws Exception {
        // Given
        int each = 100_000;
        Thread[] loops = new Thread[3];

        // When
        for (int i = 0; i < loops.length; i++) {
            int loop = i;
            loops[i] = Thread.ofPlatform().start(() -> {
                for (int n = 0; n < each; n++) {
                    durations.record(loop, n);
                }
            });
        }
        for (Thread loop : loops) {
            loop.join();
        }

        // Then
        assertThat(durations.snapshot().getCount()).isEqualTo(3L * each);
    }

    private static long countUpTo(HistogramDataPointSnapshot snapshot, double bound) {
        return snapshot.getClassicBuckets().stream()
                .filter(bucket -> bucket.getUpperBound() == bound)
                .findFirst()
                .orElseThrow()
                .getCount();
    }
}
