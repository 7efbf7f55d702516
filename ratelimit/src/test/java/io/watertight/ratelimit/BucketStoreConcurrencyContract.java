package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What every {@link BucketStore} has to keep to when several threads are at it. */
abstract class BucketStoreConcurrencyContract {

    private static final int CHARGES_PER_THREAD = 200_000;

    private final StoreUnderTest stores;

    BucketStoreConcurrencyContract(StoreUnderTest stores) {
        this.stores = stores;
    }

    @Test
    void twoThreadsGetTheBurstBetweenThemAndNotOneMore() throws Exception {
        BucketStore store = stores.open(new ManualClock(0));

        long wrongRounds = Contention.wrongRounds(store::charge, 0, 50_000);

        assertThat(wrongRounds).isZero();
    }

    @Test
    void twoThreadsGetTheBurstOfASharedBucketBetweenThemAndNotOneMore() throws Exception {
        for (int i = 0; i < 20; i++) {
            BucketStore closed = stores.open(new ManualClock(0));
            closed.close();

            // few rounds, so that no two of their subjects share a bucket
            long wrongRounds = Contention.wrongRounds(closed::charge, 0, 20);

            assertThat(wrongRounds).isZero();
        }
    }

    @Test
    void holdsTheLawOnARunningClockWhileBucketsExpireBetweenTheCharges() {
        Property.holds(1, random -> {
            // Given
            NanoClock clock = NanoClock.system();
            Limiter limiter = new LocalLimiter(clock, stores.open(clock));
            Quota quota = new Quota(1, Duration.ofNanos(2_000), 2);
            List<SubjectKey> subjects = List.of(Arbitrary.subject(random), Arbitrary.subject(random));
            // When
            List<Client> clients = TwoThreads.run(
                    new Client(limiter, quota, subjects, random.split()),
                    new Client(limiter, quota, subjects, random.split()));
            // Then
            for (SubjectKey subject : subjects) {
                AdmissionLaw law = new AdmissionLaw();
                clients.forEach(client -> client.report(subject, law));
                law.assertHolds(quota);
            }
        });
    }

    @Test
    void theBooksBalanceAtEveryInstantWhileBucketsComeAndGo() {
        Property.holds(1, random -> {
            // Given
            ManualClock clock = new ManualClock(-1_000_000_000);
            BucketCap cap = new BucketCap(500);
            BucketStore store = stores.open(clock, cap);
            List<Ledger> seen = new ArrayList<>(List.of(store.ledger()));
            // When
            TwoThreads.run(writer(store, clock, random.split()), writer(store, clock, random.split()), () -> {
                Ledger ledger = store.ledger();
                assertThat(ledger).matches(Ledger::balances);
                assertThat(ledger.created())
                        .isGreaterThanOrEqualTo(seen.getLast().created());
                assertThat(ledger.expired())
                        .isGreaterThanOrEqualTo(seen.getLast().expired());
                assertThat(ledger.overflowed())
                        .isGreaterThanOrEqualTo(seen.getLast().overflowed());
                assertThat(ledger.live()).isNotNegative();
                seen.set(0, ledger);
            });
            // Then
            clock.advance(Duration.ofHours(1).toNanos());
            stores.cleanUp(store);
            Ledger last = store.ledger();
            assertThat(last).isEqualTo(new Ledger(last.created(), last.created(), last.overflowed(), 0));
            assertThat(last.overflowed()).isPositive();
            assertThat(cap.reserved()).isZero();
        });
    }

    private static Callable<Integer> writer(BucketStore store, ManualClock clock, SplittableRandom random) {
        return () -> {
            int admitted = 0;
            for (int i = 0; i < CHARGES_PER_THREAD; i++) {
                clock.advance(random.nextLong(20_000_000));
                SubjectKey subject = new SubjectKey(random.nextLong(1_000) << 54, 0);
                long excess = store.charge(subject, clock.nanoTime(), 5_000_000_000L, 10_000_000_000L);
                admitted += excess <= 0 ? 1 : 0;
            }
            return admitted;
        };
    }

    /** Asks as fast as it can for one of the subjects, and remembers what it got. */
    private static final class Client implements Callable<Client>, DecisionListener {

        private final Limiter limiter;
        private final Quota quota;
        private final List<SubjectKey> subjects;
        private final SplittableRandom random;
        private final List<Taken> taken = new ArrayList<>();
        private SubjectKey subject;
        private long cost;

        private record Taken(SubjectKey subject, long atNanos, long permits) {}

        Client(Limiter limiter, Quota quota, List<SubjectKey> subjects, SplittableRandom random) {
            this.limiter = limiter;
            this.quota = quota;
            this.subjects = subjects;
            this.random = random;
            this.subject = subjects.getFirst();
        }

        @Override
        public Client call() {
            for (int i = 0; i < CHARGES_PER_THREAD; i++) {
                subject = subjects.get(random.nextInt(subjects.size()));
                cost = random.nextLong(1, quota.burst() + 1);
                limiter.decide(subject, quota, cost, this);
            }
            return this;
        }

        @Override
        public void onDecision(Decision decision) {
            if (decision instanceof Decision.Admitted) {
                taken.add(new Taken(subject, decision.decidedAtNanos(), cost));
            }
        }

        void report(SubjectKey ofSubject, AdmissionLaw law) {
            for (Taken one : taken) {
                if (one.subject().equals(ofSubject)) {
                    law.admitted(one.atNanos(), one.permits());
                }
            }
        }
    }
}
