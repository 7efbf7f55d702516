package io.watertight.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AxisLayoutTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "23.1;  0|5|10|15|20|25",
                "1;     0.0|0.2|0.4|0.6|0.8|1.0",
                "0;     0.0|0.2|0.4|0.6|0.8|1.0",
                "14837; 0|5,000|10,000|15,000",
                "0.031; 0.00|0.01|0.02|0.03|0.04",
                "5;     0|1|2|3|4|5"
            })
    void linearTicksAreRoundNumbersUpToBeyondTheGreatest(double greatest, String labels) {
        // Given
        AxisLayout layout = AxisLayout.of(Chart.Scale.LINEAR, 0, greatest, true);

        // When
        List<String> ticks = layout.ticks().stream().map(layout::label).toList();

        // Then
        assertThat(String.join("|", ticks)).isEqualTo(labels);
    }

    @Test
    void anAxisThatIsNotRoundedEndsAtTheGreatestValue() {
        // Given
        AxisLayout layout = AxisLayout.of(Chart.Scale.LINEAR, 0, 23.1, false);

        // When
        double end = layout.position(23.1);

        // Then
        assertThat(end).isEqualTo(1);
        assertThat(layout.ticks()).containsExactly(0.0, 5.0, 10.0, 15.0, 20.0);
    }

    @Test
    void decadesAreEquallyWideOnALogarithmicAxis() {
        // Given
        AxisLayout layout = AxisLayout.of(Chart.Scale.LOGARITHMIC, 0.03, 400, false);

        // When
        List<String> ticks = layout.ticks().stream().map(layout::label).toList();

        // Then
        assertThat(ticks).containsExactly("0.01", "0.1", "1", "10", "100", "1,000");
        assertThat(layout.position(0.01)).isZero();
        assertThat(layout.position(1)).isEqualTo(0.4, within(1e-9));
    }

    @Test
    void eachNineIsEquallyWideOnAPercentileAxis() {
        // Given
        AxisLayout layout = AxisLayout.of(Chart.Scale.PERCENTILE, 0, 99.99, false);

        // When
        List<String> ticks = layout.ticks().stream().map(layout::label).toList();

        // Then
        assertThat(ticks).containsExactly("0 %", "50 %", "90 %", "99 %", "99.9 %", "99.99 %");
        assertThat(layout.position(90)).isEqualTo(0.25, within(1e-9));
        assertThat(layout.position(99)).isEqualTo(0.5, within(1e-9));
    }
}
