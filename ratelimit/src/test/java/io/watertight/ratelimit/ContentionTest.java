package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContentionTest {

    private static final int BATCHES = 100;

    /** The proof that a store which passes could have failed. */
    @Test
    void findsAStoreThatMeasuresAndReplacesInTwoSteps() throws Exception {
        // Given
        CheckThenActBucketStore store = new CheckThenActBucketStore();
        long wrong = 0;
        // When
        for (int batch = 0; batch < BATCHES && wrong == 0; batch++) {
            wrong = Contention.wrongRounds(store::charge, 0, 10_000);
            store.close();
        }
        // Then
        assertThat(wrong).isPositive();
    }
}
