package io.watertight.ratelimit;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Two threads that set out at the same instant to empty the same fresh bucket, round after round. */
final class Contention {

    private static final int BURST = 3;
    private static final long INTERVAL_NANOS = 1_000_000_000;
    private static final int SPINS_BEFORE_YIELDING = 200;

    private final Charges charges;
    private final long nowNanos;
    private final int rounds;
    private final AtomicInteger arrived = new AtomicInteger();

    /** What is contended for: {@link BucketStore#charge}, or something that does the same. */
    @FunctionalInterface
    interface Charges {
        long charge(SubjectKey key, long nowNanos, long costNanos, long capacityNanos);
    }

    private Contention(Charges charges, long nowNanos, int rounds) {
        this.charges = charges;
        this.nowNanos = nowNanos;
        this.rounds = rounds;
    }

    /** Returns in how many rounds the two together got anything but exactly the burst. */
    static long wrongRounds(Charges charges, long nowNanos, int rounds) throws Exception {
        Contention contention = new Contention(charges, nowNanos, rounds);
        List<int[]> taken = TwoThreads.run(contention::takeAll, contention::takeAll);
        return IntStream.range(0, rounds)
                .filter(round -> taken.get(0)[round] + taken.get(1)[round] != BURST)
                .count();
    }

    private int[] takeAll() {
        int[] taken = new int[rounds];
        for (int round = 0; round < rounds; round++) {
            SubjectKey subject = new SubjectKey(round * 0x9E3779B97F4A7C15L, round);
            awaitTheOther(round);
            for (int i = 0; i < BURST; i++) {
                long excess = charges.charge(subject, nowNanos, INTERVAL_NANOS, BURST * INTERVAL_NANOS);
                taken[round] += excess <= 0 ? 1 : 0;
            }
        }
        return taken;
    }

    /** Yields only where there are fewer free cores than threads. */
    @SuppressWarnings("ThreadPriorityCheck")
    private void awaitTheOther(int round) {
        arrived.incrementAndGet();
        for (int spins = 0; arrived.get() < 2 * (round + 1); spins++) {
            if (spins < SPINS_BEFORE_YIELDING) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }
}
