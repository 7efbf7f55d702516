package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.watertight.ratelimit.Decision.Admitted;
import io.watertight.ratelimit.Decision.Denied;
import io.watertight.ratelimit.Decision.Impossible;
import io.watertight.ratelimit.Decision.Unavailable;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RemoteLimiterTest {

    private static final Quota TWO_PER_SECOND = new Quota(2, Duration.ofSeconds(1), 3);
    private static final long INTERVAL = TWO_PER_SECOND.emissionIntervalNanos();
    private static final long TIMEOUT = 20_000_000;
    private static final long DELAY = 1_000_000;
    private static final SubjectKey SUBJECT = new SubjectKey(1, 2);

    private final VirtualWorld world = new VirtualWorld(-3_000_000_000L);
    private final ModelStore store = new ModelStore(world.clock());
    private final Outage outage = new Outage(world.clock(), Silent.LISTENER);

    private RemoteLimiter over(ModelLink link) {
        return new RemoteLimiter(world.clock(), link, outage, new ClosedLimiter(world.clock(), outage));
    }

    private ModelLink link(long mostDelay) {
        return new ModelLink(world, store, new SplittableRandom(1), TIMEOUT, mostDelay, 0);
    }

    private Decision decide(Limiter limiter, long cost) {
        return Answer.of(limiter, SUBJECT, TWO_PER_SECOND, cost).decision();
    }

    @Test
    void admitsWhatTheStoreGrantsAndSaysWhatIsLeft() {
        RemoteLimiter limiter = over(link(0));

        Decision decision = decide(limiter, 1);

        assertThat(decision).isEqualTo(new Admitted(TWO_PER_SECOND, world.now(), 2, INTERVAL));
        assertThat(limiter.remoteCalls()).isEqualTo(1);
    }

    @Test
    void replicasHoldOneLimitTogether() {
        RemoteLimiter here = over(link(0));
        RemoteLimiter there = over(link(0));
        decide(here, 2);
        decide(there, 1);

        Decision decision = decide(here, 1);

        assertThat(decision).isEqualTo(new Denied(TWO_PER_SECOND, world.now(), INTERVAL));
    }

    @Test
    void whoIsDeniedIsDeniedHereUntilThePromisedInstantAndAdmittedAtIt() {
        ModelLink link = link(0);
        RemoteLimiter limiter = over(link);
        decide(limiter, 3);
        decide(limiter, 1);
        world.pass(INTERVAL - 1);

        Decision before = decide(limiter, 1);
        world.pass(1);
        Decision then = decide(limiter, 1);

        assertThat(before).isEqualTo(new Denied(TWO_PER_SECOND, world.now() - 1, 1));
        assertThat(then).isInstanceOf(Admitted.class);
        assertThat(link.charges()).isEqualTo(2);
        assertThat(limiter.deniedLocally()).isEqualTo(2);
    }

    @Test
    void aDenialOfADearRequestIsNoneOfACheapOne() {
        RemoteLimiter limiter = over(link(0));
        decide(limiter, 2);
        Decision dear = decide(limiter, 3);

        Decision cheap = decide(limiter, 1);

        assertThat(dear).isEqualTo(new Denied(TWO_PER_SECOND, world.now(), 2 * INTERVAL));
        assertThat(cheap).isInstanceOf(Admitted.class);
    }

    @Test
    void isDeniedHereNoLongerThanTheStoreWouldWhateverTheAnswerTook() {
        Property.holds(2_000, random -> {
            // Given
            VirtualWorld slow = new VirtualWorld(Arbitrary.origin(random));
            ModelStore model = new ModelStore(slow.clock());
            Quota quota = Arbitrary.everyday(random);
            Outage none = new Outage(slow.clock(), Silent.LISTENER);
            ModelLink link = new ModelLink(slow, model, random.split(), 3 * DELAY, DELAY, 0);
            RemoteLimiter limiter = new RemoteLimiter(
                    slow.clock(), link, none, new ClosedLimiter(slow.clock(), none), new DenialMemo(slow.now(), 64));
            for (int i = 0; i < 100; i++) {
                slow.pass(Arbitrary.pause(random, quota) / 4);
                long cost = Arbitrary.cost(random, quota);
                long charges = link.charges();
                // When
                Answer answer = Answer.of(limiter, SUBJECT, quota, cost);
                // Then
                if (link.charges() == charges) {
                    assertThat(answer.decision()).isInstanceOf(Denied.class);
                    assertThat(model.room(SUBJECT, quota.timeToFullNanos()))
                            .isLessThan(cost * quota.emissionIntervalNanos());
                }
            }
        });
    }

    @Test
    void aCostAboveTheBurstIsNeverAsked() {
        ModelLink link = link(0);
        RemoteLimiter limiter = over(link);

        assertThat(decide(limiter, 4)).isEqualTo(new Impossible(TWO_PER_SECOND, world.now(), 4));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decide(limiter, 0))
                .withMessage("cost: 0 (expected: >= 1)");
        assertThat(link.charges()).isZero();
    }

    @Test
    void anAnswerThatDoesNotComeIsDecidedByTheStandInWhenTheTimeIsUp() {
        ModelLink link = link(DELAY);
        link.cut(true);
        Answer answer = Answer.of(over(link), SUBJECT, TWO_PER_SECOND, 1);
        world.pass(TIMEOUT - 1);
        boolean early = answer.hasCome();

        world.pass(1);

        assertThat(early).isFalse();
        assertThat(answer.decision()).isInstanceOf(Unavailable.class);
        assertThat(outage.active()).isTrue();
    }

    @Test
    void anOutageCostsNoQuestionButAProbeFromTimeToTime() {
        ModelLink link = link(DELAY);
        link.cut(true);
        RemoteLimiter limiter = over(link);
        for (int i = 0; i < Outage.TRIP; i++) {
            Answer.of(limiter, SUBJECT, TWO_PER_SECOND, 1);
        }
        world.pass(TIMEOUT);
        int probes = 0;
        for (int i = 0; i < 1_000; i++) {
            world.pass(1_000_000);

            if (!Answer.of(limiter, SUBJECT, TWO_PER_SECOND, 1).hasCome()) {
                probes++;
            }
        }

        assertThat(probes).isEqualTo(3);
        assertThat(link.charges()).isEqualTo(Outage.TRIP + 3);
    }

    @Test
    void theStoreDecidesAgainOnceAProbeIsAnswered() {
        ModelLink link = link(DELAY);
        link.cut(true);
        RemoteLimiter limiter = over(link);
        for (int i = 0; i < Outage.TRIP; i++) {
            Answer.of(limiter, SUBJECT, TWO_PER_SECOND, 1);
        }
        world.pass(TIMEOUT);
        link.cut(false);
        world.pass(Outage.FIRST_PROBE.toNanos());
        Answer probe = Answer.of(limiter, SUBJECT, TWO_PER_SECOND, 1);
        world.pass(TIMEOUT);

        Answer next = Answer.of(limiter, SUBJECT, TWO_PER_SECOND, 1);
        world.pass(TIMEOUT);

        assertThat(probe.decision()).isInstanceOf(Admitted.class);
        assertThat(next.decision()).isInstanceOf(Admitted.class);
    }

    @Test
    void theLimiterThatIsOpenInAnOutageAdmitsWhateverIsPossible() {
        ModelLink link = link(DELAY);
        link.cut(true);
        RemoteLimiter limiter = new RemoteLimiter(world.clock(), link, outage, new OpenLimiter(world.clock()));
        Answer answer = Answer.of(limiter, SUBJECT, TWO_PER_SECOND, 3);

        world.pass(TIMEOUT);

        assertThat(answer.decision()).isEqualTo(new Admitted(TWO_PER_SECOND, world.now(), 0, INTERVAL));
        assertThat(limiter.ledger()).isEqualTo(Ledger.EMPTY);
    }

    @Test
    void theLimiterThatIsClosedInAnOutageSaysWhenTheStoreWillBeAsked() {
        ModelLink link = link(DELAY);
        link.cut(true);
        RemoteLimiter limiter = over(link);
        for (int i = 0; i < Outage.TRIP; i++) {
            Answer.of(limiter, SUBJECT, TWO_PER_SECOND, 1);
        }
        world.pass(TIMEOUT);
        world.pass(1_000_000);

        Decision decision = decide(limiter, 1);

        assertThat(decision)
                .isEqualTo(new Unavailable(TWO_PER_SECOND, world.now(), Outage.FIRST_PROBE.toNanos() - 1_000_000));
    }
}
