package io.watertight.bench.jmh;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One admission in each mode of the limiter where it needs no network, from the bytes of the subject on, through all that the gateway
 * puts around a limiter. Many subjects, each far below its limit. The baseline is {@link ModeKind#LOCAL}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class LimiterModeBenchmark {

    private static final int SUBJECTS = 1024;

    /** So many requests each, before it counts: a share that has just been claimed begins with empty buckets. */
    private static final int ROUNDS = 200;

    /** Which mode. */
    @Param
    public ModeKind mode = ModeKind.LOCAL;

    private final Subjects subjects = new Subjects();
    private final SplittableRandom random = new SplittableRandom(1);
    private Contender contender = new NoContender();

    /** Gives each subject its bucket or lease. */
    @Setup(Level.Trial)
    public void open() {
        contender = mode.open(Workload.FAR_BELOW);
        for (int i = 0; i < SUBJECTS * ROUNDS; i++) {
            contender.fill(subjects, i % SUBJECTS);
        }
    }

    /** Forgets them. */
    @TearDown(Level.Trial)
    public void close() {
        contender.close();
    }

    /** One more request. */
    @Benchmark
    public boolean decide() {
        if (!contender.admits(subjects, random.nextInt(SUBJECTS))) {
            throw new IllegalStateException("denied, though far below the limit");
        }
        return true;
    }
}
