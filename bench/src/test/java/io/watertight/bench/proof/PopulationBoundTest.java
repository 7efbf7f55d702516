package io.watertight.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class PopulationBoundTest {
    private static final long LINGER_MILLIS = Facts.HORIZON_MILLIS - 200;

    @Test
    void bothCurvesAreWhatCountingSubjectsAtAnInstantGives() {
        Random random = new Random(20261122);
        for (int round = 0; round < 200; round++) {
            // Given
            long[][] admissions = new long[8][];
            Facts facts = new Facts().ledger(1, 9_000, 0, 0, 0, 0);
            for (int subject = 0; subject < admissions.length; subject++) {
                admissions[subject] = LongStream.generate(() -> random.nextLong(8_000))
                        .limit(random.nextInt(6))
                        .sorted()
                        .toArray();
                facts.admitted(1, subject, admissions[subject]);
            }
            Evidence evidence = facts.over(10_000);

            // When
            PopulationBound bound =
                    PopulationBound.of(evidence, evidence.replicas().getFirst());

            // Then
            for (long millis = 0; millis < 10_000; millis += 50) {
                long instant = Facts.nanos(millis);
                assertThat(bound.exactAt(instant)).isEqualTo(notFullAt(millis, admissions));
                assertThat(bound.publishedAt(instant)).isEqualTo(admittedWithinHorizonOf(millis, admissions));
            }
        }
    }

    private static long notFullAt(long millis, long[][] admissions) {
        long count = 0;
        for (long[] subject : admissions) {
            long tat = Long.MIN_VALUE;
            for (long at : subject) {
                if (at <= millis) {
                    tat = Math.max(tat, at) + 100;
                }
            }
            count += tat > millis - LINGER_MILLIS ? 1 : 0;
        }
        return count;
    }

    private static long admittedWithinHorizonOf(long millis, long[][] admissions) {
        long count = 0;
        for (long[] subject : admissions) {
            count += LongStream.of(subject).anyMatch(at -> at <= millis && at > millis - Facts.HORIZON_MILLIS) ? 1 : 0;
        }
        return count;
    }
}
