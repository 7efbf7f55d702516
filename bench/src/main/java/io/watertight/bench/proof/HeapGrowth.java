package io.watertight.bench.proof;

import java.util.List;
import java.util.Optional;

/**
 * What one replica's live set gained per distinct subject while its population was steady, as a 95 % interval.
 *
 * <p>Live buckets are no leak, but a population that drifts a little moves the live set, too. What a bucket costs is not
 * known, only that it costs something between nothing and the tolerated most; so the slope is fitted at both ends and
 * the interval covers both. In a steady population the two coincide.
 *
 * <p>What counts as growth depends on how much a run can show: a young process gains a fixed amount whatever it is asked,
 * and that amount, divided by few subjects, would look like a leak. {@code epsilon} is therefore the larger of the
 * tolerated bytes per subject and the tolerated drift spread over the subjects seen.
 *
 * @param subjects distinct subjects between the first and the last sample
 * @param bytesPerSubject the estimate
 * @param lower the lower end of its interval
 * @param upper the upper end of its interval
 * @param epsilon the bytes per subject that are no growth
 */
record HeapGrowth(long subjects, double bytesPerSubject, double lower, double upper, double epsilon) {

    /** Empty where the samples are too few, or too alike in the subjects seen, for an interval. */
    static Optional<HeapGrowth> of(ReplicaEvidence replica, List<ProcessSample> steady, Tolerances tolerances) {
        double[] subjects = steady.stream()
                .mapToDouble(sample -> replica.totals().subjectsUntil(sample.atNanos()))
                .toArray();
        Optional<TheilSen> bucketsFree = TheilSen.fit(subjects, liveSet(replica, steady, 0));
        Optional<TheilSen> bucketsDear =
                TheilSen.fit(subjects, liveSet(replica, steady, tolerances.bytesPerLiveBucket()));
        if (bucketsFree.isEmpty() || bucketsDear.isEmpty()) {
            return Optional.empty();
        }
        long range = (long) (subjects[subjects.length - 1] - subjects[0]);
        return Optional.of(new HeapGrowth(
                range,
                bucketsFree.get().slope(),
                Math.min(bucketsFree.get().lower(), bucketsDear.get().lower()),
                Math.max(bucketsFree.get().upper(), bucketsDear.get().upper()),
                Math.max(tolerances.bytesPerSubject(), tolerances.heapDriftBytes() / (double) range)));
    }

    Finding finding() {
        if (lower > epsilon) {
            return Finding.VIOLATED;
        }
        return upper < epsilon ? Finding.HELD : Finding.INCONCLUSIVE;
    }

    private static double[] liveSet(ReplicaEvidence replica, List<ProcessSample> samples, long bytesPerLiveBucket) {
        return samples.stream()
                .mapToDouble(sample ->
                        sample.heapUsedBytes() - (double) bytesPerLiveBucket * replica.liveNear(sample.atNanos()))
                .toArray();
    }
}
