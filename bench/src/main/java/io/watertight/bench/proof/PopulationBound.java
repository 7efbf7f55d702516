package io.watertight.bench.proof;

/**
 * How many buckets one replica may hold, as curves over time. What the Population and Drain laws compare readings with,
 * and what a plot shows. Immutable.
 */
public final class PopulationBound {
    private final BucketLifetimes exact;
    private final BucketLifetimes published;
    private final Doubts doubts;
    private final long quietFromNanos;

    /** Walks the replica's decisions; O(n log n). */
    public PopulationBound(Evidence evidence, ReplicaEvidence replica) {
        Oracle oracle = new Oracle(evidence.limit());
        this.exact = BucketLifetimes.exact(replica.timelines(), oracle, evidence.lingerNanos(replica));
        this.published = BucketLifetimes.published(replica.timelines(), oracle, evidence.horizonNanos(replica));
        this.doubts = replica.doubts();
        long lastAdmission =
                replica.admitted() == 0 ? Long.MIN_VALUE : replica.totals().lastAdmissionNanos();
        this.quietFromNanos = Math.max(lastAdmission, doubts.lastSentNanos());
    }

    /** Subjects with {@code TAT(t) > t - delta}. */
    public long exactAt(long instantNanos) {
        return exactWithin(instantNanos, instantNanos);
    }

    /** Distinct subjects admitted in {@code (t - D - delta, t]}; never below the exact bound. */
    public long publishedAt(long instantNanos) {
        return published.atMostWithin(instantNanos, instantNanos) + doubts.sentUntil(instantNanos);
    }

    /** The most buckets that the reading may show: the exact bound, and one more for each decision that nobody knows. */
    long atMost(LedgerSample reading) {
        return exactWithin(reading.askedNanos(), reading.answeredNanos());
    }

    /** When the replica's last admission was, as far as anybody knows: from then on it drains. */
    long quietFromNanos() {
        return quietFromNanos;
    }

    boolean isQuietAt(LedgerSample reading) {
        return reading.askedNanos() > quietFromNanos;
    }

    private long exactWithin(long fromNanos, long toNanos) {
        return exact.atMostWithin(fromNanos, toNanos) + doubts.sentUntil(toNanos);
    }
}
