package io.watertight.bench.jmh;

import java.util.HashMap;
import java.util.Map;

/** Measurements as a result file has them, with an error of one nanosecond. */
final class LinesOfResults {

    private LinesOfResults() {}

    static Measurement of(String benchmark, double nanos, double bytes, String... parameters) {
        Map<String, String> byName = new HashMap<>(Map.of("threads", "1"));
        for (int i = 0; i < parameters.length; i += 2) {
            byName.put(parameters[i], parameters[i + 1]);
        }
        return new Measurement(benchmark, byName, nanos, 1, bytes);
    }
}
