package io.watertight.bench.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What has changed between two result files. Times are called different only if their confidence intervals do not overlap and
 * they are five percent apart: less than that, the layout of memory or the neighbours on the machine can do. Bytes are exact,
 * but for what is allocated once and divided by the number of operations.
 */
final class Comparison {

    private static final double NOISE = 0.05;
    private static final double BYTES_NOISE = 1;

    private Comparison() {}

    /** Returns one line for each measurement that both files have. */
    static List<String> of(List<Measurement> base, List<Measurement> head) {
        Map<String, Measurement> before =
                base.stream().collect(Collectors.toMap(Measurement::key, Function.identity(), (first, again) -> again));
        List<String> lines = new ArrayList<>();
        for (Measurement after : head) {
            Measurement reference = before.get(after.key());
            if (reference != null) {
                lines.add(String.format(
                        Locale.ROOT,
                        "%-14s %10.1f -> %10.1f ns  %s  %s",
                        time(reference, after),
                        reference.nanos(),
                        after.nanos(),
                        bytes(reference.bytes(), after.bytes()),
                        after.key()));
            }
        }
        return lines;
    }

    private static String time(Measurement before, Measurement after) {
        double change = after.nanos() / before.nanos() - 1;
        double distance = Math.abs(after.nanos() - before.nanos());
        if (Double.isNaN(before.errorNanos()) || Double.isNaN(after.errorNanos())) {
            return "unknown";
        }
        if (distance <= before.errorNanos() + after.errorNanos() || Math.abs(change) <= NOISE) {
            return "within noise";
        }
        return String.format(Locale.ROOT, "%+.0f %%", 100 * change);
    }

    private static String bytes(double before, double after) {
        if (Double.isNaN(before) || Double.isNaN(after)) {
            return "bytes unknown";
        }
        if (Math.abs(after - before) <= BYTES_NOISE) {
            return String.format(Locale.ROOT, "%.0f B", after);
        }
        return String.format(Locale.ROOT, "%.0f -> %.0f B", before, after);
    }
}
