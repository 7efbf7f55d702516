package io.watertight.bench.control;

import io.watertight.ratelimit.BucketStore;
import io.watertight.ratelimit.Ledger;
import io.watertight.ratelimit.NanoClock;
import io.watertight.ratelimit.SubjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A store as a plain reading of the guarantees would have it, a map and a sweeper, with at most one fault. Slower than the shipped one, and correct where
 * its fault is {@link Fault#NONE}. Safe for use by many threads.
 */
final class ControlStore implements BucketStore {

    private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** A bucket stays a little longer than it must, so that a charge with an older reading of the clock still finds it. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long WIPE_AFTER_NANOS = TimeUnit.SECONDS.toNanos(12);
    private static final long RACE_NANOS = TimeUnit.MICROSECONDS.toNanos(300);
    private static final int FORGETS_ONE_IN = 50;
    private static final int RETAINED_BYTES = 1024;

    /** One bucket; immutable, so that a charge replaces it whole. */
    private record Bucket(long tatNanos, long createdNanos, long capacityNanos, long blockedUntilNanos) {}

    private final Fault fault;
    private final NanoClock clock;
    private final Map<SubjectKey, Bucket> buckets = new ConcurrentHashMap<>();
    private final List<byte[]> retained = new ArrayList<>();
    private final Books books = new Books();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("control-sweeper").factory());
    private long sweeps;
    private long firstChargeNanos;
    private boolean charged;
    private boolean wiped;
    private long chargesAtLastSweep;

    ControlStore(Fault fault, NanoClock clock) {
        this.fault = fault;
        this.clock = clock;
        sweeper.scheduleAtFixedRate(this::sweep, SWEEP_NANOS, SWEEP_NANOS, TimeUnit.NANOSECONDS);
    }

    /** The three counts, changed and read under one lock. */
    private static final class Books {
        private long created;
        private long expired;
        private long live;
        private long charges;

        synchronized void onCharge() {
            charges++;
        }

        synchronized long charges() {
            return charges;
        }

        synchronized void onCreated() {
            created++;
            live++;
        }

        synchronized void onExpired(boolean counted) {
            live--;
            if (counted) {
                expired++;
            }
        }

        synchronized Ledger read() {
            return new Ledger(created, expired, 0, live);
        }
    }

    @Override
    public long charge(SubjectKey key, long nowNanos, long costNanos, long capacityNanos) {
        books.onCharge();
        noteFirst(nowNanos);
        if (fault == Fault.ADMITS_ONE_TOO_MANY) {
            return chargeInTwoSteps(key, nowNanos, costNanos, capacityNanos);
        }
        long[] excess = new long[1];
        buckets.compute(key, (k, bucket) -> {
            excess[0] = excess(bucket, nowNanos, costNanos, capacityNanos);
            if (excess[0] <= 0) {
                return charged(bucket, nowNanos, costNanos, capacityNanos);
            }
            return fault == Fault.DENIAL_EXTENDS && bucket != null ? blocked(bucket, nowNanos + costNanos) : bucket;
        });
        return excess[0];
    }

    private long chargeInTwoSteps(SubjectKey key, long nowNanos, long costNanos, long capacityNanos) {
        Bucket bucket = buckets.get(key);
        long excess = excess(bucket, nowNanos, costNanos, capacityNanos);
        if (bucket == null) {
            Bucket created = new Bucket(nowNanos + costNanos, nowNanos, capacityNanos, nowNanos);
            if (buckets.putIfAbsent(key, created) != null) {
                return STALE;
            }
            books.onCreated();
            return excess;
        }
        if (excess <= 0) {
            long until = clock.nanoTime() + RACE_NANOS;
            while (clock.nanoTime() - until < 0) {
                Thread.onSpinWait();
            }
            buckets.replace(key, charged(bucket, nowNanos, costNanos, capacityNanos));
        }
        return excess;
    }

    private static long excess(@Nullable Bucket bucket, long nowNanos, long costNanos, long capacityNanos) {
        long excess = base(bucket, nowNanos) + costNanos - (nowNanos + capacityNanos);
        if (bucket == null || bucket.tatNanos - nowNanos <= 0) {
            return excess;
        }
        long blocked = bucket.blockedUntilNanos - nowNanos;
        return blocked > 0 ? Math.max(excess, blocked) : excess;
    }

    private static Bucket blocked(Bucket bucket, long untilNanos) {
        return new Bucket(bucket.tatNanos, bucket.createdNanos, bucket.capacityNanos, untilNanos);
    }

    private static long base(@Nullable Bucket bucket, long nowNanos) {
        return bucket == null ? nowNanos : Math.max(bucket.tatNanos, nowNanos);
    }

    private Bucket charged(@Nullable Bucket bucket, long nowNanos, long costNanos, long capacityNanos) {
        if (bucket == null) {
            books.onCreated();
            if (fault == Fault.RETAINS_RESPONSES) {
                synchronized (retained) {
                    retained.add(new byte[RETAINED_BYTES]);
                }
            }
        }
        long created = bucket == null ? nowNanos : bucket.createdNanos;
        return new Bucket(base(bucket, nowNanos) + costNanos, created, capacityNanos, nowNanos);
    }

    private synchronized void noteFirst(long nowNanos) {
        if (!charged) {
            charged = true;
            firstChargeNanos = nowNanos;
        }
    }

    private synchronized void sweep() {
        long now = clock.nanoTime();
        sweeps++;
        long charges = books.charges();
        boolean quiet = charges == chargesAtLastSweep;
        chargesAtLastSweep = charges;
        if ((fault == Fault.CLEANUP_STOPS && sweeps > 1 && charged) || (fault == Fault.NO_QUIET_CLEANUP && quiet)) {
            return;
        }
        boolean wipe = fault == Fault.WIPED_ONCE && !wiped && charged && now - firstChargeNanos > WIPE_AFTER_NANOS;
        wiped |= wipe;
        for (Map.Entry<SubjectKey, Bucket> entry : buckets.entrySet()) {
            if (wipe || isDue(entry.getValue(), now)) {
                buckets.computeIfPresent(entry.getKey(), (key, bucket) -> {
                    if (!wipe && !isDue(bucket, now)) {
                        return bucket;
                    }
                    books.onExpired(fault != Fault.LEDGER_FORGETS || Math.floorMod(key.low(), FORGETS_ONE_IN) != 0);
                    return null;
                });
            }
        }
    }

    private boolean isDue(Bucket bucket, long now) {
        boolean full = bucket.tatNanos - (now - GRACE_NANOS) <= 0;
        return full || (fault == Fault.DELETED_EARLY && now - bucket.createdNanos > bucket.capacityNanos / 2);
    }

    @Override
    public Ledger ledger() {
        return books.read();
    }

    @Override
    public long cleanupCadenceNanos() {
        return SWEEP_NANOS + GRACE_NANOS + TimeUnit.MILLISECONDS.toNanos(200);
    }

    @Override
    public void close() {
        sweeper.shutdownNow();
    }
}
