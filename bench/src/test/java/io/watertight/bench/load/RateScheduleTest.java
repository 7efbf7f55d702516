package io.watertight.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When requests are due, computed without a clock. */
class RateScheduleTest {
    @Test
    void aConstantRateIsEvenlySpacedFromTheStart() {
        List<Long> due = dueTimes(RateSchedule.constant(4, Duration.ofSeconds(1)), 1, 0);

        assertThat(due).containsExactly(0L, 250_000_000L, 500_000_000L, 750_000_000L);
    }

    @ParameterizedTest
    @CsvSource({"500, 30, 15000", "333.3, 10, 3333", "0.1, 30, 3", "1000, 0.001, 1", "7, 0.1, 1", "100, 0.07, 7"})
    void aConstantRateHoldsAsManyRequestsAsItSays(double perSecond, double seconds, int requests) {
        RateSchedule schedule = RateSchedule.constant(perSecond, Duration.ofNanos(Math.round(seconds * 1e9)));

        assertThat(dueTimes(schedule, 1, 0)).hasSize(requests);
    }

    @ParameterizedTest
    @CsvSource({"0.1", "0.2", "0.3", "0.7", "0.3333333333333333", "0.14285714285714285"})
    void aShareOfARateLosesNoRequestToRounding(double share) {
        RateSchedule schedule = RateSchedule.constant(2100, Duration.ofSeconds(10));

        assertThat(dueTimes(schedule, share, 0)).hasSize((int) Math.round(21_000 * share));
    }

    @Test
    void aRampFromZeroGoesWithTheSquareRootOfTheCount() {
        RateSchedule schedule = new RateSchedule(List.of(new RateStage(0, 100, Duration.ofSeconds(10))));

        List<Long> due = dueTimes(schedule, 1, 0);

        assertThat(due).hasSize(500);
        for (int count = 0; count < 500; count++) {
            // 100 / 10 * t^2 / 2 = count
            assertThat(due.get(count)).isCloseTo(Math.round(Math.sqrt(count / 5.0) * 1e9), within(1L));
        }
    }

    @Test
    void aRampDownToZeroEndsInTime() {
        RateSchedule schedule = new RateSchedule(List.of(new RateStage(100, 0, Duration.ofSeconds(10))));

        List<Long> due = dueTimes(schedule, 1, 0);

        assertThat(due).hasSize(500).isSorted();
        assertThat(due.getFirst()).isZero();
        assertThat(due.getLast()).isBetween(9_000_000_000L, 10_000_000_000L);
    }

    @Test
    void stagesFollowEachOtherAndAPauseHoldsNothing() {
        RateSchedule schedule = new RateSchedule(List.of(
                new RateStage(10, 10, Duration.ofSeconds(1)),
                new RateStage(0, 0, Duration.ofSeconds(5)),
                new RateStage(2, 2, Duration.ofSeconds(1))));

        List<Long> due = dueTimes(schedule, 1, 0);

        assertThat(schedule.duration()).isEqualTo(Duration.ofSeconds(7));
        assertThat(schedule.requests()).isEqualTo(12);
        assertThat(schedule.meanPerSecond()).isEqualTo(12.0 / 7);
        assertThat(due).hasSize(12);
        assertThat(due.subList(9, 12)).containsExactly(900_000_000L, 6_000_000_000L, 6_500_000_000L);
    }

    @Test
    void aPhaseShiftsEveryRequestByAPartOfTheInterval() {
        List<Long> due = dueTimes(RateSchedule.constant(10, Duration.ofSeconds(1)), 0.5, 0.25);

        assertThat(due).containsExactly(50_000_000L, 250_000_000L, 450_000_000L, 650_000_000L, 850_000_000L);
    }

    @Test
    void streamsAreMergedInOrderAndEachHasItsShareOfRequests() {
        LoadPlan plan = new LoadPlan(
                List.of(stream("a", 3, 1), stream("b", 1, 1), stream("hammer", 1, 5)),
                RateSchedule.constant(100, Duration.ofSeconds(10)),
                "g",
                1);

        Pacer pacer = new Pacer(plan);
        int[] bursts = new int[3];
        long last = 0;
        while (pacer.nextNanos() < Long.MAX_VALUE) {
            assertThat(pacer.nextNanos()).isGreaterThanOrEqualTo(last);
            last = pacer.nextNanos();
            bursts[pacer.nextStream()]++;
            pacer.advance();
        }

        assertThat(bursts).containsExactly(600, 200, 40);
    }

    @ParameterizedTest
    @CsvSource({"-1", "NaN", "Infinity", "10000001"})
    void anImpossibleRateIsRefused(double rate) {
        assertThatThrownBy(() -> RateSchedule.constant(rate, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rate: " + rate + " (expected: 0..10000000 per second)");
    }

    @Test
    void aPlanOfMoreRequestsThanCanBeToldApartIsRefused() {
        RateSchedule tooLong = RateSchedule.constant(1_000_000, Duration.ofHours(1));

        assertThatThrownBy(() -> new LoadPlan(List.of(stream("r", 1, 1)), tooLong, "g", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "schedule: 3600000000 requests (expected: at most 2147483647; lower the rate or the duration)");
    }

    private static List<Long> dueTimes(RateSchedule schedule, double share, double phase) {
        List<Long> due = new ArrayList<>();
        for (StreamPacer pacer = new StreamPacer(schedule, share, phase);
                pacer.nextNanos() < Long.MAX_VALUE;
                pacer.advance()) {
            due.add(pacer.nextNanos());
        }
        return due;
    }

    private static LoadStream stream(String name, double share, int burst) {
        return new LoadStream(name, share, burst, new SubjectMode.Rolling(), RequestTemplate.get("/", null));
    }
}
