package io.watertight.bench.report;

import java.util.List;

/**
 * A plot, as data. Immutable.
 *
 * @param title what it shows
 * @param caption one sentence on how to read it; may be empty
 * @param wide whether it takes the whole width of the page
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param series what is drawn, the last on top
 */
public record Chart(String title, String caption, boolean wide, Axis x, Axis y, List<Series> series) {
    public Chart {
        series = List.copyOf(series);
    }

    /**
     * An axis.
     *
     * @param label what is measured, with its unit, such as {@code time (s)}
     * @param scale how values are laid out
     * @param reach a value that the axis shows even if no series gets there, so that charts can be compared; 0 for none
     */
    public record Axis(String label, Scale scale, double reach) {
        /** An axis that ends where its series do. */
        public Axis(String label, Scale scale) {
            this(label, scale, 0);
        }
    }

    /** How values are laid out on an axis. */
    public enum Scale {
        /** Evenly, from 0 on if the values are near it. */
        LINEAR,
        /** By their logarithm; values must be above 0. */
        LOGARITHMIC,
        /** Percentiles from 0 to below 100, each nine as wide as the one before. */
        PERCENTILE
    }

    /**
     * A curve or a cloud of points. Immutable.
     *
     * @param name what the legend calls it
     * @param tone its colour
     * @param look how it is drawn
     * @param x the values on the horizontal axis, in ascending order
     * @param y the values on the vertical axis, as many
     */
    public record Series(String name, Tone tone, Look look, List<Double> x, List<Double> y) {
        public Series {
            x = List.copyOf(x);
            y = List.copyOf(y);
            if (x.size() != y.size()) {
                throw new IllegalArgumentException(
                        "series " + name + ": " + y.size() + " values (expected: " + x.size() + ", one for each x)");
            }
        }
    }

    /** What a colour stands for, the same on every chart. */
    public enum Tone {
        /** What was observed. */
        OBSERVED,
        /** What the law allows. */
        LIMIT,
        /** A weaker limit, or background. */
        FAINT,
        /** Requests that were admitted. */
        ADMITTED,
        /** Requests that were denied. */
        DENIED
    }

    /** How a series is drawn. */
    public enum Look {
        LINE,
        DASHED,
        /** A value holds until the next one. */
        STEPS,
        DASHED_STEPS,
        /** Points joined by a thin line: samples. */
        DOTS
    }
}
