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

/** Keeps the buckets in a Caffeine cache in which every entry expires at its own TAT. */
public final class CaffeineBucketStore implements BucketStore {

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

    CaffeineBucketStore(NanoClock clock, BucketCap cap, Executor executor, Scheduler scheduler) {
        long now = clock.nanoTime();
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
        return TimeUnit.MILLISECONDS.toNanos(2_600);
    }

    @Override
    public void close() {
        cap.release(ledger.close());
        cache.invalidateAll();
    }

    private void onRemoval(@Nullable SubjectKey key, @Nullable AtomicLong bucket, RemovalCause cause) {
        if (key == null || bucket == null) {
            throw new AssertionError("strongly held");
        }
        if (ledger.stripe(key).removed(bucket.getPlain(), cause == RemovalCause.EXPIRED)) {
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
