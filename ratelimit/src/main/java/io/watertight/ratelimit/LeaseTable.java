package io.watertight.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The leases of one replica by subject, in a cache in which each is forgotten once its last batch is dead. A lease is made
 * only by a grant, so a subject that is denied has none.
 *
 * <p>A grant is entered under the lock that Caffeine removes under, so none is lost to a removal; what is spent is spent
 * without it, by a look that tells the cache nothing.
 */
final class LeaseTable {

    private final NanoClock clock;
    private final BucketCap cap;
    private final BucketLedger ledger;
    private final LeaseAccount account;
    private final Cache<SubjectKey, Lease> cache;
    private final Policy<SubjectKey, Lease> peek;

    /**
     * Who enters a lease clears up after those that have ended: handing that to another thread, which has to be woken for each lease, takes more CPU than doing it. Only
     * what has to be done while nobody enters any is done in the common pool.
     */
    LeaseTable(NanoClock clock, BucketCap cap, LeaseAccount account) {
        this(
                clock,
                cap,
                account,
                Runnable::run,
                (executor, command, delay, unit) ->
                        Scheduler.systemScheduler().schedule(ForkJoinPool.commonPool(), command, delay, unit));
    }

    /** With another executor and scheduler, for tests that decide themselves when there is a clean-up. */
    LeaseTable(NanoClock clock, BucketCap cap, LeaseAccount account, Executor executor, Scheduler scheduler) {
        this.clock = clock;
        this.cap = cap;
        this.account = account;
        long beginning = clock.nanoTime();
        this.ledger = new BucketLedger(beginning);
        this.cache = Caffeine.newBuilder()
                .ticker(() -> clock.nanoTime() - beginning)
                .executor(executor)
                .scheduler(scheduler)
                .expireAfter(new AtItsEnd(beginning))
                .evictionListener(this::onRemoval)
                .build();
        this.peek = cache.policy();
    }

    /** Counts from the instant that the cache counts from: from a later one, a lease would be forgotten while it lives. */
    private record AtItsEnd(long beginning) implements Expiry<SubjectKey, Lease> {

        @Override
        public long expireAfterCreate(SubjectKey key, Lease lease, long now) {
            return Math.max(lease.endsAt() - (beginning + now), 0);
        }

        @Override
        public long expireAfterUpdate(SubjectKey key, Lease lease, long now, long before) {
            return expireAfterCreate(key, lease, now);
        }

        @Override
        public long expireAfterRead(SubjectKey key, Lease lease, long now, long before) {
            return before;
        }
    }

    @Nullable
    Lease find(SubjectKey key) {
        return peek.getIfPresentQuietly(key);
    }

    /**
     * Has a grant entered into the subject's lease, which is made if there is none and the cap allows.
     *
     * @param enter must not touch the table
     */
    void enter(SubjectKey key, Quota quota, Supplier<Lease> newLease, Consumer<Lease> enter) {
        cache.asMap().compute(key, (subject, present) -> {
            Lease lease = present == null ? open(subject, newLease) : present;
            if (lease == null) {
                return null;
            }
            if (!lease.isFor(quota)) {
                // removed and made in one step: the books show nothing of it
                lease.release(clock.nanoTime(), account, (held, units, grant) -> {});
                lease = newLease.get();
            }
            enter.accept(lease);
            return lease;
        });
    }

    private @Nullable Lease open(SubjectKey key, Supplier<Lease> newLease) {
        BucketLedger.Stripe stripe = ledger.stripe(key);
        if (cap.tryReserve()) {
            if (stripe.created()) {
                return newLease.get();
            }
            cap.release();
        }
        stripe.overflowed();
        return null;
    }

    private void onRemoval(@Nullable SubjectKey key, @Nullable Lease lease, RemovalCause cause) {
        if (key == null || lease == null) {
            throw new AssertionError("keys and values are held strongly");
        }
        long now = clock.nanoTime();
        lease.release(now, account, (quota, units, grant) -> {});
        if (ledger.stripe(key).removed(lease.endsAt(), lease.endsAt() - now <= 0)) {
            cap.release();
        }
    }

    Ledger ledger() {
        return ledger.snapshot();
    }

    long cleanupCadenceNanos() {
        return CaffeineBucketStore.cadenceNanos(ledger.mostLive());
    }

    /** Forgets all leases and gives their places under the cap back; each is shown to a last visitor. */
    void close(BiConsumer<SubjectKey, Lease> last) {
        cap.release(ledger.close());
        cache.asMap().forEach(last);
        cache.invalidateAll();
    }

    /** Removes what is due without waiting for the executor or the scheduler. */
    void cleanUp() {
        cache.cleanUp();
    }
}
