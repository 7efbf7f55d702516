package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.benmanes.caffeine.cache.Scheduler;
import io.watertight.ratelimit.Decision.Admitted;
import io.watertight.ratelimit.Decision.Denied;
import io.watertight.ratelimit.Decision.Unavailable;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LeaseLimiterTest {

    /** T is 1 ms, D is 1 s; with a slack of 0.1 a batch lives 100 ms and has at most 100 units. */
    private static final Quota QUOTA = new Quota(1000, Duration.ofSeconds(1), 1000);

    private static final long MILLI = 1_000_000;
    private static final long LIFE = 100 * MILLI;
    private static final long TIMEOUT = 20 * MILLI;
    private static final SubjectKey SUBJECT = new SubjectKey(1, 2);

    private final VirtualWorld world = new VirtualWorld(-3_000 * MILLI);
    private final ModelStore store = new ModelStore(world.clock());
    private final Outage outage = new Outage(world.clock(), Silent.LISTENER);
    private final BucketCap cap = new BucketCap(10);
    private final ModelLink link = link(0);
    private final LeaseLimiter limiter = over(link);

    private ModelLink link(long mostDelay) {
        return new ModelLink(world, store, new SplittableRandom(1), TIMEOUT, mostDelay, 0);
    }

    private LeaseLimiter over(ModelLink way) {
        return new LeaseLimiter(
                world.clock(),
                way,
                outage,
                new ClosedLimiter(world.clock(), outage),
                0.1,
                account -> new LeaseTable(world.clock(), cap, account, Runnable::run, Scheduler.disabledScheduler()),
                new DenialMemo(world.now(), 64));
    }

    private Answer ask(LeaseLimiter of) {
        return Answer.of(of, SUBJECT, QUOTA, 1);
    }

    /** Comes every so many milliseconds, and lets as much time pass after the last request. */
    private void come(LeaseLimiter of, int times, long everyMillis) {
        for (int i = 0; i < times; i++) {
            ask(of);
            world.pass(everyMillis * MILLI);
        }
    }

    private long unitsCharged() {
        return 1000 - Math.floorDiv(store.room(SUBJECT, QUOTA.timeToFullNanos()), MILLI);
    }

    @Test
    void aSubjectThatComesOnceIsChargedForOneRequest() {
        Decision decision = ask(limiter).decision();

        assertThat(decision).isEqualTo(new Admitted(QUOTA, world.now(), 999, MILLI));
        assertThat(unitsCharged()).isEqualTo(1);
        assertThat(limiter.leased()).isZero();
        assertThat(limiter.leases()).isEqualTo(1);
    }

    @Test
    void aSubjectThatKeepsComingIsChargedInBatches() {
        come(limiter, 1_000, 2);

        long callsBefore = limiter.remoteCalls();
        come(limiter, 1_000, 2);

        // 50 requests in a life, of which 0.6 make a batch
        assertThat(limiter.remoteCalls() - callsBefore).isBetween(30L, 40L);
    }

    @Test
    void onlyTheFirstRequestsWaitForTheStore() {
        LeaseLimiter far = over(link(MILLI));
        come(far, 100, 2);
        int waited = 0;
        for (int i = 0; i < 1_000; i++) {
            waited += ask(far).hasCome() ? 0 : 1;
            world.pass(2 * MILLI);
        }

        assertThat(waited).isZero();
    }

    @Test
    void aUnitIsNotSpentOnceItsBatchIsDead() {
        come(limiter, 20, 2);
        long held = limiter.leased();
        world.pass(LIFE);
        long calls = link.charges();

        ask(limiter);

        assertThat(held).isPositive();
        assertThat(link.charges()).isEqualTo(calls + 1);
        assertThat(limiter.leased()).isZero();
        assertThat(limiter.lost()).isEqualTo(held);
    }

    @Test
    void whatIsLeasedOutlastsTheStore() {
        come(limiter, 200, 2);
        link.cut(true);
        long held = limiter.leased();
        int admitted = 0;
        for (int i = 0; i < 1_000; i++) {
            Answer answer = ask(limiter);
            world.pass(TIMEOUT);
            admitted += answer.decision() instanceof Admitted ? 1 : 0;
        }

        assertThat(held).isPositive();
        assertThat(admitted).isBetween(1, (int) held);
        assertThat(ask(limiter).decision()).isInstanceOf(Unavailable.class);
    }

    @Test
    void closingGivesBackWhatIsNotSpent() {
        come(limiter, 20, 0);
        long charged = unitsCharged();
        long held = limiter.leased();

        limiter.close();

        assertThat(held).isPositive();
        assertThat(unitsCharged()).isEqualTo(charged - held);
        assertThat(limiter.leased()).isZero();
        assertThat(cap.reserved()).isZero();
    }

    @Test
    void unitsOfAnotherQuotaAreNotSpent() {
        come(limiter, 20, 2);
        Quota other = new Quota(10, Duration.ofSeconds(1), 1000);
        long held = limiter.leased();
        long calls = link.charges();

        Decision decision = Answer.of(limiter, SUBJECT, other, 1).decision();

        assertThat(held).isPositive();
        assertThat(decision).isInstanceOf(Admitted.class);
        assertThat(link.charges()).isEqualTo(calls + 1);
        assertThat(limiter.leased()).isZero();
        assertThat(limiter.ledger()).isEqualTo(new Ledger(1, 0, 0, 1));
    }

    @Test
    void aBurstThatIsTooSmallToLeaseIsAskedForOneByOne() {
        Quota small = new Quota(1000, Duration.ofSeconds(1), 9);
        for (int i = 0; i < 100; i++) {
            Answer.of(limiter, SUBJECT, small, 1);
            world.pass(MILLI);
        }

        assertThat(limiter.remoteCalls()).isEqualTo(100);
        assertThat(limiter.ledger()).isEqualTo(Ledger.EMPTY);
    }

    @Test
    void leasesAreForgottenOnceTheyAreDeadAndTheBooksBalance() {
        LeaseAccount account = new LeaseAccount();
        LeaseTable table = new LeaseTable(world.clock(), cap, account, Runnable::run, Scheduler.disabledScheduler());
        for (int i = 0; i < 20; i++) {
            table.enter(
                    new SubjectKey(i, i),
                    QUOTA,
                    () -> new Lease(QUOTA, LIFE, 100, world.now()),
                    lease -> lease.granted(3, world.now() + LIFE, 0, 0, world.now(), account));
        }
        long held = account.unspent();
        Ledger full = table.ledger();
        world.pass(2 * LIFE);
        world.pass(table.cleanupCadenceNanos());

        table.cleanUp();

        assertThat(held).isEqualTo(30);
        assertThat(account.unspent()).isZero();
        assertThat(account.lost()).isEqualTo(30);
        assertThat(full).isEqualTo(new Ledger(10, 0, 10, 10));
        assertThat(table.ledger()).isEqualTo(new Ledger(10, 10, 10, 0));
        assertThat(cap.reserved()).isZero();
    }

    @Test
    void aSubjectThatKeepsToItsRateIsNeverDenied() {
        Property.holds(500, random -> {
            VirtualWorld calm = new VirtualWorld(Arbitrary.origin(random));
            Quota quota = Arbitrary.everyday(random);
            Outage none = new Outage(calm.clock(), Silent.LISTENER);
            LeaseLimiter leasing = new LeaseLimiter(
                    calm.clock(),
                    new ModelLink(calm, new ModelStore(calm.clock()), random.split(), TIMEOUT, 0, 0),
                    none,
                    new ClosedLimiter(calm.clock(), none),
                    random.nextDouble(0.01, 1),
                    account -> new LeaseTable(
                            calm.clock(), new BucketCap(10), account, Runnable::run, Scheduler.disabledScheduler()),
                    new DenialMemo(calm.now(), 64));
            long cost = Arbitrary.cost(random, quota);
            for (int i = 0; i < 500; i++) {
                Decision decision = Answer.of(leasing, SUBJECT, quota, cost).decision();

                assertThat(decision).isInstanceOf(Admitted.class);
                long extra = random.nextInt(3) == 0 ? Arbitrary.pause(random, quota) / 8 : 0;
                calm.pass(cost * quota.emissionIntervalNanos() + extra);
            }
        });
    }

    /** Where messages take their time, who comes just in time may be denied: but not because of what was asked ahead. */
    @Test
    void aSubjectThatKeepsToItsRateIsDeniedNoMoreOftenThanWithoutLeases() {
        for (int[] burstAndCost : new int[][] {{10, 6}, {20, 11}, {100, 60}, {100, 51}, {100, 30}}) {
            for (double slack : new double[] {0.1, 0.3, 0.5, 1}) {
                Quota quota = new Quota(20, Duration.ofSeconds(1), burstAndCost[0]);

                int denials = denials(quota, burstAndCost[1], slack);

                assertThat(denials).as("slack %s, %s", slack, quota).isEqualTo(denials(quota, burstAndCost[1], 0));
            }
        }
    }

    /** Of a subject that keeps to its rate, and whose messages take up to 5 ms; slack 0 is for no leases. */
    private static int denials(Quota quota, long cost, double slack) {
        VirtualWorld slow = new VirtualWorld(-7);
        ModelLink way =
                new ModelLink(slow, new ModelStore(slow.clock()), new SplittableRandom(3), TIMEOUT, 5 * MILLI, 0);
        Outage none = new Outage(slow.clock(), Silent.LISTENER);
        Limiter standIn = new ClosedLimiter(slow.clock(), none);
        Limiter limiter = slack == 0
                ? new RemoteLimiter(slow.clock(), way, none, standIn, new DenialMemo(slow.now(), 64))
                : RemoteHistory.lease(slow.clock(), way, none, standIn, slack);
        int[] denials = new int[1];
        for (int i = 0; i < 1_000; i++) {
            limiter.decide(SUBJECT, quota, cost, made -> denials[0] += made instanceof Denied ? 1 : 0);
            slow.pass(cost * quota.emissionIntervalNanos());
        }
        return denials[0];
    }

    @Test
    void refusesASlackThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeaseLimiter(world.clock(), link, outage, limiter, cap, 0))
                .withMessage("slack: 0.0 (expected: > 0 and <= 1)");
    }

    /** Or a reading of the books in between shows a bucket that no admitted request explains. */
    @Test
    void aDecisionIsDatedBeforeTheBooksTellOfIt() {
        NanoClock stalling = () -> world.now() + (cap.reserved() > 0 ? LIFE : 0);
        LeaseLimiter stalled = new LeaseLimiter(
                stalling,
                link,
                outage,
                new ClosedLimiter(world.clock(), outage),
                0.1,
                account -> new LeaseTable(world.clock(), cap, account, Runnable::run, Scheduler.disabledScheduler()),
                new DenialMemo(world.now(), 64));

        Decision decision = ask(stalled).decision();

        assertThat(stalled.leases()).isEqualTo(1);
        assertThat(decision.decidedAtNanos()).isEqualTo(world.now());
    }
}
