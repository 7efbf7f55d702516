package io.watertight.bench.jmh;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
 * One decision on one subject, from the bytes of the subject to yes or no. The subjects are drawn uniformly; with one of them
 * that is a hot key. The baseline is {@link LimiterKind#EMPTY}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LimiterBenchmark {

    /** All buckets, filled before the first decision. */
    @State(Scope.Benchmark)
    public static class Limiter {

        /** Which limiter. */
        @Param
        public LimiterKind limiter = LimiterKind.EMPTY;

        /** Whether requests may pass, or may not, as the last one could not and the next one cannot. */
        @Param({"admitted", "denied"})
        public String decision = "";

        /** How many subjects have a bucket. */
        @Param({"1", "1000", "1000000"})
        public int subjects;

        private Contender contender = new NoContender();
        private boolean expected;

        /** Fills the buckets. */
        @Setup(Level.Trial)
        public void fill() {
            Workload workload = decision.equals("denied") ? Workload.DENIED : Workload.ADMITTED;
            contender = limiter.open(workload, Math.max(subjects, 1_000_000));
            // the floor decides nothing
            expected = limiter == LimiterKind.EMPTY || !decision.equals("denied");
            Subjects names = new Subjects();
            for (int i = 0; i < subjects; i++) {
                contender.fill(names, i);
            }
        }

        /** Forgets the buckets. */
        @TearDown(Level.Trial)
        public void close() {
            contender.close();
        }
    }

    /** All buckets of a limiter whose subjects each come once. */
    @State(Scope.Benchmark)
    public static class Rolling {

        /** Which limiter; those that forget nothing are not among them. */
        @Param({"EMPTY", "FLAT", "CAFFEINE", "BUCKET4J_CACHE", "GUAVA_CACHE"})
        public LimiterKind limiter = LimiterKind.EMPTY;

        private final AtomicLong subjects = new AtomicLong();
        private Contender contender = new NoContender();

        /** Opens an empty limiter. */
        @Setup(Level.Trial)
        public void open() {
            contender = limiter.open(Workload.EXPIRING, 5_000_000);
        }

        /** Forgets the buckets. */
        @TearDown(Level.Trial)
        public void close() {
            contender.close();
        }
    }

    /** What belongs to one thread. */
    @State(Scope.Thread)
    public static class Client {
        private final Subjects subjects = new Subjects();
        private final SplittableRandom random = new SplittableRandom(1);
        private long next;
        private long end;

        /** Takes numbers in lots, so that threads do not meet at the counter. */
        private long roll(AtomicLong numbers) {
            if (next == end) {
                next = numbers.getAndAdd(1024);
                end = next + 1024;
            }
            return next++;
        }
    }

    /** One more request of a subject that has a bucket. */
    @Benchmark
    public boolean decide(Limiter limiter, Client client) {
        boolean admitted = limiter.contender.admits(client.subjects, client.random.nextInt(limiter.subjects));
        if (admitted != limiter.expected) {
            throw new AssertionError("admitted: " + admitted);
        }
        return admitted;
    }

    /** The first request of its subject, while the buckets of earlier ones expire: with 10/s, ours a tenth of a second later, and Guava's a second after their last request. */
    @Benchmark
    public boolean rolling(Rolling rolling, Client client) {
        return rolling.contender.admits(client.subjects, client.roll(rolling.subjects));
    }
}
