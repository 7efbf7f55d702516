package io.watertight.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ProcessorsTest {
    @Test
    void theKernelsListIsReadAsNumbers() {
        assertThat(Processors.numbers("0-2,5")).containsExactly(0, 1, 2, 5);
        assertThat(Processors.numbers("3")).containsExactly(3);
        assertThat(Processors.numbers("")).isEmpty();
    }

    @Test
    void aCommandIsLeftAloneWhereNothingIsPinned() {
        assertThat(new Processors(false, 0, 0, "0").on(0, List.of("x"))).containsExactly("x");
        assertThat(new Processors(true, 0, 1, "0-1").on(1, List.of("x", "y")))
                .containsExactly("taskset", "-c", "1", "x", "y");
    }
}
