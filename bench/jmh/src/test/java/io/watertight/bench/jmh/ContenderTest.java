package io.watertight.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All contenders are given the same work, and do it. */
class ContenderTest {

    private final Subjects subjects = new Subjects();

    @ParameterizedTest
    @EnumSource
    void admitsWhatIsToBeAdmitted(LimiterKind kind) {
        try (Contender contender = kind.open(Workload.ADMITTED, 10)) {
            contender.fill(subjects, 1);

            assertThat(contender.admits(subjects, 1)).isTrue();
            assertThat(contender.admits(subjects, 2)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EMPTY")
    void deniesWhatIsToBeDenied(LimiterKind kind) {
        try (Contender contender = kind.open(Workload.DENIED, 10)) {
            contender.fill(subjects, 1);

            assertThat(contender.admits(subjects, 1)).isFalse();
            assertThat(contender.admits(subjects, 2)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void admitsInEachModeWithoutANetworkOnceAShareHasEarnedSomething(ModeKind mode) {
        try (Contender contender = mode.open(Workload.FAR_BELOW)) {
            boolean admitted = Stream.generate(() -> contender.admits(subjects, 1))
                    .limit(10_000_000)
                    .anyMatch(Boolean::booleanValue);

            assertThat(admitted).isTrue();
        }
    }

    @Test
    void writesSubjectsOfOneLength() {
        assertThat(subjects.textOf(7)).isEqualTo("user-00000000007");
        assertThat(subjects.textOf(98_765_432_109L)).isEqualTo("user-98765432109");
    }

    @Test
    void measuresTheHeapThatABucketTakes() {
        assertThat(HeapPerBucket.of(LimiterKind.FLAT, 100_000)).isBetween(24.0, 64.0);
    }
}
