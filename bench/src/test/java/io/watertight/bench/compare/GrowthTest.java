package io.watertight.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.bench.compare.Comparison.Growth;
import io.watertight.bench.compare.Comparison.MemorySample;
import io.watertight.bench.load.LoadObserver;
import io.watertight.bench.load.LoadResponse;
import io.watertight.bench.proof.Finding;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class GrowthTest {
    private static final long SUBJECTS_PER_SECOND = 10_000;

    @Test
    void aGatewayThatForgetsIsHeld() {
        // Given
        List<MemorySample> samples = samples(subjects -> 50_000_000 + Math.min(subjects, 100_000) * 100);

        // When
        Optional<Growth> growth = MemoryTrial.growth(samples, 10);

        // Then
        assertThat(growth).map(Growth::bytesPerSubject).hasValue(0.0);
        assertThat(growth).map(MemoryTrial::finding).hasValue(Finding.HELD);
    }

    @Test
    void aGatewayThatKeepsSomethingForEachSubjectIsGuilty() {
        // Given
        List<MemorySample> samples = samples(subjects -> 50_000_000 + subjects * 90);

        // When
        Optional<Growth> growth = MemoryTrial.growth(samples, 10);

        // Then
        assertThat(growth.orElseThrow().bytesPerSubject()).isEqualTo(90);
        assertThat(growth).map(MemoryTrial::finding).hasValue(Finding.VIOLATED);
    }

    @Test
    void growthBeforeTheWindowIsOverDoesNotCount() {
        // Given
        List<MemorySample> samples = samples(subjects -> Math.min(subjects, 140_000) * 1_000);

        // When
        Optional<Growth> early = MemoryTrial.growth(samples, 0);
        Optional<Growth> late = MemoryTrial.growth(samples, 14);

        // Then
        assertThat(early).map(MemoryTrial::finding).hasValue(Finding.VIOLATED);
        assertThat(late).map(MemoryTrial::finding).hasValue(Finding.HELD);
    }

    @Test
    void whoIsTurnedAwayIsNoSubjectThatWasSeen() {
        AtomicLong seen = new AtomicLong();
        LoadObserver observer = MemoryTrial.counting(seen);

        for (int status : new int[] {200, 401, 429, 503, 200}) {
            observer.onResponse(new LoadResponse("a", 0, 1, status, 0, 0, 1, LoadResponse.ABSENT, LoadResponse.ABSENT));
        }

        assertThat(seen).hasValue(2);
    }

    @Test
    void tooFewSamplesTellNothing() {
        assertThat(MemoryTrial.growth(samples(subjects -> subjects), 19)).isEmpty();
        assertThat(MemoryTrial.growth(List.of(), 0)).isEmpty();
    }

    /** One a second, for 20 seconds. */
    private static List<MemorySample> samples(LongUnaryOperator bytes) {
        return LongStream.rangeClosed(1, 20)
                .mapToObj(second -> new MemorySample(
                        second, second * SUBJECTS_PER_SECOND, bytes.applyAsLong(second * SUBJECTS_PER_SECOND)))
                .toList();
    }
}
