package io.watertight.helm;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RandomValuesTest {

    private static final int COMBINATIONS = 200;

    @Test
    void any_values_that_go_together_render_what_kubernetes_and_the_gateway_accept() {
        LongStream.range(0, COMBINATIONS).forEach(RandomValuesTest::check);
    }

    private static void check(long seed) {
        String values = RandomValues.of(seed);
        try {
            Soundness.check(Render.of(values));
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage() + "\n" + values, e);
        }
    }
}
