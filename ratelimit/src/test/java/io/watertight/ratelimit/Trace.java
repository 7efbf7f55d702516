package io.watertight.ratelimit;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Random charges by ten subjects on one store, some by outdated readings of the clock, and what each of them got. */
final class Trace {

    private static final int SUBJECTS = 10;

    private final BucketStore store;
    private final Quota quota;
    private final ManualClock clock;
    private final SplittableRandom random;
    private final long startNanos;
    private final List<Subject> subjects;

    private record Subject(SubjectKey key, AdmissionLaw law) {}

    Trace(BucketStore store, Quota quota, ManualClock clock, SplittableRandom random) {
        this.store = store;
        this.quota = quota;
        this.clock = clock;
        this.random = random;
        this.startNanos = clock.nanoTime();
        this.subjects = IntStream.range(0, SUBJECTS)
                .mapToObj(i -> new Subject(Arbitrary.subject(random), new AdmissionLaw()))
                .toList();
    }

    void step() {
        clock.advance(Arbitrary.pause(random, quota));
        Subject subject = subjects.get(random.nextInt(SUBJECTS));
        long cost = Arbitrary.cost(random, quota);
        boolean decided = charge(subject, cost, random.nextInt(10) == 0 ? outdated() : clock.nanoTime());
        if (!decided) {
            charge(subject, cost, clock.nanoTime());
        }
    }

    /** Returns whether the reading was good enough for a decision. */
    private boolean charge(Subject subject, long cost, long reading) {
        long costNanos = cost * quota.emissionIntervalNanos();
        long excess = store.charge(subject.key(), reading, costNanos, quota.timeToFullNanos());
        if (excess <= 0) {
            subject.law().admitted(reading, cost);
        }
        return excess != BucketStore.STALE;
    }

    private long outdated() {
        long now = clock.nanoTime();
        return now - random.nextLong(Math.min(now - startNanos, quota.timeToFullNanos()) + 1);
    }

    void assertLawHolds() {
        subjects.forEach(subject -> subject.law().assertHolds(quota));
    }
}
