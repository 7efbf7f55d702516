package io.watertight.bench.proof;

import java.time.Duration;

/**
 * What the laws and the validity rules allow for, beyond what the mathematics allow. Immutable.
 *
 * @param reorder how far apart in time two decisions on one subject may be taken out of their order: the event loops read
 *     the clock, then reach the bucket, and may be held up in between
 * @param cleanupLateness how late a store's cleanup may be beyond its own promise: the promise knows nothing of a thread
 *     that the scheduler or a collection holds up
 * @param bytesPerSubject memory kept per distinct subject that no law calls growth: less than any object that could be
 *     kept takes
 * @param heapDriftBytes growth of the live set that does not depend on subjects: a young process fills its caches
 * @param heapReturnBytes by how much the live set may stay above its warm level after the drain
 * @param bytesPerLiveBucket the most that a live bucket can cost: a live set may differ by that much per bucket
 * @param directDriftBytes growth of direct memory that is called flat
 * @param openFdsDrift growth in open file descriptors that is called flat
 * @param threadsDrift growth in threads that is called flat
 * @param minSubjectsForMemory distinct subjects, in the steady state of one replica, below which the Memory law
 *     cannot tell a leak from drift
 * @param minSamples ledger samples and process samples below which a run shows nothing
 * @param minHorizons how many times D + delta the load must last after warm-up
 * @param minRateShare the share of the intended rate that must have been achieved, 0 to 1
 */
public record Tolerances(
        Duration reorder,
        Duration cleanupLateness,
        double bytesPerSubject,
        long heapDriftBytes,
        long heapReturnBytes,
        long bytesPerLiveBucket,
        long directDriftBytes,
        long openFdsDrift,
        long threadsDrift,
        long minSubjectsForMemory,
        int minSamples,
        int minHorizons,
        double minRateShare) {

    private static final long MEBIBYTE = 1L << 20;
    /** One to the client, one to the upstream. */
    private static final int CONNECTIONS_PER_CLIENT = 2;

    private static final Duration THROTTLED_REORDER = Duration.ofMillis(100);
    private static final Duration THROTTLED_LATENESS = Duration.ofSeconds(1);

    /** For a run of half a minute or more on one machine. */
    public static Tolerances standard() {
        return new Tolerances(
                Duration.ofMillis(10),
                Duration.ofMillis(250),
                16,
                2 * MEBIBYTE,
                4 * MEBIBYTE,
                256,
                16 * MEBIBYTE,
                128,
                8,
                4096,
                6,
                5,
                0.98);
    }

    /**
     * The same, for replicas that come and go, each with a CPU quota: a process that has used it up stands still for the rest
     * of the period, at whatever place, and for several periods where it wants more than it may have.
     *
     * @param connections the most that a replica may get at once, since the balancer places them by chance
     */
    public Tolerances scaled(long connections) {
        return new Tolerances(
                THROTTLED_REORDER,
                THROTTLED_LATENESS,
                bytesPerSubject,
                heapDriftBytes,
                heapReturnBytes,
                bytesPerLiveBucket,
                directDriftBytes,
                openFdsDrift + CONNECTIONS_PER_CLIENT * connections,
                threadsDrift,
                minSubjectsForMemory,
                minSamples,
                minHorizons,
                minRateShare);
    }
}
