package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OverflowBucketsTest {

    @Test
    void twoThreadsGetTheBurstBetweenThemAndNotOneMore() throws Exception {
        for (int i = 0; i < 10; i++) {
            OverflowBuckets buckets = new OverflowBuckets(0);

            // no more rounds than there are buckets, so that each has its own
            long wrongRounds = Contention.wrongRounds(buckets::charge, 0, OverflowBuckets.COUNT);

            assertThat(wrongRounds).isZero();
        }
    }

    @Test
    void aSubjectAlwaysFallsOnTheSameBucket() {
        Property.holds(1_000, random -> {
            // Given
            OverflowBuckets buckets = new OverflowBuckets(0);
            SubjectKey subject = Arbitrary.subject(random);
            // When
            buckets.charge(subject, 0, 3, 10);
            // Then
            assertThat(buckets.tat(subject)).isEqualTo(3);
            assertThat(buckets.charge(subject, 0, 8, 10)).isEqualTo(1);
            assertThat(buckets.tat(subject)).as("a denial writes nothing").isEqualTo(3);
        });
    }
}
