package io.watertight.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class LimitUnderTestTest {

    @Test
    void aLimitAllowsItsBurstAndWhatItsRateAdds() {
        // Given
        LimitUnderTest limit = new LimitUnderTest("default", "10/1s, burst 20", 100_000_000, 20);

        // When
        long allowed = limit.allowedIn(1_099_999_999);

        // Then
        assertThat(allowed).isEqualTo(30);
        assertThat(limit.timeToFullNanos()).isEqualTo(2_000_000_000);
    }

    @Test
    void impossibleLimitsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LimitUnderTest("p", "q", 0, 1))
                .withMessage("emissionIntervalNanos: 0 (expected: >= 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LimitUnderTest("p", "q", 1, 0))
                .withMessage("burst: 0 (expected: >= 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LimitUnderTest("p", "q", 1L << 61, 3))
                .withMessage("burst: 3 (expected: burst * 2305843009213693952 ns to stay below 2^62 ns)");
    }
}
