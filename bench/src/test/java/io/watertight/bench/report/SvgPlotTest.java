package io.watertight.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.bench.report.Chart.Axis;
import io.watertight.bench.report.Chart.Look;
import io.watertight.bench.report.Chart.Scale;
import io.watertight.bench.report.Chart.Series;
import io.watertight.bench.report.Chart.Tone;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SvgPlotTest {

    @Test
    void aLineGoesFromCornerToCorner() {
        // Given
        Chart chart = chart(new Series("line", Tone.OBSERVED, Look.LINE, List.of(0.0, 10.0), List.of(0.0, 5.0)));

        // When
        String svg = SvgPlot.draw(chart);

        // Then
        assertThat(svg).contains("<path class=\"curve tone-observed\" d=\"M58.0,220.0 L532.0,28.0 \"/>");
    }

    @Test
    void aStepHoldsItsValueUntilTheNext() {
        // Given
        Chart chart = chart(new Series("steps", Tone.ADMITTED, Look.STEPS, List.of(0.0, 10.0), List.of(5.0, 0.0)));

        // When
        String svg = SvgPlot.draw(chart);

        // Then
        assertThat(svg).contains("d=\"M58.0,28.0 H532.0 V220.0 \"/>");
    }

    @Test
    void aLimitIsShadedDownToTheAxis() {
        // Given
        Chart chart = chart(new Series("limit", Tone.LIMIT, Look.LINE, List.of(0.0, 10.0), List.of(5.0, 5.0)));

        // When
        String svg = SvgPlot.draw(chart);

        // Then
        assertThat(svg)
                .contains("<path class=\"area tone-limit\" d=\"M58.0,28.0 L532.0,28.0 V220 H58.0 Z\"/>")
                .contains("<path class=\"curve tone-limit\" d=\"M58.0,28.0 L532.0,28.0 \"/>");
    }

    @Test
    void samplesAreDots() {
        // Given
        Chart chart = chart(new Series("samples", Tone.FAINT, Look.DOTS, List.of(10.0), List.of(5.0)));

        // When
        String svg = SvgPlot.draw(chart);

        // Then
        assertThat(svg).contains("<circle class=\"dot tone-faint\" cx=\"532.0\" cy=\"28.0\" r=\"2.2\"/>");
    }

    @Test
    void aSeriesWithoutPointsLeavesTheAxes() {
        // Given
        Chart chart = chart(new Series("nothing", Tone.OBSERVED, Look.LINE, List.of(), List.of()));

        // When
        String svg = SvgPlot.draw(chart);

        // Then
        assertThat(svg).contains("class=\"axis\"").doesNotContain("<path");
    }

    private static Chart chart(Series series) {
        return new Chart(
                "title", "", false, new Axis("time (s)", Scale.LINEAR), new Axis("y", Scale.LINEAR), List.of(series));
    }
}
