package io.watertight.bench.report;

import io.watertight.bench.report.Chart.Look;
import io.watertight.bench.report.Chart.Series;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * Draws a chart as inline SVG. Colours and fonts are left to the page's style sheet, by the classes of the shapes. Single
 * use, not thread-safe.
 */
final class SvgPlot {
    private static final int WIDE = 1120;
    private static final int NARROW = 552;
    private static final int HEIGHT = 264;
    private static final int LEFT = 58;
    private static final int RIGHT = 20;
    private static final int TOP = 28;
    private static final int BOTTOM = 44;
    private static final double DOT_RADIUS = 2.2;

    private final Chart chart;
    private final int width;
    private final AxisLayout x;
    private final AxisLayout y;
    private final Markup svg = new Markup();

    private SvgPlot(Chart chart) {
        this.chart = chart;
        this.width = chart.wide() ? WIDE : NARROW;
        this.x = layout(chart, chart.x(), series -> values(series.x()), false);
        this.y = layout(chart, chart.y(), series -> values(series.y()), true);
    }

    static String draw(Chart chart) {
        return new SvgPlot(chart).draw();
    }

    /** A small sample of how a series is drawn, for a legend. */
    static String swatch(Series series) {
        String shape = "<path class=\"" + style(series) + "\" d=\"M1,6 H23\"/>";
        String dot = series.look() == Look.DOTS
                ? "<circle class=\"dot " + tone(series) + "\" cx=\"12\" cy=\"6\" r=\"3\"/>"
                : "";
        return "<svg class=\"swatch\" viewBox=\"0 0 24 12\" aria-hidden=\"true\">" + shape + dot + "</svg>";
    }

    private String draw() {
        svg.tags(String.format(Locale.ROOT, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", width, HEIGHT))
                .text(chart.title())
                .tags("\">\n");
        drawGrid();
        chart.series().forEach(this::draw);
        return svg.tags("</svg>\n").toString();
    }

    private void drawGrid() {
        for (double tick : y.ticks()) {
            double at = pixelY(tick);
            line("grid", LEFT, at, width - RIGHT, at);
            label("tick end", LEFT - 8, at + 4, y.label(tick));
        }
        for (double tick : x.ticks()) {
            double at = pixelX(tick);
            line("axis", at, HEIGHT - BOTTOM, at, HEIGHT - BOTTOM + 5);
            label("tick middle", at, HEIGHT - BOTTOM + 18, x.label(tick));
        }
        line("axis", LEFT, HEIGHT - BOTTOM, width - RIGHT, HEIGHT - BOTTOM);
        label("name", LEFT - 50, 14, chart.y().label());
        label("name end", width - RIGHT, HEIGHT - 6, chart.x().label());
    }

    private void draw(Series series) {
        if (series.x().isEmpty()) {
            return;
        }
        String tone = tone(series);
        String path = path(series);
        if (series.tone() == Chart.Tone.LIMIT) {
            String area = path
                    + String.format(
                            Locale.ROOT,
                            "V%d H%.1f Z",
                            HEIGHT - BOTTOM,
                            pixelX(series.x().getFirst()));
            svg.tags("<path class=\"area " + tone + "\" d=\"" + area + "\"/>\n");
        }
        svg.tags("<path class=\"" + style(series) + "\" d=\"" + path + "\"/>\n");
        if (series.look() == Look.DOTS) {
            for (int i = 0; i < series.x().size(); i++) {
                svg.tags(String.format(
                        Locale.ROOT,
                        "<circle class=\"dot %s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>",
                        tone,
                        pixelX(series.x().get(i)),
                        pixelY(series.y().get(i)),
                        DOT_RADIUS));
            }
            svg.tags("\n");
        }
    }

    private static String tone(Series series) {
        return "tone-" + series.tone().name().toLowerCase(Locale.ROOT);
    }

    private static String style(Series series) {
        String look = switch (series.look()) {
            case LINE, STEPS -> "curve ";
            case DASHED, DASHED_STEPS -> "curve dashed ";
            case DOTS -> "curve thin ";
        };
        return look + tone(series);
    }

    private String path(Series series) {
        boolean steps = series.look() == Look.STEPS || series.look() == Look.DASHED_STEPS;
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < series.x().size(); i++) {
            double px = pixelX(series.x().get(i));
            double py = pixelY(series.y().get(i));
            String command = i == 0 ? "M%.1f,%.1f " : steps ? "H%.1f V%.1f " : "L%.1f,%.1f ";
            path.append(String.format(Locale.ROOT, command, px, py));
        }
        return path.toString();
    }

    private void line(String cssClass, double fromX, double fromY, double toX, double toY) {
        svg.tags(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
                cssClass,
                fromX,
                fromY,
                toX,
                toY));
    }

    private void label(String cssClass, double atX, double atY, String text) {
        svg.tags(String.format(Locale.ROOT, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">", cssClass, atX, atY))
                .text(text)
                .tags("</text>\n");
    }

    private double pixelX(double value) {
        return LEFT + x.position(value) * (width - LEFT - RIGHT);
    }

    private double pixelY(double value) {
        return HEIGHT - BOTTOM - y.position(value) * (HEIGHT - BOTTOM - TOP);
    }

    private static AxisLayout layout(
            Chart chart, Chart.Axis axis, Function<Series, DoubleStream> column, boolean rounded) {
        double least = chart.series().stream().flatMapToDouble(column).min().orElse(1);
        double greatest = chart.series().stream().flatMapToDouble(column).max().orElse(1);
        return AxisLayout.of(axis.scale(), least, Math.max(greatest, axis.reach()), rounded);
    }

    private static DoubleStream values(List<Double> column) {
        return column.stream().mapToDouble(Double::doubleValue);
    }
}
