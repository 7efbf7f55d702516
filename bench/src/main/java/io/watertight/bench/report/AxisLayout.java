package io.watertight.bench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where values lie on an axis, and which of them get a tick. Immutable. */
sealed interface AxisLayout {

    /** Where a value lies: 0 at the origin, 1 at the far end. */
    double position(double value);

    /** The values that get a tick, in ascending order. */
    List<Double> ticks();

    /** How a tick's value is written. */
    String label(double tick);

    /**
     * The layout that shows values from {@code least} to {@code greatest}.
     *
     * @param rounded whether the far end may lie beyond the greatest value, on a tick
     */
    static AxisLayout of(Chart.Scale scale, double least, double greatest, boolean rounded) {
        return switch (scale) {
            case LINEAR -> Linear.of(greatest, rounded);
            case LOGARITHMIC -> Logarithmic.of(least, greatest);
            case PERCENTILE -> new Percentile(Math.max(90, greatest));
        };
    }

    /**
     * Even steps from 0.
     *
     * @param end the value at the far end
     * @param step the distance of two ticks
     */
    record Linear(double end, double step) implements AxisLayout {
        private static final int TICKS = 5;

        static Linear of(double greatest, boolean rounded) {
            double end = greatest > 0 ? greatest : 1;
            double rough = end / TICKS;
            double magnitude = Math.pow(10, Math.floor(Math.log10(rough)));
            double step = magnitude;
            for (double multiple : new double[] {2, 5, 10}) {
                if (step < rough) {
                    step = multiple * magnitude;
                }
            }
            return new Linear(rounded ? Math.ceil(end / step - 1e-9) * step : end, step);
        }

        @Override
        public double position(double value) {
            return value / end;
        }

        @Override
        public List<Double> ticks() {
            List<Double> ticks = new ArrayList<>();
            for (int i = 0; i * step <= end * (1 + 1e-9); i++) {
                ticks.add(i * step);
            }
            return ticks;
        }

        @Override
        public String label(double tick) {
            int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
            return String.format(Locale.ROOT, "%,." + decimals + "f", tick);
        }
    }

    /**
     * Decades.
     *
     * @param first the power of ten at the origin
     * @param last the power of ten at the far end
     */
    record Logarithmic(int first, int last) implements AxisLayout {
        static Logarithmic of(double least, double greatest) {
            int first = (int) Math.floor(Math.log10(least));
            int last = (int) Math.ceil(Math.log10(greatest));
            return new Logarithmic(first, Math.max(last, first + 1));
        }

        @Override
        public double position(double value) {
            return (Math.log10(value) - first) / (last - first);
        }

        @Override
        public List<Double> ticks() {
            List<Double> ticks = new ArrayList<>();
            for (int power = first; power <= last; power++) {
                ticks.add(Math.pow(10, power));
                if (last - first <= 2 && power < last) {
                    ticks.add(2 * Math.pow(10, power));
                    ticks.add(5 * Math.pow(10, power));
                }
            }
            return ticks;
        }

        @Override
        public String label(double tick) {
            int decimals = Math.max(0, (int) -Math.floor(Math.log10(tick) + 1e-9));
            return String.format(Locale.ROOT, "%,." + decimals + "f", tick);
        }
    }

    /**
     * Percentiles, each nine as wide as the one before.
     *
     * @param greatest the percentile at the far end, below 100
     */
    record Percentile(double greatest) implements AxisLayout {

        @Override
        public double position(double value) {
            return nines(value) / nines(greatest);
        }

        @Override
        public List<Double> ticks() {
            List<Double> ticks = new ArrayList<>(List.of(0.0, 50.0));
            for (double rest = 10; 100 - rest <= greatest; rest /= 10) {
                ticks.add(100 - rest);
            }
            return ticks;
        }

        @Override
        public String label(double tick) {
            return new BigDecimal(tick)
                            .round(new MathContext(9))
                            .stripTrailingZeros()
                            .toPlainString() + " %";
        }

        private static double nines(double percentile) {
            return -Math.log10(1 - percentile / 100);
        }
    }
}
