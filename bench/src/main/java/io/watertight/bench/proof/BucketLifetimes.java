package io.watertight.bench.proof;

import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import java.util.function.Supplier;

/**
 * How many buckets a place may hold, at every instant. A bucket may exist from the charge that makes it to an end that each
 * further charge puts off; a subject that is charged again after that end has a second lifetime. The count at an instant
 * is the number of lifetimes begun less the number ended, in O(log n). Immutable.
 */
final class BucketLifetimes {
    private final LongList begun = new LongList();
    private final LongList ended = new LongList();
    private final SortedInstants begins;
    private final SortedInstants ends;

    private BucketLifetimes(
            SubjectTimelines timelines,
            IntPredicate charges,
            IntToLongFunction begin,
            Supplier<IntToLongFunction> endOfOneSubject) {
        for (int s = 0; s < timelines.subjects(); s++) {
            add(timelines.from(s), timelines.to(s), charges, begin, endOfOneSubject.get());
        }
        begins = new SortedInstants(begun);
        ends = new SortedInstants(ended);
    }

    private void add(int from, int to, IntPredicate charges, IntToLongFunction begin, IntToLongFunction endOf) {
        boolean exists = false;
        long end = Long.MIN_VALUE;
        for (int i = from; i < to; i++) {
            if (!charges.test(i)) {
                continue;
            }
            long now = begin.applyAsLong(i);
            if (!exists || end <= now) {
                if (exists) {
                    ended.add(end);
                }
                begun.add(now);
                exists = true;
            }
            end = Math.max(end, endOf.applyAsLong(i));
        }
        if (exists) {
            ended.add(end);
        }
    }

    /**
     * The exact form of the Population law: subjects with {@code TAT(t) > t - linger}.
     *
     * @param lingerNanos delta, how long after its TAT a bucket may stay
     */
    static BucketLifetimes exact(SubjectTimelines timelines, Oracle oracle, long lingerNanos) {
        return new BucketLifetimes(timelines, timelines::admitted, timelines::atNanos, () -> new IntToLongFunction() {
            private long tat = Oracle.RESTED;

            @Override
            public long applyAsLong(int decision) {
                tat = oracle.admit(tat, timelines.atNanos(decision));
                return tat + lingerNanos;
            }
        });
    }

    /** The same where the TAT is an instant of the replica's virtual clock. */
    static BucketLifetimes exact(
            SubjectTimelines timelines, VirtualClock clock, long emissionIntervalNanos, long lingerNanos) {
        return new BucketLifetimes(timelines, timelines::admitted, timelines::atNanos, () -> new IntToLongFunction() {
            private double tat = Double.NEGATIVE_INFINITY;

            @Override
            public long applyAsLong(int decision) {
                long now = timelines.atNanos(decision);
                tat = Math.max(tat, clock.at(now)) + emissionIntervalNanos;
                long full = clock.reaches(tat, now);
                return full == Span.UNENDED ? full : full + lingerNanos;
            }
        });
    }

    /**
     * The published form, which is never below the exact one: distinct subjects admitted in {@code (t - stay, t]}.
     *
     * @param stayNanos D + delta
     */
    static BucketLifetimes published(SubjectTimelines timelines, long stayNanos) {
        return new BucketLifetimes(
                timelines,
                timelines::admitted,
                timelines::atNanos,
                () -> decision -> timelines.atNanos(decision) + stayNanos);
    }

    /**
     * The exact form for buckets in a store, whose charges lie between a request and its answer.
     *
     * @param lingerNanos how long after its TAT a bucket may stay
     */
    static BucketLifetimes exactInStore(SubjectTimelines timelines, Oracle oracle, long lingerNanos) {
        return new BucketLifetimes(timelines, timelines::admitted, timelines::sentNanos, () -> new IntToLongFunction() {
            private long tat = Oracle.RESTED;

            @Override
            public long applyAsLong(int decision) {
                tat = oracle.admit(tat, timelines.doneNanos(decision));
                return tat + lingerNanos;
            }
        });
    }

    /**
     * The published form for buckets in a store.
     *
     * @param charges which decisions may have charged the store
     * @param stayNanos D + delta
     */
    static BucketLifetimes publishedInStore(SubjectTimelines timelines, IntPredicate charges, long stayNanos) {
        return new BucketLifetimes(
                timelines, charges, timelines::sentNanos, () -> decision -> timelines.doneNanos(decision) + stayNanos);
    }

    /** The most buckets that may exist at some instant of the closed interval in which a sample was taken. */
    long atMostWithin(long fromNanos, long toNanos) {
        return begins.countUntil(toNanos) - (long) ends.countUntil(fromNanos);
    }
}
