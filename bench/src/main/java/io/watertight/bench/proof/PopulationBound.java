package io.watertight.bench.proof;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How many buckets one place may hold, as curves over time: a replica, or the store that all of them share. What the
 * Population and Drain laws compare readings with, and what a plot shows. Immutable.
 */
public final class PopulationBound {
    /** A key lives to the end of the millisecond in which its bucket is full. */
    private static final long STORE_TTL_STEP_NANOS = 1_000_000;

    private final BucketLifetimes exact;
    private final BucketLifetimes published;
    private final Doubts doubts;
    private final long quietFromNanos;

    private PopulationBound(BucketLifetimes exact, BucketLifetimes published, Doubts doubts, long lastChargeNanos) {
        this.exact = exact;
        this.published = published;
        this.doubts = doubts;
        this.quietFromNanos = Math.max(lastChargeNanos, doubts.lastSentNanos());
    }

    /**
     * The bound of one replica's buckets; O(n log n) of its decisions. Where a store decides, what a replica holds are leases
     * and the buckets of its fallback: both end within D, and only the published form is known. A lease is there a little
     * before the decision that it came with.
     */
    public static PopulationBound of(Evidence evidence, ReplicaEvidence replica) {
        SubjectTimelines timelines = replica.timelines();
        LimitUnderTest limit = evidence.limit();
        long lingerNanos = evidence.lingerNanos(replica);
        long horizonNanos = evidence.horizonNanos(replica);
        BucketLifetimes published = evidence.mode().mode().usesStore()
                ? BucketLifetimes.publishedInStore(timelines, timelines::admitted, horizonNanos)
                : BucketLifetimes.published(timelines, horizonNanos);
        BucketLifetimes exact = switch (evidence.mode().mode()) {
            case LOCAL -> BucketLifetimes.exact(timelines, new Oracle(limit), lingerNanos);
            case SHARE ->
                BucketLifetimes.exact(
                        timelines,
                        new VirtualClock(replica.account().shares(), limit.timeToFullNanos()),
                        limit.emissionIntervalNanos(),
                        lingerNanos);
            case REDIS, LEASE -> published;
        };
        long lastAdmission = IntStream.range(0, timelines.decisions())
                .filter(timelines::admitted)
                .mapToLong(evidence.mode().mode().usesStore() ? timelines::doneNanos : timelines::atNanos)
                .max()
                .orElse(Long.MIN_VALUE);
        return new PopulationBound(exact, published, replica.doubts(), lastAdmission);
    }

    /**
     * The bound of the store's buckets; O(n log n) of all decisions. A lease is charged ahead, so a bucket may hold more than
     * the requests admitted explain; and while the store was disturbed, a charge may have been made for any request. Then
     * only the published form is known.
     */
    public static PopulationBound ofStore(Evidence evidence) {
        SubjectTimelines fleet = evidence.fleet();
        Disturbances disturbances = new Disturbances(evidence);
        long lingerNanos = storeLingerNanos(evidence);
        IntPredicate charges = i -> fleet.admitted(i) || disturbances.touch(fleet.sentNanos(i), fleet.doneNanos(i));
        BucketLifetimes published = BucketLifetimes.publishedInStore(
                fleet, charges, evidence.limit().timeToFullNanos() + lingerNanos);
        boolean known = evidence.mode().mode() == LimiterMode.REDIS && disturbances.none();
        BucketLifetimes exact = known
                ? BucketLifetimes.exactInStore(
                        fleet, new Oracle(evidence.limit().inMicroseconds()), lingerNanos)
                : published;
        long lastCharge = IntStream.range(0, fleet.decisions())
                .filter(charges)
                .mapToLong(fleet::doneNanos)
                .max()
                .orElse(Long.MIN_VALUE);
        return new PopulationBound(exact, published, new Doubts(evidence.failures()), lastCharge);
    }

    /** Delta of the store: what it rounds up, and what a scheduler may add. */
    static long storeLingerNanos(Evidence evidence) {
        return STORE_TTL_STEP_NANOS + evidence.tolerances().cleanupLateness().toNanos();
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
    public long atMost(LiveReading reading) {
        return exactWithin(reading.askedNanos(), reading.answeredNanos());
    }

    /** When the last charge was, as far as anybody knows: from then on the place drains. */
    long quietFromNanos() {
        return quietFromNanos;
    }

    boolean isQuietAt(LiveReading reading) {
        return reading.askedNanos() > quietFromNanos;
    }

    private long exactWithin(long fromNanos, long toNanos) {
        return exact.atMostWithin(fromNanos, toNanos) + doubts.sentUntil(toNanos);
    }
}
