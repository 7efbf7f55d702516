package io.watertight.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PriceTest {

    @Test
    void roundsTheIntervalUpAndKeepsTheBurst() {
        Price price = Price.of(1_500, 15_000);

        assertThat(price.intervalMicros()).isEqualTo(2);
        assertThat(price.capacityMicros()).isEqualTo(20);
    }

    @Test
    void tellsRoomInTheUnitsOfItsCaller() {
        Price price = Price.of(1_500, 15_000);

        assertThat(price.nanos(0)).isZero();
        assertThat(price.nanos(1)).isEqualTo(1_000);
        assertThat(price.nanos(6)).isEqualTo(4_500);
        assertThat(price.nanos(20)).isEqualTo(15_000);
    }

    @Test
    void asksForNoMoreThanTheScriptCanCount() {
        Price price = Price.of(1, 1L << 61);

        assertThat(price.intervalMicros()).isEqualTo(1);
        assertThat(price.capacityMicros()).isEqualTo(Scripts.MAX_MICROS);
        assertThat(Price.of(1L << 61, 1L << 61).capacityMicros()).isLessThan(Scripts.MAX_MICROS);
    }
}
