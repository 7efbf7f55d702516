package io.watertight.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SubjectTimelinesTest {

    @Test
    void decisionsAreGroupedBySubjectInOrderOfTime() {
        // Given
        Random random = new Random(20261122);
        DecisionColumns decisions = new DecisionColumns();
        Map<Long, TreeMap<Long, Boolean>> expected = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            long subject = random.nextBoolean() ? random.nextLong(50) : random.nextLong();
            long at = i * 1_000L + random.nextLong(1_000) - 10_000_000;
            boolean admitted = random.nextBoolean();
            decisions.add(subject, at - 1, at, at + 1, admitted);
            expected.computeIfAbsent(subject, s -> new TreeMap<>()).put(at, admitted);
        }

        // When
        SubjectTimelines timelines = SubjectTimelines.of(decisions);

        // Then
        assertThat(timelines.subjects()).isEqualTo(expected.size());
        for (int s = 0; s < timelines.subjects(); s++) {
            List<Map.Entry<Long, Boolean>> grouped = IntStream.range(timelines.from(s), timelines.to(s))
                    .mapToObj(i -> Map.entry(timelines.atNanos(i), timelines.admitted(i)))
                    .toList();
            TreeMap<Long, Boolean> timeline = expected.getOrDefault(timelines.subject(s), new TreeMap<>());
            assertThat(grouped).isEqualTo(List.copyOf(timeline.entrySet()));
        }
    }

    @Test
    void aReplicaThatDecidedNothingHasNoSubjects() {
        // Given
        DecisionColumns nothing = new DecisionColumns();

        // When
        SubjectTimelines timelines = SubjectTimelines.of(nothing);

        // Then
        assertThat(timelines.subjects()).isZero();
        assertThat(timelines.decisions()).isZero();
    }
}
