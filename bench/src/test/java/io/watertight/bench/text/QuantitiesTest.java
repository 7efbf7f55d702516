package io.watertight.bench.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class QuantitiesTest {

    @Test
    void quantitiesHaveAUnitThatFits() {
        assertThat(Quantities.count(1_234_567)).isEqualTo("1,234,567");
        assertThat(Quantities.count(1, "reply", "replies")).isEqualTo("1 reply");
        assertThat(Quantities.count(0, "reply", "replies")).isEqualTo("0 replies");
        assertThat(Quantities.duration(850)).isEqualTo("850 ns");
        assertThat(Quantities.duration(12_540)).isEqualTo("12.5 us");
        assertThat(Quantities.duration(-3_214_000)).isEqualTo("-3.21 ms");
        assertThat(Quantities.duration(4_850_000_000L)).isEqualTo("4.85 s");
        assertThat(Quantities.duration(7_200_000_000_000L)).isEqualTo("7,200 s");
        assertThat(Quantities.bytes(512)).isEqualTo("512 B");
        assertThat(Quantities.bytes(-1_572_864)).isEqualTo("-1.50 MiB");
        assertThat(Quantities.perSecond(1_234.56)).isEqualTo("1,234.6/s");
        assertThat(Quantities.percent(0.1234)).isEqualTo("12.3 %");
    }
}
