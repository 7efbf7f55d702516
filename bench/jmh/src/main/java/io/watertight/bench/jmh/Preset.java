package io.watertight.bench.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** How thoroughly to measure. */
enum Preset {

    /** A few minutes: enough for bytes, and for ratios that are far from their limit. */
    QUICK(1, 2, 3, 500),

    /** Half an hour: for a figure to be kept; of the limiter, all sizes and threads. */
    STANDARD(2, 3, 5, 1000),

    /** Hours: a fork more, and more time. */
    FULL(3, 5, 5, 2000);

    private static final String DECIDE = "LimiterBenchmark.decide";

    /** Takes a minute to fill its buckets. */
    private static final String POPULATION = "PopulationBenchmark";

    private final int forks;
    private final int warmups;
    private final int iterations;
    private final long millis;

    Preset(int forks, int warmups, int iterations, long millis) {
        this.forks = forks;
        this.warmups = warmups;
        this.iterations = iterations;
        this.millis = millis;
    }

    /** Returns the runs to make, one after the other, of the benchmarks whose name a pattern is found in. */
    List<Options> runs(String only) {
        List<Options> runs = new ArrayList<>();
        if (Pattern.compile(only)
                .matcher(LimiterBenchmark.class.getName() + ".decide")
                .find()) {
            String[] sizes = this == QUICK ? new String[] {"1", "1000"} : new String[] {"1", "1000", "1000000"};
            runs.add(options().include(DECIDE).param("subjects", sizes).build());
            if (this != QUICK) {
                runs.add(options()
                        .include(DECIDE)
                        .param("subjects", "1", "1000000")
                        .threads(2)
                        .build());
                runs.add(options()
                        .include(DECIDE)
                        .param("limiter", "EMPTY", "FLAT", "CAFFEINE")
                        .param("subjects", "10000000")
                        .build());
            }
        }
        ChainedOptionsBuilder others = options().include(only).exclude(DECIDE);
        if (this == QUICK) {
            others.exclude(POPULATION);
        }
        runs.add(others.build());
        return runs;
    }

    private ChainedOptionsBuilder options() {
        return new OptionsBuilder()
                .forks(forks)
                .warmupIterations(warmups)
                .warmupTime(TimeValue.milliseconds(millis))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(millis))
                .addProfiler(GCProfiler.class)
                .jvmArgs("-Xmx4g", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
                .shouldFailOnError(true);
    }
}
