package io.watertight.bench.proof;

/**
 * How many buckets a replica may hold, at every instant. A bucket may exist from the admission that makes it to an end
 * that each further admission puts off; a subject that is admitted again after that end has a second lifetime. The count
 * at an instant is the number of lifetimes begun less the number ended, in O(log n). Immutable.
 */
final class BucketLifetimes {
    private final SortedInstants begins;
    private final SortedInstants ends;

    private BucketLifetimes(LongList begins, LongList ends) {
        this.begins = new SortedInstants(begins);
        this.ends = new SortedInstants(ends);
    }

    /**
     * The exact form of the Population law: subjects with {@code TAT(t) > t - linger}.
     *
     * @param lingerNanos delta, how long after its TAT a bucket may stay
     */
    static BucketLifetimes exact(SubjectTimelines timelines, Oracle oracle, long lingerNanos) {
        return of(timelines, oracle, (tat, admittedAt) -> tat + lingerNanos);
    }

    /**
     * The published form, which is never below the exact one: distinct subjects admitted in {@code (t - stay, t]}.
     *
     * @param stayNanos D + delta
     */
    static BucketLifetimes published(SubjectTimelines timelines, Oracle oracle, long stayNanos) {
        return of(timelines, oracle, (tat, admittedAt) -> admittedAt + stayNanos);
    }

    private static BucketLifetimes of(SubjectTimelines timelines, Oracle oracle, EndRule rule) {
        LongList begins = new LongList();
        LongList ends = new LongList();
        for (int s = 0; s < timelines.subjects(); s++) {
            long tat = Oracle.RESTED;
            long end = Long.MIN_VALUE;
            for (int i = timelines.from(s); i < timelines.to(s); i++) {
                if (!timelines.admitted(i)) {
                    continue;
                }
                long now = timelines.atNanos(i);
                if (end <= now) {
                    if (tat != Oracle.RESTED) {
                        ends.add(end);
                    }
                    begins.add(now);
                }
                tat = oracle.admit(tat, now);
                end = rule.endNanos(tat, now);
            }
            if (tat != Oracle.RESTED) {
                ends.add(end);
            }
        }
        return new BucketLifetimes(begins, ends);
    }

    /** The most buckets that may exist at some instant of the closed interval in which a sample was taken. */
    long atMostWithin(long fromNanos, long toNanos) {
        return begins.countUntil(toNanos) - (long) ends.countUntil(fromNanos);
    }

    /** When a lifetime ends, as far as the admissions so far tell. */
    @FunctionalInterface
    private interface EndRule {
        long endNanos(long tatNanos, long admittedAtNanos);
    }
}
