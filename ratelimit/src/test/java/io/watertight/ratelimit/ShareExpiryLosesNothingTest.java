package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * With expiry and without, the same trace gives the same decisions whatever becomes of the share and of the quota: a
 * bucket may go when it is full by the clock of its quota at that moment. Ten thousand histories by default:
 *
 * <pre>mvn -pl ratelimit test -Dtest=ShareExpiryLosesNothingTest -Dwatertight.share.histories=1000000</pre>
 */
class ShareExpiryLosesNothingTest {

    private static final int HISTORIES = Integer.getInteger("watertight.share.histories", 10_000);
    private static final int STEPS = 60;
    private static final List<String> NAMES = List.of("base", "gold");

    @Test
    void decidesAsIfNoBucketWereEverRemoved() {
        long[] removed = new long[1];
        Property.holds(HISTORIES, random -> {
            List<SweptBucketStore> swept = new ArrayList<>();
            Twins twins = new Twins(random, virtual -> {
                swept.add(new SweptBucketStore(virtual));
                return swept.getLast();
            });
            for (int i = 0; i < STEPS; i++) {
                if (random.nextInt(3) == 0) {
                    swept.forEach(SweptBucketStore::sweep);
                }
                twins.step();
            }
            removed[0] += swept.stream().mapToLong(s -> s.ledger().expired()).sum();
        });
        assertThat(removed[0]).as("buckets that were removed in between").isPositive();
    }

    /** That a bucket is due once, by the clock as it ran when it was charged, is not enough: the control must be seen. */
    @Test
    void tellsADeadlineThatIsComputedUnderTheOldShare() {
        long[] different = new long[1];
        Property.holds(1_000, random -> {
            List<DeadlineStore> stores = new ArrayList<>();
            Twins twins = new Twins(random, virtual -> {
                stores.add(new DeadlineStore());
                return stores.getLast();
            });
            try {
                for (int i = 0; i < STEPS; i++) {
                    stores.forEach(store -> store.sweep(twins.clock.nanoTime(), twins.time.share()));
                    twins.step();
                }
            } catch (AssertionError e) {
                different[0]++;
            }
        });
        assertThat(different[0]).as("histories that were decided differently").isPositive();
    }

    /** Two limiters on one time: whatever is done, is done to both. */
    private static final class Twins {

        private final SplittableRandom random;
        private final ManualClock clock;
        private final VirtualTime time;
        private final List<Limiter> both;
        private final List<Quota> quotas = new ArrayList<>();
        private final List<SubjectKey> subjects;

        Twins(SplittableRandom random, Function<NanoClock, BucketStore> stores) {
            this.random = random;
            this.clock = new ManualClock(Arbitrary.origin(random));
            this.time = new VirtualTime(clock, arbitraryShare(random));
            this.both = List.of(
                    new ShareLimiter(time, () -> BelowFloor.FLOOR, stores),
                    new ShareLimiter(time, () -> BelowFloor.FLOOR, any -> new CheckThenActBucketStore()));
            this.subjects = List.of(Arbitrary.subject(random), Arbitrary.subject(random), Arbitrary.subject(random));
            NAMES.forEach(any -> quotas.add(Arbitrary.everyday(random)));
            nameQuotas();
        }

        private void nameQuotas() {
            both.forEach(limiter -> limiter.quotas(Map.of(NAMES.get(0), quotas.get(0), NAMES.get(1), quotas.get(1))));
        }

        private static Share arbitraryShare(SplittableRandom random) {
            return new Share(random.nextInt(1, 9), random.nextInt(5) > 0);
        }

        void step() {
            Quota quota = quotas.get(random.nextInt(quotas.size()));
            long pause = random.nextInt(20) == 0
                    ? Arbitrary.pause(random, quota)
                    : random.nextLong(quota.timeToFullNanos() + 2);
            clock.advance(random.nextBoolean() ? pause : 0);
            switch (random.nextInt(12)) {
                case 0, 1 -> time.set(arbitraryShare(random));
                case 2 -> {
                    if (random.nextInt(4) == 0) {
                        quotas.set(random.nextInt(quotas.size()), Arbitrary.everyday(random));
                        nameQuotas();
                    }
                }
                default -> {
                    SubjectKey subject = subjects.get(random.nextInt(subjects.size()));
                    long cost = Arbitrary.cost(random, quota);
                    List<Decision> decisions = new ArrayList<>();
                    both.forEach(limiter -> limiter.decide(subject, quota, cost, decisions::add));
                    assertThat(decisions.get(0)).isEqualTo(decisions.get(1));
                }
            }
        }
    }

    /** Removes a bucket when its TAT would be reached if the share stayed as it was at the last charge. */
    private static final class DeadlineStore implements BucketStore {

        private final Map<SubjectKey, long[]> buckets = new HashMap<>();
        private long nowReal;
        private int members = 1;

        void sweep(long now, Share share) {
            nowReal = now;
            members = share.members();
            buckets.values().removeIf(bucket -> bucket[1] - now <= 0);
        }

        @Override
        public long charge(SubjectKey key, long nowNanos, long costNanos, long capacityNanos) {
            long[] before = buckets.get(key);
            long tat = before == null ? nowNanos : before[0];
            long excess = Gcra.excess(tat, nowNanos, costNanos, capacityNanos);
            if (excess <= 0) {
                long charged = Gcra.charged(tat, nowNanos, costNanos);
                buckets.put(key, new long[] {charged, nowReal + (charged - nowNanos) * members});
            }
            return excess;
        }

        @Override
        public Ledger ledger() {
            return new Ledger(0, 0, 0, 0);
        }

        @Override
        public long cleanupCadenceNanos() {
            return 0;
        }

        @Override
        public void close() {
            buckets.clear();
        }
    }
}
