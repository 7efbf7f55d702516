package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutageTest {

    private static final long PROBE = Outage.FIRST_PROBE.toNanos();
    private static final long CALM = Outage.CALM.toNanos();

    private final ManualClock clock = new ManualClock(-5);
    private final List<String> told = new ArrayList<>();
    private final Outage outage = new Outage(clock, new OutageListener() {
        @Override
        public void onBegan(RemoteFailure cause) {
            told.add("began: " + cause);
        }

        @Override
        public void onEnded(long lastedNanos) {
            told.add("ended: " + lastedNanos);
        }
    });

    private void fail(RemoteFailure failure, int times) {
        for (int i = 0; i < times; i++) {
            outage.onFailure(failure, clock.nanoTime());
        }
    }

    private boolean mayAsk() {
        return outage.mayAsk(clock.nanoTime());
    }

    private void answer() {
        outage.onAnswer(clock.nanoTime());
    }

    @Test
    void aStoreThatAnswersIsNoOutage() {
        answer();

        assertThat(mayAsk()).isTrue();
        assertThat(outage.active()).isFalse();
        assertThat(outage.intervals()).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void theFirstFailureBeginsAnOutageInWhichTheStoreIsAskedOn() {
        fail(RemoteFailure.ERROR, 1);

        assertThat(mayAsk()).isTrue();
        assertThat(outage.active()).isTrue();
        assertThat(outage.entered()).isEqualTo(1);
        assertThat(outage.intervals()).containsExactly(new Outage.Interval(-5, null));
        assertThat(told).containsExactly("began: ERROR");
    }

    @Test
    void failuresInARowEndTheAsking() {
        fail(RemoteFailure.TIMEOUT, Outage.TRIP - 1);
        boolean before = mayAsk();

        fail(RemoteFailure.TIMEOUT, 1);

        assertThat(before).isTrue();
        assertThat(mayAsk()).isFalse();
        assertThat(outage.nanosToProbe(clock.nanoTime())).isEqualTo(PROBE);
    }

    @Test
    void anAnswerInBetweenStartsTheCountAnew() {
        fail(RemoteFailure.TIMEOUT, Outage.TRIP - 1);
        answer();

        fail(RemoteFailure.TIMEOUT, Outage.TRIP - 1);

        assertThat(mayAsk()).isTrue();
    }

    @Test
    void whatWasNotSentSaysNothingOfTheStore() {
        fail(RemoteFailure.OVERLOADED, 10 * Outage.TRIP);

        assertThat(mayAsk()).isTrue();
        assertThat(outage.active()).isTrue();
    }

    @Test
    void oneQuestionAtATimeTriesWhetherTheStoreIsBack() {
        fail(RemoteFailure.TIMEOUT, Outage.TRIP);
        clock.advance(PROBE - 1);
        boolean tooEarly = mayAsk();
        clock.advance(1);

        boolean probe = mayAsk();

        assertThat(tooEarly).isFalse();
        assertThat(probe).isTrue();
        assertThat(mayAsk()).isFalse();
    }

    @Test
    void eachProbeThatFailsDoublesTheWaitUpToASecond() {
        fail(RemoteFailure.TIMEOUT, Outage.TRIP);
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            waits.add(outage.nanosToProbe(clock.nanoTime()) / 1_000_000);
            clock.advance(outage.nanosToProbe(clock.nanoTime()));
            assertThat(mayAsk()).isTrue();

            fail(RemoteFailure.TIMEOUT, 1);
        }

        assertThat(waits).containsExactly(100L, 200L, 400L, 800L, 1000L, 1000L);
    }

    @Test
    void aProbeThatWasNotSentIsNotTheLast() {
        fail(RemoteFailure.TIMEOUT, Outage.TRIP);
        clock.advance(PROBE);
        mayAsk();
        fail(RemoteFailure.OVERLOADED, 1);

        clock.advance(2 * PROBE);

        assertThat(mayAsk()).isTrue();
    }

    @Test
    void anAnswerBringsAllQuestionsBackAndCalmEndsTheOutage() {
        fail(RemoteFailure.DISCONNECTED, Outage.TRIP);
        clock.advance(PROBE);
        mayAsk();
        answer();
        boolean asking = mayAsk();
        clock.advance(CALM - PROBE - 1);
        answer();
        boolean shaky = outage.active();
        clock.advance(1);

        answer();

        assertThat(asking).isTrue();
        assertThat(shaky).isTrue();
        assertThat(outage.active()).isFalse();
        assertThat(outage.intervals()).containsExactly(new Outage.Interval(-5, CALM - 5));
        assertThat(told).containsExactly("began: DISCONNECTED", "ended: " + CALM);
    }

    @Test
    void anOutageAlsoEndsWhereNobodyAsksAnyMore() {
        fail(RemoteFailure.TIMEOUT, 1);
        clock.advance(1);
        answer();
        clock.advance(CALM);

        boolean active = outage.active();

        assertThat(active).isFalse();
        assertThat(told).hasSize(2);
    }

    /** Or the stand-ins would go on with the buckets that they began the first with, which are full by then. */
    @Test
    void aFailureAfterALongCalmBeginsAnother() {
        fail(RemoteFailure.TIMEOUT, 1);
        clock.advance(1);
        answer();
        clock.advance(Duration.ofHours(1).toNanos());

        fail(RemoteFailure.ERROR, 1);

        assertThat(told)
                .containsExactly(
                        "began: TIMEOUT", "ended: " + (Duration.ofHours(1).toNanos() + 1), "began: ERROR");
        assertThat(outage.entered()).isEqualTo(2);
    }

    @Test
    void anOutageDoesNotEndWithoutAnAnswer() {
        fail(RemoteFailure.TIMEOUT, 1);

        clock.advance(Duration.ofDays(1).toNanos());

        assertThat(outage.active()).isTrue();
    }

    @Test
    void onlyTheLatestOutagesAreRemembered() {
        for (int i = 0; i < Outage.REMEMBERED + 3; i++) {
            fail(RemoteFailure.TIMEOUT, 1);
            clock.advance(CALM);
            answer();
        }

        assertThat(outage.entered()).isEqualTo(Outage.REMEMBERED + 3);
        assertThat(outage.intervals()).hasSize(Outage.REMEMBERED);
        assertThat(outage.intervals().getFirst()).isEqualTo(new Outage.Interval(3 * CALM - 5, 4 * CALM - 5));
    }
}
