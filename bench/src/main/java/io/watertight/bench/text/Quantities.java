package io.watertight.bench.text;

import java.util.Locale;

/** Quantities in words: grouped digits, a unit that fits the magnitude, never a locale of the machine. Stateless. */
public final class Quantities {
    private static final String[] BINARY_UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Quantities() {}

    /** {@code 1,234,567}. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 1 replica}, {@code 2 replicas}. */
    public static String count(long value, String singular, String plural) {
        return count(value) + " " + (value == 1 ? singular : plural);
    }

    /** {@code 850 ns}, {@code 12.5 us}, {@code 3.21 ms}, {@code 4.85 s}, {@code 1,234 s}. */
    public static String duration(long nanos) {
        double magnitude = Math.abs((double) nanos);
        if (magnitude < 1e3) {
            return nanos + " ns";
        }
        if (magnitude < 1e6) {
            return digits(nanos / 1e3) + " us";
        }
        if (magnitude < 1e9) {
            return digits(nanos / 1e6) + " ms";
        }
        return digits(nanos / 1e9) + " s";
    }

    /** {@code 512 B}, {@code 1.5 MiB}. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (Math.abs(value) >= 1024 && unit < BINARY_UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return (unit == 0 ? String.format(Locale.ROOT, "%.0f", value) : digits(value)) + " " + BINARY_UNITS[unit];
    }

    /** {@code 1,234.5/s}. */
    public static String perSecond(double rate) {
        return String.format(Locale.ROOT, "%,.1f/s", rate);
    }

    /** {@code 12.3 %} of a share between 0 and 1. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    /** Three significant digits or all before the point: {@code 4.85}, {@code 48.5}, {@code 485}, {@code 4,850}. */
    public static String digits(double value) {
        double magnitude = Math.abs(value);
        if (magnitude >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, magnitude >= 10 ? "%.1f" : "%.2f", value);
    }
}
