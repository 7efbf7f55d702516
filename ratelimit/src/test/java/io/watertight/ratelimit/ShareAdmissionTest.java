package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * All replicas together keep to the limit, over every window, through random histories of joins, leaves, crashes, skewed
 * views and load. Ten thousand of each kind by default:
 *
 * <pre>mvn -pl ratelimit test -Dtest=ShareAdmissionTest -Dwatertight.share.histories=1000000</pre>
 */
class ShareAdmissionTest {

    private static final int HISTORIES = Integer.getInteger("watertight.share.histories", 10_000);
    private static final int STEPS = 80;
    private static final int SUBJECTS = 2;

    @Test
    void whileTheSourceAnswersSharesNeverExceedOneNorSubjectsTheirLimit() {
        long[] admitted = new long[1];
        Property.holds(HISTORIES, random -> {
            History history = new History(random, true, ShareAdmissionTest::shipped);
            history.run();
            assertThat(history.fleet.overcommitment().everHappened())
                    .as("shares in force above one")
                    .isFalse();
            admitted[0] += history.admitted();
        });
        assertThat(admitted[0]).as("requests admitted").isGreaterThan(HISTORIES);
    }

    @Test
    void whateverTheSourceDoesSubjectsExceedTheirLimitByNoMoreThanTheSharesExceedOne() {
        long[] overcommitted = new long[1];
        Property.holds(HISTORIES, random -> {
            History history = new History(random, false, ShareAdmissionTest::shipped);
            history.run();
            overcommitted[0] += history.fleet.overcommitment().everHappened() ? 1 : 0;
        });
        assertThat(overcommitted[0])
                .as("histories in which shares exceeded one")
                .isPositive();
    }

    /**
     * Four replicas of a burst of four: one knew of one other, three knew of four others, and each had room for one request.
     * Together that are five, though four replicas are no more than the burst.
     */
    @Test
    void whereViewsDifferTheRoomForOneRequestAtEachReplicaCounts() throws Exception {
        new History(new SplittableRandom(-4063630356355680055L), false, ShareAdmissionTest::shipped).run();
    }

    /** The control: the limit divided by the number of members, each time anew. */
    @Test
    void tellsTheNaiveShare() {
        assertThat(guilty(ShareAdmissionTest::naive)).isGreaterThan(10);
    }

    /** The control: a replica that joins begins with full buckets. */
    @Test
    void tellsAReplicaThatBeginsFull() {
        assertThat(guilty((random, clock) -> share -> new FullFromTheStart(clock)))
                .isGreaterThan(10);
    }

    /** In how many of a thousand histories the law is broken. */
    private static long guilty(BiFunction<SplittableRandom, ManualClock, Function<Share, Fleet.Enforcer>> enforcers) {
        long[] guilty = new long[1];
        Property.holds(1_000, random -> {
            try {
                new History(random, true, enforcers).run();
            } catch (AssertionError e) {
                guilty[0]++;
            }
        });
        return guilty[0];
    }

    private static Function<Share, Fleet.Enforcer> shipped(SplittableRandom random, ManualClock clock) {
        return share -> {
            VirtualTime time = new VirtualTime(clock, share);
            List<SweptBucketStore> stores = new ArrayList<>();
            ShareLimiter limiter = new ShareLimiter(time, () -> BelowFloor.FLOOR, virtual -> {
                stores.add(new SweptBucketStore(virtual));
                return stores.getLast();
            });
            return new ShareOf(time, limiter, () -> {
                if (random.nextInt(3) == 0) {
                    stores.forEach(SweptBucketStore::sweep);
                }
            });
        };
    }

    private record ShareOf(VirtualTime time, Limiter limiter, Runnable before) implements Fleet.Enforcer {

        @Override
        public void set(Share share) {
            time.set(share);
        }

        @Override
        public Decision decide(SubjectKey subject, Quota quota) {
            before.run();
            List<Decision> decisions = new ArrayList<>();
            limiter.decide(subject, quota, 1, decisions::add);
            return decisions.getFirst();
        }
    }

    private static Function<Share, Fleet.Enforcer> naive(SplittableRandom random, ManualClock clock) {
        return share -> new NaiveShare(clock);
    }

    /** Rate and burst divided by the members that there are now; whatever was used stays used. */
    private static final class NaiveShare implements Fleet.Enforcer {

        private final ManualClock clock;
        private final Map<SubjectKey, Long> tats = new HashMap<>();
        private Share share = Share.none(1);

        NaiveShare(ManualClock clock) {
            this.clock = clock;
        }

        @Override
        public void set(Share next) {
            share = next;
        }

        @Override
        public Decision decide(SubjectKey subject, Quota quota) {
            long now = clock.nanoTime();
            long cost = quota.emissionIntervalNanos() * share.members();
            long capacity = Math.max(quota.timeToFullNanos(), cost);
            long tat = tats.getOrDefault(subject, now);
            long excess = share.claimed() ? Gcra.excess(tat, now, cost, capacity) : cost;
            if (excess > 0) {
                return new Decision.Denied(quota, now, excess);
            }
            tats.put(subject, Gcra.charged(tat, now, cost));
            return new Decision.Admitted(quota, now, 0, 0);
        }
    }

    /** The shipped limiter, but its time begins when the share is claimed, with all of the share at once. */
    private static final class FullFromTheStart implements Fleet.Enforcer {

        private final ManualClock clock;
        private Fleet.Enforcer enforcer = new NaiveShare(new ManualClock(0));
        private boolean begun;

        FullFromTheStart(ManualClock clock) {
            this.clock = clock;
        }

        @Override
        public void set(Share share) {
            if (!begun && share.claimed()) {
                begun = true;
                VirtualTime time = new VirtualTime(clock, share);
                enforcer = new ShareOf(
                        time, new ShareLimiter(time, () -> BelowFloor.FLOOR, SweptBucketStore::new), () -> {});
            }
            if (begun) {
                enforcer.set(share);
            }
        }

        @Override
        public Decision decide(SubjectKey subject, Quota quota) {
            return enforcer.decide(subject, quota);
        }
    }

    /** One random history of a fleet and its load. */
    private static final class History {

        private final SplittableRandom random;
        private final ManualClock clock;
        private final Quota quota;
        private final Fleet fleet;
        private final boolean withoutSlack;
        private final List<Load> loads = new ArrayList<>();

        History(
                SplittableRandom random,
                boolean sourceIsReliable,
                BiFunction<SplittableRandom, ManualClock, Function<Share, Fleet.Enforcer>> enforcers) {
            this.random = random;
            this.clock = new ManualClock(Arbitrary.origin(random));
            this.quota = new Quota(
                    random.nextLong(1, 20),
                    Duration.ofNanos(random.nextLong(200_000, 4_000_000)),
                    random.nextLong(1, 30));
            this.withoutSlack = sourceIsReliable;
            this.fleet = new Fleet(random, clock, quota, sourceIsReliable, enforcers.apply(random, clock));
            for (int i = 0; i < SUBJECTS; i++) {
                loads.add(new Load(Arbitrary.subject(random)));
            }
        }

        void run() {
            for (int i = 0; i < STEPS; i++) {
                fleet.advance(random.nextInt(3) == 0 ? random.nextLong(quota.timeToFullNanos()) : pause());
                if (random.nextInt(6) == 0) {
                    fleet.disturb();
                }
                loads.get(random.nextInt(SUBJECTS)).send();
            }
        }

        private long pause() {
            return random.nextInt(4) == 0 ? 0 : random.nextLong(2 * quota.emissionIntervalNanos());
        }

        long admitted() {
            return loads.stream().mapToLong(load -> load.taken).sum();
        }

        /** One subject, and the law on what it has got. */
        private final class Load {

            private final SubjectKey subject;
            private final long originNanos = clock.nanoTime();
            private long taken;
            private long least = Long.MAX_VALUE;

            Load(SubjectKey subject) {
                this.subject = subject;
            }

            /** A few requests, or as many as pass, to one replica or to all of them. */
            void send() {
                List<Fleet.Replica> replicas = fleet.running();
                if (replicas.isEmpty()) {
                    return;
                }
                boolean all = random.nextInt(3) == 0;
                int most = random.nextInt(3) == 0 ? 40 : random.nextInt(1, 4);
                Fleet.Replica one = replicas.get(random.nextInt(replicas.size()));
                for (Fleet.Replica replica : all ? replicas : List.of(one)) {
                    for (int i = 0; i < most && replica.decide(subject) instanceof Decision.Admitted; i++) {
                        onAdmitted();
                    }
                }
            }

            private void onAdmitted() {
                long interval = quota.emissionIntervalNanos();
                long now = clock.nanoTime() - originNanos;
                least = Math.min(least, taken * interval - now);
                taken++;
                long burst = Math.max(quota.burst(), fleet.mostAtOnce());
                long over = (taken - burst) * interval - now - least;
                long slack = withoutSlack ? 0 : fleet.overcommitment().nanos(clock.nanoTime()) + lackBeyond(burst);
                if (over > slack) {
                    fail("%d ns over the limit, %d ns allowed (%s)", over, slack, quota);
                }
            }

            /** Where views differ, shares of the burst may lack more to a request each than the replicas are above it. */
            private long lackBeyond(long burst) {
                return Math.max(0, fleet.mostLackNanos() - (burst - quota.burst()) * quota.emissionIntervalNanos());
            }
        }
    }
}
