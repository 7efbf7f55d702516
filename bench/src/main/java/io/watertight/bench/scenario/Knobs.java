package io.watertight.bench.scenario;

import io.watertight.bench.load.SubjectMode;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What gives a scenario its size; what is absent is as the registry has it. Immutable.
 *
 * @param requestsPerSecond the peak of requests, above 0, at most 10000000
 * @param pulsesPerTenSeconds the peak of pulses, above 0, at most 1000
 * @param users the peak of users, 1..100000
 * @param steps of a staircase, 1..1000
 * @param duration of the whole, whole milliseconds, at most 366 days
 * @param subjects on whose behalf
 */
public record Knobs(
        OptionalDouble requestsPerSecond,
        OptionalDouble pulsesPerTenSeconds,
        OptionalInt users,
        OptionalInt steps,
        Optional<Duration> duration,
        Optional<SubjectMode> subjects) {
    /** Everything as the registry has it. */
    public static final Knobs NONE = new Knobs(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty());

    private static final Duration MAX_DURATION = Duration.ofDays(366);

    /** @throws IllegalArgumentException naming the knob that is out of range */
    public Knobs {
        requestsPerSecond.ifPresent(
                value -> require(value > 0 && value <= 1e7, "rate", value, "above 0, at most 10000000"));
        pulsesPerTenSeconds.ifPresent(
                value -> require(value > 0 && value <= 1000, "pulses", value, "above 0, at most 1000"));
        users.ifPresent(value -> require(value >= 1 && value <= 100_000, "users", value, "1..100000"));
        steps.ifPresent(value -> require(value >= 1 && value <= 1000, "steps", value, "1..1000"));
        duration.ifPresent(value -> require(
                value.isPositive() && value.compareTo(MAX_DURATION) <= 0 && value.toNanos() % 1_000_000 == 0,
                "duration",
                value,
                "whole milliseconds, > 0, at most 366 days"));
    }

    public Knobs withRate(double perSecond) {
        return new Knobs(OptionalDouble.of(perSecond), pulsesPerTenSeconds, users, steps, duration, subjects);
    }

    public Knobs withPulses(double perTenSeconds) {
        return new Knobs(requestsPerSecond, OptionalDouble.of(perTenSeconds), users, steps, duration, subjects);
    }

    public Knobs withUsers(int atATime) {
        return new Knobs(requestsPerSecond, pulsesPerTenSeconds, OptionalInt.of(atATime), steps, duration, subjects);
    }

    public Knobs withSteps(int count) {
        return new Knobs(requestsPerSecond, pulsesPerTenSeconds, users, OptionalInt.of(count), duration, subjects);
    }

    public Knobs withDuration(Duration whole) {
        return new Knobs(requestsPerSecond, pulsesPerTenSeconds, users, steps, Optional.of(whole), subjects);
    }

    public Knobs withSubjects(SubjectMode mode) {
        return new Knobs(requestsPerSecond, pulsesPerTenSeconds, users, steps, duration, Optional.of(mode));
    }

    /** The peak of a load. */
    double peak(Part part) {
        return switch (part.unit()) {
            case REQUESTS -> requestsPerSecond.orElse(part.peak());
            case PULSES -> pulsesPerTenSeconds.orElse(part.peak());
            case USERS -> users.isPresent() ? users.getAsInt() : part.peak();
        };
    }

    private static void require(boolean holds, String knob, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(knob + ": " + value + " (expected: " + expected + ")");
        }
    }
}
