package io.watertight.bench.jmh;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.watertight.ratelimit.Quota;
import java.util.concurrent.ConcurrentMap;

/** Bucket4j's local bucket for each subject, in a map. */
final class Bucket4jContender implements Contender {

    private final Workload workload;
    private final ConcurrentMap<String, Bucket> buckets;

    Bucket4jContender(Workload workload, ConcurrentMap<String, Bucket> buckets) {
        this.workload = workload;
        this.buckets = buckets;
    }

    @Override
    public boolean admits(Subjects subjects, long number) {
        return bucket(subjects, number).tryConsume(1);
    }

    @Override
    public void fill(Subjects subjects, long number) {
        bucket(subjects, number).tryConsume(workload.fill());
    }

    private Bucket bucket(Subjects subjects, long number) {
        String subject = subjects.textOf(number);
        // most have one, which the map gives without a lock only when it is asked like this
        Bucket found = buckets.get(subject);
        return found != null ? found : buckets.computeIfAbsent(subject, absent -> newBucket());
    }

    private Bucket newBucket() {
        Quota quota = workload.quota();
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(quota.burst()).refillGreedy(quota.permits(), quota.period()))
                .withCustomTimePrecision(TimeMeter.SYSTEM_NANOTIME)
                .build();
    }

    @Override
    public void close() {
        buckets.clear();
    }
}
