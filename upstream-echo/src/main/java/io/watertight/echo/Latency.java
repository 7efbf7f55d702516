package io.watertight.echo;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long an answer is held back: always the same, or drawn from a distribution for each request. */
sealed interface Latency {
    /** The longest any request is held back; a longer draw is cut to it. */
    long MAX_NANOS = 60_000_000_000L;

    Latency NONE = new Fixed(0);

    String SYNTAX = "a duration such as 50ms, exp:20ms or uniform:10ms-50ms, at most 60s";

    /** One draw, 0..{@link #MAX_NANOS} nanoseconds. */
    long sampleNanos(RandomGenerator random);

    record Fixed(long nanos) implements Latency {
        @Override
        public long sampleNanos(RandomGenerator random) {
            return nanos;
        }
    }

    record Exponential(long meanNanos) implements Latency {
        @Override
        public long sampleNanos(RandomGenerator random) {
            return Math.min(MAX_NANOS, (long) (random.nextExponential() * meanNanos));
        }
    }

    /** Both bounds included. */
    record Uniform(long minNanos, long maxNanos) implements Latency {
        @Override
        public long sampleNanos(RandomGenerator random) {
            return random.nextLong(minNanos, maxNanos + 1);
        }
    }

    static Latency parse(String text) throws KnobException {
        @Nullable Latency parsed = tryParse(text);
        if (parsed == null) {
            throw new KnobException("latency", text, SYNTAX);
        }
        return parsed;
    }

    private static @Nullable Latency tryParse(String text) {
        if (text.startsWith("exp:")) {
            Long mean = bounded(text.substring(4));
            return mean == null ? null : new Exponential(mean);
        }
        if (text.startsWith("uniform:")) {
            String[] bounds = text.substring(8).split("-", 2);
            Long min = bounded(bounds[0]);
            Long max = bounds.length == 2 ? bounded(bounds[1]) : null;
            return min == null || max == null || min > max ? null : new Uniform(min, max);
        }
        Long nanos = bounded(text);
        return nanos == null ? null : new Fixed(nanos);
    }

    private static @Nullable Long bounded(String text) {
        Long nanos = DurationText.parseNanos(text);
        return nanos == null || nanos > MAX_NANOS ? null : nanos;
    }
}
