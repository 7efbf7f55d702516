package io.watertight.bench.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where buckets are counted: a replica incarnation, or the store that all replicas share. Immutable.
 *
 * @param name the replica's name, or that of the store
 * @param bound how many buckets it may hold
 * @param readings how many it held, in order of time
 * @param horizonNanos D + delta, the longest that a bucket may exist there after its last charge
 * @param ended whether it ended before the evidence was sealed
 */
public record BucketPlace(
        String name, PopulationBound bound, List<LiveReading> readings, long horizonNanos, boolean ended) {
    /** What the store is called among replicas. */
    public static final String STORE = "the store";

    public BucketPlace {
        readings = List.copyOf(readings);
    }

    /** All places of the run that were charged. */
    public static List<BucketPlace> of(Evidence evidence) {
        List<BucketPlace> places = new ArrayList<>();
        if (evidence.mode().mode().usesStore()) {
            places.add(new BucketPlace(
                    STORE,
                    PopulationBound.ofStore(evidence),
                    evidence.storeSamples().stream().map(LiveReading::of).toList(),
                    evidence.limit().timeToFullNanos() + PopulationBound.storeLingerNanos(evidence),
                    false));
        }
        evidence.replicas().forEach(replica -> places.add(of(evidence, replica)));
        return places;
    }

    private static BucketPlace of(Evidence evidence, ReplicaEvidence replica) {
        return new BucketPlace(
                replica.name(),
                PopulationBound.of(evidence, replica),
                replica.ledgerReadings().stream().map(LiveReading::of).toList(),
                evidence.horizonNanos(replica),
                !(replica.end() instanceof ReplicaEnd.StillRunning));
    }

    /** Whether anything was ever charged there, as far as anybody knows. */
    boolean wasCharged() {
        return bound.quietFromNanos() != Long.MIN_VALUE;
    }

    Stream<LiveReading> quietReadings() {
        return readings.stream().filter(bound::isQuietAt);
    }

    Stream<LiveReading> busyReadings() {
        return readings.stream().filter(reading -> !bound.isQuietAt(reading));
    }
}
