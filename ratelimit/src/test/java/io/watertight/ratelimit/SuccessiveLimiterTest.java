package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.ratelimit.Decision.Admitted;
import io.watertight.ratelimit.Decision.Denied;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuccessiveLimiterTest {

    private static final Quota QUOTA = new Quota(2, Duration.ofSeconds(1), 3);
    private static final long INTERVAL = QUOTA.emissionIntervalNanos();
    private static final SubjectKey SUBJECT = new SubjectKey(1, 2);

    private final ManualClock clock = new ManualClock(-7);
    private final BucketCap cap = new BucketCap(10);
    private final SuccessiveLimiter limiter = new SuccessiveLimiter(clock, local());

    private Limiter local() {
        return new LocalLimiter(clock, new FlatBucketStore(clock, cap));
    }

    private Decision decide(long cost) {
        return Answer.of(limiter, SUBJECT, QUOTA, cost).decision();
    }

    @Test
    void whatWasUsedUnderTheOneBeforeStillCounts() {
        decide(3);
        limiter.replace(local(), true);

        Decision decision = decide(1);

        assertThat(decision).isEqualTo(new Denied(QUOTA, -7, INTERVAL));
    }

    @Test
    void itNoLongerDoesWhereTheNextKnowsItItself() {
        decide(3);
        limiter.replace(local(), false);

        assertThat(decide(3)).isInstanceOf(Admitted.class);
    }

    @Test
    void oneThatStillCountsDoesSoAfterAnotherChange() {
        decide(3);
        limiter.replace(local(), true);

        limiter.replace(local(), false);

        assertThat(decide(1)).isEqualTo(new Denied(QUOTA, -7, INTERVAL));
        clock.advance(QUOTA.timeToFullNanos());
        assertThat(decide(3)).isInstanceOf(Admitted.class);
    }

    @Test
    void aChangeGivesNobodyMoreThanOneBurstOnce() {
        Property.holds(500, random -> {
            ManualClock time = new ManualClock(Arbitrary.origin(random));
            Quota quota = Arbitrary.everyday(random);
            BucketCap places = new BucketCap(10);
            SuccessiveLimiter successive =
                    new SuccessiveLimiter(time, new LocalLimiter(time, new FlatBucketStore(time, places)));
            AdmissionLaw law = new AdmissionLaw();
            int changes = 0;
            for (int i = 0; i < 300; i++) {
                time.advance(Arbitrary.pause(random, quota) / 4);
                if (random.nextInt(30) == 0) {
                    changes++;
                    successive.replace(new LocalLimiter(time, new FlatBucketStore(time, places)), true);
                }

                long cost = Arbitrary.cost(random, quota);
                if (Answer.of(successive, SUBJECT, quota, cost).decision() instanceof Admitted admitted) {
                    law.admitted(admitted.decidedAtNanos(), cost);
                }
            }
            law.assertHolds(quota, changes * quota.timeToFullNanos());
            successive.close();
        });
    }

    @Test
    void theOneBeforeIsAskedUntilNothingOfItIsLeft() {
        Limiter first = limiter.present();
        limiter.replace(local(), true);
        clock.advance(QUOTA.timeToFullNanos() - 1);
        decide(1);
        long asked = first.ledger().created();
        clock.advance(1);

        decide(1);

        assertThat(asked).isEqualTo(1);
        assertThat(first.ledger().created()).isEqualTo(1);
        assertThat(limiter.present().ledger().created()).isEqualTo(1);
    }

    /** Or each change of the mode would leave tables behind for as long as the process lives. */
    @Test
    void oneInWhichNothingIsLeftIsClosedAtTheNextChangeAndItsBooksStay() {
        // Given
        FlatBucketStore store = new FlatBucketStore(clock, cap, 2, false);
        SuccessiveLimiter successive = new SuccessiveLimiter(clock, new LocalLimiter(clock, store));
        successive.quotas(Map.of("base", QUOTA));
        Answer.of(successive, SUBJECT, QUOTA, 1);
        successive.replace(local(), true);
        clock.advance(QUOTA.timeToFullNanos() - 1);
        store.sweep();
        successive.quotas(Map.of("base", QUOTA));
        boolean openBefore = creates(store, 1);
        clock.advance(QUOTA.timeToFullNanos());
        store.sweep();
        // When
        successive.quotas(Map.of("base", QUOTA));
        // Then
        assertThat(openBefore).isTrue();
        assertThat(creates(store, 2)).isFalse();
        assertThat(successive.ledger()).isEqualTo(new Ledger(2, 2, 0, 0));
        Answer.of(successive, SUBJECT, QUOTA, 1);
        assertThat(successive.ledger()).isEqualTo(new Ledger(3, 2, 0, 1));
    }

    /** A closed store creates no bucket. */
    private boolean creates(FlatBucketStore store, long subject) {
        long before = store.ledger().created();
        store.charge(new SubjectKey(subject, 7), clock.nanoTime(), 1, 1);
        return store.ledger().created() > before;
    }

    @Test
    void theBooksAreThoseOfAll() {
        decide(1);
        limiter.replace(local(), false);

        decide(1);

        assertThat(limiter.ledger()).isEqualTo(new Ledger(2, 0, 0, 2));
        limiter.close();
        assertThat(cap.reserved()).isZero();
    }
}
