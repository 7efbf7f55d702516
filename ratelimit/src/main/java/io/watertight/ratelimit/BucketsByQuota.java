package io.watertight.ratelimit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All buckets of one limiter, apart by quota. Safe for use by many threads; finding those of a known quota takes no lock. */
final class BucketsByQuota implements AutoCloseable {

    private final VirtualTime time;
    private final Function<NanoClock, BucketStore> stores;
    private final Map<String, QuotaBuckets> byName = new HashMap<>();
    private final List<Entry> unnamed = new ArrayList<>();
    private final List<QuotaBuckets> all = new ArrayList<>();
    private List<Entry> named = List.of();
    private boolean closed;

    /** In the order of precedence; few, and never written to. */
    private volatile Entry[] known = {};

    private record Entry(Quota quota, QuotaBuckets buckets) {}

    BucketsByQuota(VirtualTime time, Function<NanoClock, BucketStore> stores) {
        this.time = time;
        this.stores = stores;
    }

    /** Returns the buckets of that quota; new ones, if it is not known. */
    QuotaBuckets of(Quota quota) {
        QuotaBuckets buckets = find(quota);
        return buckets == null ? add(quota) : buckets;
    }

    /** Two names may have equal quotas: the instance tells them apart. */
    @SuppressWarnings("ReferenceEquality")
    private @Nullable QuotaBuckets find(Quota quota) {
        Entry[] entries = known;
        for (Entry entry : entries) {
            if (entry.quota == quota) {
                return entry.buckets;
            }
        }
        for (Entry entry : entries) {
            if (entry.quota.equals(quota)) {
                return entry.buckets;
            }
        }
        return null;
    }

    private synchronized QuotaBuckets add(Quota quota) {
        QuotaBuckets added = find(quota);
        if (added == null) {
            added = open(quota);
            Entry entry = new Entry(quota, added);
            unnamed.add(entry);
            List<Entry> entries = new ArrayList<>(List.of(known));
            entries.add(entry);
            known = entries.toArray(Entry[]::new);
        }
        return added;
    }

    /**
     * Takes note of the quotas in force, by names that stay when a quota changes: the buckets go with the name. What was
     * in force until now is known until the next call, for the decisions that are under way.
     */
    synchronized void name(Map<String, Quota> quotas) {
        List<Entry> next = new ArrayList<>();
        quotas.forEach((name, quota) -> {
            QuotaBuckets buckets = byName.computeIfAbsent(name, any -> unnamedOrNew(quota));
            buckets.clock().entitle(quota.timeToFullNanos());
            next.add(new Entry(quota, buckets));
        });
        List<Entry> entries = new ArrayList<>(next);
        entries.addAll(named);
        entries.addAll(unnamed);
        known = entries.toArray(Entry[]::new);
        named = next;
    }

    private QuotaBuckets unnamedOrNew(Quota quota) {
        for (Entry entry : unnamed) {
            if (entry.quota.equals(quota)) {
                unnamed.remove(entry);
                return entry.buckets;
            }
        }
        return open(quota);
    }

    private QuotaBuckets open(Quota quota) {
        VirtualClock clock = new VirtualClock(time, quota.timeToFullNanos());
        QuotaBuckets buckets = new QuotaBuckets(clock, stores.apply(clock));
        all.add(buckets);
        if (closed) {
            buckets.close();
        }
        return buckets;
    }

    synchronized Ledger ledger() {
        Ledger sum = new Ledger(0, 0, 0, 0);
        for (QuotaBuckets buckets : all) {
            sum = sum.plus(buckets.store().ledger());
        }
        return sum;
    }

    synchronized long cleanupCadenceNanos() {
        return all.stream()
                .mapToLong(buckets -> buckets.store().cleanupCadenceNanos())
                .max()
                .orElse(0);
    }

    @Override
    public synchronized void close() {
        closed = true;
        all.forEach(QuotaBuckets::close);
    }
}
