package io.watertight.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the buckets in a Caffeine cache in which every entry expires at its own TAT, and never for any other reason. The
 * yardstick for {@link FlatBucketStore}: by the same contract, and by the same algorithm.
 */
public final class CaffeineBucketStore implements BucketStore {

    /*
     * One bucket, one lock. Everything that changes a bucket runs inside the cache's compute() for its key: the charge
     * below, and the removal, which Caffeine does under the same lock. The eviction listener is called there too, before
     * the bucket is gone (a removal listener would be called later, by another thread), so the books are exact and never
     * ahead or behind. Whether the bucket was full is asked there and then: the cache is not taken at its word. A bucket found
     * by a charge that has expired counts as removed, and the next one as created anew.
     *
     * A bucket is a mutable long. The alternative, a boxed value replaced by each admission, would cost an allocation and,
     * once the entry is old, a card mark and a copy out of the young generation each time. It is written under the lock
     * and read without it: TATs only grow, so a denial by an older TAT is a denial by the present one, too. Hence denials
     * take no lock, write nothing and touch no policy of the cache: that is where abuse ends.
     *
     * A caller may have been held up between its reading of the clock and its charge. If the bucket was live at the reading
     * and has become full and been removed since, deciding as of that reading would give away a burst. So each stripe of
     * the books keeps the latest TAT it has seen removed, and a charge that finds no bucket and is dated before that is
     * sent back to read the clock again.
     *
     * At the cap a new subject is decided by an overflow bucket, and later, if there is room again, its own bucket starts
     * from where that one stands: what the subject took from it still counts. This, too, happens under the lock of the key,
     * so the decisions on one subject are in one order, whichever bucket made them.
     *
     * How long a bucket outlives its TAT. Caffeine's timer wheel has steps of 2^30 ns and is sure to have removed a step's
     * entries only when the step is over: up to one step after the TAT. Its pacer lets a wake-up be up to another 2^30 ns
     * late to save wake-ups. CleanupCadenceTest reaches the sum of the two, less a nanosecond, and no traffic exceeds it. To
     * this come the wait for a thread and the removals themselves: with 1 and 5 million buckets due in the same step they
     * took up to 0.8 us each (2 cores, shared; JDK 25). Removals go in batches of 1 000, and only on the common pool does
     * the next batch follow at once; any other executor has it wait for the next write or wake-up. Hence the common pool.
     *
     * The cache counts from its beginning, since a reading of exactly zero means "no wake-up" to its pacer: after one that was due
     * then, none followed until the next charge, and what was due meanwhile stayed (Caffeine 3.3.1).
     *
     * What a charge may have to wait for. Another charge of the same subject, or of one that shares its bin of the hash
     * table; and, if buckets are created faster than the common pool takes note of them, one batch of removals.
     */

    private static final long WHEEL_STEP_NANOS = 1L << 30;
    private static final long PACER_TOLERANCE_NANOS = 1L << 30;
    private static final long SCHEDULING_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long REMOVAL_NANOS = 1_000;

    private final NanoClock clock;
    private final BucketCap cap;
    private final BucketLedger ledger;
    private final OverflowBuckets overflow;
    private final Cache<SubjectKey, AtomicLong> cache;
    private final ConcurrentMap<SubjectKey, AtomicLong> buckets;
    private final Policy<SubjectKey, AtomicLong> peek;

    /**
     * Creates an empty store.
     *
     * @param clock the clock that every charge is dated by
     * @param cap how many buckets there may be, here and in all stores with the same cap
     */
    public CaffeineBucketStore(NanoClock clock, BucketCap cap) {
        this(clock, cap, ForkJoinPool.commonPool(), Scheduler.systemScheduler());
    }

    /** With another executor and scheduler, for tests that decide themselves when there is a clean-up. */
    CaffeineBucketStore(NanoClock clock, BucketCap cap, Executor executor, Scheduler scheduler) {
        long now = clock.nanoTime();
        this.clock = clock;
        this.cap = cap;
        this.ledger = new BucketLedger(now);
        this.overflow = new OverflowBuckets(now);
        this.cache = Caffeine.newBuilder()
                .ticker(() -> clock.nanoTime() - now)
                .executor(executor)
                .scheduler(scheduler)
                .expireAfter(new UntilFull(now))
                .evictionListener(this::onRemoval)
                .build();
        this.buckets = cache.asMap();
        this.peek = cache.policy();
    }

    @Override
    public long charge(SubjectKey key, long nowNanos, long costNanos, long capacityNanos) {
        AtomicLong bucket = peek.getIfPresentQuietly(key);
        if (bucket != null) {
            long excess = Gcra.excess(bucket.getAcquire(), nowNanos, costNanos, capacityNanos);
            if (excess > 0) {
                return excess;
            }
        }
        Charge charge = new Charge(nowNanos, costNanos, capacityNanos);
        buckets.compute(key, charge);
        return charge.excess;
    }

    @Override
    public Ledger ledger() {
        return ledger.snapshot();
    }

    @Override
    public long cleanupCadenceNanos() {
        return cadenceNanos(ledger.mostLive());
    }

    /** Returns how long an entry of a cache such as this outlives its end, where there were at most so many. */
    static long cadenceNanos(long mostLive) {
        return WHEEL_STEP_NANOS + PACER_TOLERANCE_NANOS + SCHEDULING_NANOS + mostLive * REMOVAL_NANOS;
    }

    @Override
    public void close() {
        cap.release(ledger.close());
        cache.invalidateAll();
    }

    /** Removes what is due without waiting for the executor or the scheduler. */
    void cleanUp() {
        cache.cleanUp();
    }

    /** Counts the buckets, independently of the books. */
    long size() {
        return cache.estimatedSize();
    }

    private void onRemoval(@Nullable SubjectKey key, @Nullable AtomicLong bucket, RemovalCause cause) {
        if (key == null || bucket == null) {
            throw new AssertionError("keys and values are held strongly");
        }
        long tat = bucket.getPlain();
        if (ledger.stripe(key).removed(tat, Gcra.isFull(tat, clock.nanoTime()))) {
            cap.release();
        }
    }

    /** One charge: what is done to the bucket while it is held exclusively, and the answer. */
    private final class Charge implements BiFunction<SubjectKey, @Nullable AtomicLong, @Nullable AtomicLong> {

        private final long now;
        private final long costNanos;
        private final long capacityNanos;
        private long excess;

        Charge(long now, long costNanos, long capacityNanos) {
            this.now = now;
            this.costNanos = costNanos;
            this.capacityNanos = capacityNanos;
        }

        @Override
        public @Nullable AtomicLong apply(SubjectKey key, @Nullable AtomicLong bucket) {
            return bucket == null ? open(key) : replace(bucket);
        }

        private AtomicLong replace(AtomicLong bucket) {
            long tat = bucket.getPlain();
            excess = Gcra.excess(tat, now, costNanos, capacityNanos);
            if (excess <= 0) {
                bucket.setRelease(Gcra.charged(tat, now, costNanos));
            }
            return bucket;
        }

        private @Nullable AtomicLong open(SubjectKey key) {
            BucketLedger.Stripe stripe = ledger.stripe(key);
            if (stripe.mayHaveForgotten(now)) {
                excess = STALE;
                return null;
            }
            // What the subject took from an overflow bucket still counts when it gets a bucket of its own.
            long tat = overflow.tat(key);
            excess = Gcra.excess(tat, now, costNanos, capacityNanos);
            if (excess > 0) {
                if (!Gcra.isFull(tat, now)) {
                    stripe.overflowed();
                }
                return null;
            }
            if (cap.tryReserve()) {
                if (stripe.created()) {
                    return new AtomicLong(Gcra.charged(tat, now, costNanos));
                }
                cap.release();
            }
            stripe.overflowed();
            excess = overflow.charge(key, now, costNanos, capacityNanos);
            return null;
        }
    }
}
