package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.benmanes.caffeine.cache.Scheduler;
import io.watertight.ratelimit.Decision.Admitted;
import io.watertight.ratelimit.Decision.Denied;
import io.watertight.ratelimit.Decision.Impossible;
import io.watertight.ratelimit.Decision.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShareLimiterTest {

    private static final SubjectKey ALICE = new SubjectKey(1, 2);
    private static final SubjectKey BOB = new SubjectKey(3, 4);
    private static final Quota QUOTA = new Quota(10, Duration.ofSeconds(1), 6);
    private static final long T = QUOTA.emissionIntervalNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final ManualClock clock = new ManualClock(-7);
    private final BucketCap cap = new BucketCap(100);

    private ShareLimiter limiter(VirtualTime time, BelowFloor belowFloor) {
        return new ShareLimiter(
                time,
                () -> belowFloor,
                virtual -> new CaffeineBucketStore(virtual, cap, Runnable::run, Scheduler.disabledScheduler()));
    }

    private ShareLimiter limiter(VirtualTime time) {
        return limiter(time, BelowFloor.FLOOR);
    }

    private static Decision decide(Limiter limiter, SubjectKey subject, Quota quota, long cost) {
        List<Decision> decisions = new ArrayList<>();
        limiter.decide(subject, quota, cost, decisions::add);
        assertThat(decisions).as("answered before it returned, and once").hasSize(1);
        return decisions.getFirst();
    }

    private static Decision decide(Limiter limiter, SubjectKey subject) {
        return decide(limiter, subject, QUOTA, 1);
    }

    /** How many requests pass at this instant. */
    private static int taken(Limiter limiter, SubjectKey subject) {
        int taken = 0;
        while (decide(limiter, subject) instanceof Admitted) {
            taken++;
        }
        return taken;
    }

    @Test
    void withTheWholeShareItDecidesAsTheLimiterOfOneReplica() {
        Property.holds(500, random -> {
            // Given
            Quota quota = Arbitrary.quota(random);
            ManualClock now = new ManualClock(Arbitrary.origin(random));
            Limiter whole = new ShareLimiter(
                    new VirtualTime(now, Share.WHOLE), () -> BelowFloor.REFUSE, any -> new CheckThenActBucketStore());
            Limiter local = new LocalLimiter(now, new CheckThenActBucketStore());
            long start = now.nanoTime();
            for (int i = 0; i < 100 && now.nanoTime() - start < 1L << 61; i++) {
                now.advance(Arbitrary.pause(random, quota));
                SubjectKey subject = random.nextBoolean() ? ALICE : BOB;
                long cost = Arbitrary.cost(random, quota);
                // When
                Decision decision = decide(whole, subject, quota, cost);
                // Then
                assertThat(decision).isEqualTo(decide(local, subject, quota, cost));
            }
        });
    }

    @Test
    void aShareHasItsPartOfTheBurstAndOfTheRate() {
        // Given
        VirtualTime time = new VirtualTime(clock, Share.oneOf(3));
        Limiter limiter = limiter(time);
        // When
        Decision first = decide(limiter, ALICE);
        Decision second = decide(limiter, ALICE);
        Decision third = decide(limiter, ALICE);
        clock.advance(3 * T - 1);
        Decision tooEarly = decide(limiter, ALICE);
        clock.advance(1);
        Decision atTheInstant = decide(limiter, ALICE);
        // Then
        assertThat(first).isEqualTo(new Admitted(QUOTA, -7, 1, 3 * T));
        assertThat(second).isEqualTo(new Admitted(QUOTA, -7, 0, 3 * T));
        assertThat(third).isEqualTo(new Denied(QUOTA, -7, 3 * T));
        assertThat(tooEarly).isEqualTo(new Denied(QUOTA, -7 + 3 * T - 1, 1));
        assertThat(atTheInstant).isInstanceOf(Admitted.class);
    }

    @Test
    void aReplicaThatJoinsHasNothingAndBeginsEmpty() {
        // Given
        VirtualTime time = new VirtualTime(clock, Share.none(2));
        Limiter limiter = limiter(time);
        clock.advance(SECOND);
        // When
        Decision before = decide(limiter, ALICE);
        time.set(Share.oneOf(2));
        Decision atTheClaim = decide(limiter, ALICE);
        clock.advance(2 * T);
        Decision later = decide(limiter, ALICE);
        // Then
        assertThat(before).isEqualTo(new Denied(QUOTA, -7 + SECOND, 2 * T));
        assertThat(atTheClaim).isEqualTo(new Denied(QUOTA, -7 + SECOND, 2 * T));
        assertThat(later).isInstanceOf(Admitted.class);
        assertThat(limiter.ledger().created()).isEqualTo(1);
    }

    @Test
    void aGreaterShareGivesNothingAtOnceAndFillsUpOverTime() {
        // Given
        VirtualTime time = new VirtualTime(clock, Share.oneOf(3));
        Limiter limiter = limiter(time);
        decide(limiter, ALICE);
        // When
        time.set(Share.oneOf(2));
        // Then
        assertThat(taken(limiter, ALICE)).isEqualTo(1);
        assertThat(taken(limiter, BOB)).isEqualTo(2);
        clock.advance(SECOND);
        assertThat(taken(limiter, ALICE)).isEqualTo(3);
    }

    @Test
    void aSmallerShareCutsWhatABucketHolds() {
        VirtualTime time = new VirtualTime(clock, Share.oneOf(2));
        Limiter limiter = limiter(time);
        decide(limiter, ALICE);

        time.set(Share.oneOf(6));

        assertThat(taken(limiter, ALICE)).isEqualTo(1);
    }

    @Test
    void aReplicaThatLeavesSpendsWhatItHasAndEarnsNoMore() {
        // Given
        VirtualTime time = new VirtualTime(clock, Share.oneOf(2));
        Limiter limiter = limiter(time);
        decide(limiter, ALICE);
        // When
        time.set(Share.none(2));
        Decision one = decide(limiter, ALICE);
        clock.advance(T);
        Decision two = decide(limiter, ALICE);
        // Then
        assertThat(one).isInstanceOf(Admitted.class);
        assertThat(two).isInstanceOf(Admitted.class);
        clock.advance(T);
        assertThat(decide(limiter, ALICE)).isInstanceOf(Denied.class);
    }

    @Test
    void whatAReplicaThatLeavesDoesNotSpendEndsAndNoBucketStays() {
        // Given
        VirtualTime time = new VirtualTime(clock, Share.oneOf(2));
        List<SweptBucketStore> stores = new ArrayList<>();
        Limiter limiter = new ShareLimiter(time, () -> BelowFloor.FLOOR, virtual -> {
            stores.add(new SweptBucketStore(virtual));
            return stores.getLast();
        });
        decide(limiter, ALICE);
        time.set(Share.none(2));
        // When
        clock.advance(3 * T);
        stores.forEach(SweptBucketStore::sweep);
        // Then
        assertThat(taken(limiter, BOB)).isZero();
        assertThat(limiter.ledger()).isEqualTo(new Ledger(1, 1, 0, 0));
    }

    @Test
    void aShareTooSmallForARequestHasRoomForOne() {
        VirtualTime time = new VirtualTime(clock, Share.oneOf(8));
        Limiter limiter = limiter(time);
        clock.advance(SECOND);
        decide(limiter, ALICE);
        clock.advance(8 * T);

        assertThat(taken(limiter, ALICE)).isEqualTo(1);
        assertThat(decide(limiter, ALICE)).isEqualTo(new Denied(QUOTA, -7 + SECOND + 8 * T, 8 * T));
    }

    @Test
    void aShareTooSmallForARequestOfSeveralPermitsHasRoomForOneInTheTimeThatItTakes() {
        // Given
        VirtualTime time = new VirtualTime(clock, Share.oneOf(3));
        Limiter limiter = limiter(time);
        // When
        Decision first = decide(limiter, ALICE, QUOTA, 4);
        Decision next = decide(limiter, ALICE, QUOTA, 4);
        Decision cheap = decide(limiter, ALICE);
        clock.advance(3 * 4 * T - 1);
        Decision tooEarly = decide(limiter, ALICE, QUOTA, 4);
        clock.advance(1);
        Decision atTheInstant = decide(limiter, ALICE, QUOTA, 4);
        // Then
        assertThat(first).isEqualTo(new Admitted(QUOTA, -7, 0, 3 * 3 * T));
        assertThat(next).isEqualTo(new Denied(QUOTA, -7, 3 * 4 * T));
        assertThat(cheap).isEqualTo(new Denied(QUOTA, -7, 3 * 3 * T));
        assertThat(tooEarly).isEqualTo(new Denied(QUOTA, -7 + 12 * T - 1, 1));
        assertThat(atTheInstant).isInstanceOf(Admitted.class);
    }

    @Test
    void aReplicaThatJoinsHasToEarnARequestThatItsShareIsTooSmallFor() {
        // Given
        VirtualTime time = new VirtualTime(clock, Share.none(3));
        Limiter limiter = limiter(time);
        Decision before = decide(limiter, ALICE, QUOTA, 4);
        time.set(Share.oneOf(3));
        // When
        Decision atTheClaim = decide(limiter, ALICE, QUOTA, 4);
        clock.advance(3 * 4 * T - 1);
        Decision tooEarly = decide(limiter, ALICE, QUOTA, 4);
        clock.advance(1);
        Decision atTheInstant = decide(limiter, ALICE, QUOTA, 4);
        // Then
        assertThat(before).isEqualTo(new Denied(QUOTA, -7, 3 * 4 * T));
        assertThat(atTheClaim).isEqualTo(new Denied(QUOTA, -7, 3 * 4 * T));
        assertThat(tooEarly).isEqualTo(new Denied(QUOTA, -7 + 12 * T - 1, 1));
        assertThat(atTheInstant).isInstanceOf(Admitted.class);
    }

    /** Requests of any price at a replica that has joined: at once the dearest of them or the share, whichever is more. */
    @Test
    void aSubjectHasNoMoreThanTheShareOrItsDearestRequestAndADenialTellsTheInstant() {
        long[] onCredit = new long[1];
        Property.holds(2_000, random -> {
            // Given
            Quota quota = Arbitrary.everyday(random);
            int members = random.nextInt(1, 9);
            ManualClock now = new ManualClock(Arbitrary.origin(random));
            VirtualTime time = new VirtualTime(now, Share.none(members));
            Limiter limiter = new ShareLimiter(time, () -> BelowFloor.FLOOR, SweptBucketStore::new);
            time.set(Share.oneOf(members));
            AdmissionLaw law = new AdmissionLaw();
            long share = quota.timeToFullNanos() / members;
            long most = share;
            for (int i = 0; i < 50; i++) {
                now.advance(random.nextLong(1 + quota.timeToFullNanos()));
                long cost = Arbitrary.cost(random, quota);
                // When
                Decision decision = decide(limiter, ALICE, quota, cost);
                if (decision instanceof Denied denied) {
                    now.advance(denied.retryAfterNanos() - 1);
                    assertThat(decide(limiter, ALICE, quota, cost)).isEqualTo(new Denied(quota, now.nanoTime(), 1));
                    now.advance(1);
                    decision = decide(limiter, ALICE, quota, cost);
                }
                // Then
                assertThat(decision).isInstanceOf(cost > quota.burst() ? Impossible.class : Admitted.class);
                if (decision instanceof Admitted) {
                    long costNanos = cost * quota.emissionIntervalNanos();
                    onCredit[0] += costNanos > share ? 1 : 0;
                    most = Math.max(most, costNanos);
                    // Real time runs as many times as fast as the share earns.
                    law.admitted(now.nanoTime(), cost * members);
                }
            }
            // What is earned is rounded to nanoseconds at either end of a window.
            law.assertHolds(quota, (most + 2) * members - quota.timeToFullNanos());
        });
        assertThat(onCredit[0]).as("requests that cost more than the share").isPositive();
    }

    @Test
    void whatOneSubjectAsksAtOnceIsNothingThatOthersMay() {
        VirtualTime time = new VirtualTime(clock, Share.oneOf(3));
        Limiter limiter = limiter(time);
        decide(limiter, ALICE, QUOTA, 6);
        clock.advance(100 * SECOND);

        assertThat(taken(limiter, BOB)).isEqualTo(2);
        assertThat(taken(limiter, ALICE)).isEqualTo(2);
    }

    /** Rate and burst become ten times as much, so that a full bucket takes the same time, and a request a tenth. */
    @Test
    void theRoomForOneRequestIsForOneByTheQuotaInForce() {
        // Given
        Limiter limiter = limiter(new VirtualTime(clock, Share.oneOf(12)));
        limiter.quotas(Map.of("base", QUOTA));
        decide(limiter, ALICE);
        Quota next = new Quota(100, Duration.ofSeconds(1), 60);
        clock.advance(100 * SECOND);
        // When
        limiter.quotas(Map.of("base", next));
        clock.advance(100 * SECOND);
        // Then
        int taken = 0;
        while (decide(limiter, BOB, next, 1) instanceof Admitted) {
            taken++;
        }
        assertThat(taken).isEqualTo(5);
    }

    @Test
    void aDecisionUnderWayWhenTheQuotaChangedGivesNobodyMoreThanTheNextQuotaDoes() {
        // Given
        Limiter limiter = limiter(new VirtualTime(clock, Share.WHOLE));
        limiter.quotas(Map.of("base", QUOTA));
        Quota next = new Quota(1000, Duration.ofSeconds(1), 60);
        limiter.quotas(Map.of("base", next));
        // When
        Decision underWay = decide(limiter, ALICE);
        clock.advance(100 * SECOND);
        // Then
        assertThat(underWay).isInstanceOf(Admitted.class);
        int taken = 0;
        while (decide(limiter, BOB, next, 1) instanceof Admitted) {
            taken++;
        }
        assertThat(taken).isEqualTo(60);
    }

    @Test
    void whatIsRefusedBelowTheFloorFollowsTheConfiguration() {
        // Given
        BelowFloor[] belowFloor = {BelowFloor.FLOOR};
        Limiter limiter = new ShareLimiter(
                new VirtualTime(clock, Share.oneOf(8)), () -> belowFloor[0], any -> new CheckThenActBucketStore());
        decide(limiter, ALICE);
        // When
        belowFloor[0] = BelowFloor.REFUSE;
        // Then
        assertThat(decide(limiter, BOB)).isEqualTo(new Unavailable(QUOTA, -7, SECOND));
    }

    @Test
    void refusesWhatAShareIsTooSmallForWhereThatIsConfigured() {
        VirtualTime time = new VirtualTime(clock, Share.oneOf(8));
        Limiter limiter = limiter(time, BelowFloor.REFUSE);

        Decision decision = decide(limiter, ALICE);

        assertThat(decision).isEqualTo(new Unavailable(QUOTA, -7, SECOND));
    }

    @Test
    void whatCostsMoreThanTheBurstIsImpossible() {
        Limiter limiter = limiter(new VirtualTime(clock, Share.oneOf(2)));

        assertThat(decide(limiter, ALICE, QUOTA, 7)).isEqualTo(new Impossible(QUOTA, -7, 7));
        assertThat(decide(limiter, ALICE, QUOTA, Long.MAX_VALUE)).isEqualTo(new Impossible(QUOTA, -7, Long.MAX_VALUE));
    }

    @Test
    void refusesACostBelowOne() {
        Limiter limiter = limiter(new VirtualTime(clock, Share.WHOLE));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> decide(limiter, ALICE, QUOTA, 0))
                .withMessage("cost: 0 (expected: >= 1)");
    }

    @Test
    void whatWasUsedUnderAQuotaCountsUnderTheNextOfThatName() {
        // Given
        Limiter limiter = limiter(new VirtualTime(clock, Share.WHOLE));
        limiter.quotas(Map.of("base", QUOTA));
        taken(limiter, ALICE);
        Quota next = new Quota(10, Duration.ofSeconds(1), 60);
        // When
        limiter.quotas(Map.of("base", next));
        // Then
        assertThat(decide(limiter, ALICE, next, 1)).isEqualTo(new Denied(next, -7, T));
        assertThat(decide(limiter, BOB, next, 7)).isEqualTo(new Denied(next, -7, T));
        clock.advance(60 * T);
        assertThat(decide(limiter, BOB, next, 60)).isInstanceOf(Admitted.class);
        assertThat(limiter.ledger().created()).isEqualTo(2);
    }

    @Test
    void aDecisionUnderWayWhenTheQuotaChangedFindsItsBuckets() {
        // Given
        Limiter limiter = limiter(new VirtualTime(clock, Share.WHOLE));
        limiter.quotas(Map.of("base", QUOTA));
        taken(limiter, ALICE);
        // When
        limiter.quotas(Map.of("base", new Quota(20, Duration.ofSeconds(1), 12)));
        // Then
        assertThat(decide(limiter, ALICE)).isEqualTo(new Denied(QUOTA, -7, T));
    }

    @Test
    void namesWithEqualQuotasHaveBucketsOfTheirOwn() {
        // Given
        Quota gold = new Quota(10, Duration.ofSeconds(1), 6);
        Limiter limiter = limiter(new VirtualTime(clock, Share.WHOLE));
        limiter.quotas(Map.of("base", QUOTA, "gold", gold));
        taken(limiter, ALICE);
        // When
        Decision decision = decide(limiter, ALICE, gold, 1);
        // Then
        assertThat(decision).isEqualTo(new Admitted(gold, -7, 5, T));
    }

    @Test
    void aQuotaThatWasUsedBeforeItWasNamedKeepsItsBuckets() {
        Limiter limiter = limiter(new VirtualTime(clock, Share.WHOLE));
        taken(limiter, ALICE);

        limiter.quotas(Map.of("base", QUOTA));

        assertThat(decide(limiter, ALICE)).isInstanceOf(Denied.class);
    }

    @Test
    void givesItsPlacesBackWhenItIsClosed() {
        Limiter limiter = limiter(new VirtualTime(clock, Share.WHOLE));
        decide(limiter, ALICE);

        limiter.close();

        assertThat(cap.reserved()).isZero();
        assertThat(limiter.cleanupCadenceNanos()).isPositive();
    }
}
