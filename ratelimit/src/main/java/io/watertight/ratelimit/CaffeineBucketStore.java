package io.watertight.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
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

/** Keeps the buckets in a Caffeine cache in which every entry expires at its own TAT, and never for any other reason. */
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
     * How long a bucket outlives its TAT. Caffeine's timer wheel has steps of 2^30 ns and looks at a step's entries when
     * the step is over: at most one step after the TAT. Its pacer lets a wake-up be up to another 2^30 ns late to save
     * wake-ups. CleanupCadenceTest drives that schedule to within 1 % of both. To this come the wait for a thread and the
     * removals themselves, which took up to 0.8 us each with 1 and 5 million buckets due in the same step (2 shared cores).
     * Removals go in batches of 1 000, and the next batch follows at once only if the executor is the common pool; on any
     * other it waits for the next write or wake-up. Therefore the executor must be the common pool.
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
                .ticker(clock::nanoTime)
                .executor(executor)
                .scheduler(scheduler)
                .expireAfter(new UntilFull())
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
        return WHEEL_STEP_NANOS + PACER_TOLERANCE_NANOS + SCHEDULING_NANOS + ledger.mostLive() * REMOVAL_NANOS;
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

    /** Lets an entry live until its TAT. */
    private static final class UntilFull implements Expiry<SubjectKey, AtomicLong> {

        @Override
        public long expireAfterCreate(SubjectKey key, AtomicLong bucket, long currentTime) {
            return Math.max(bucket.getPlain() - currentTime, 0);
        }

        @Override
        public long expireAfterUpdate(SubjectKey key, AtomicLong bucket, long currentTime, long currentDuration) {
            return Math.max(bucket.getPlain() - currentTime, 0);
        }

        @Override
        public long expireAfterRead(SubjectKey key, AtomicLong bucket, long currentTime, long currentDuration) {
            return currentDuration;
        }
    }
}
