package io.watertight.bench.scenario;

import java.util.OptionalInt;

/**
 * What a run has to live up to, or it failed. A refusal by the limiter is no failure. Immutable.
 *
 * @param p95Millis 95 % of all requests are answered within so many milliseconds
 * @param p99Millis 99 % of all requests are answered within so many milliseconds
 * @param failedShare fewer than this part of all requests fail, 0..1
 */
public record Expectation(OptionalInt p95Millis, OptionalInt p99Millis, double failedShare) {
    /** One of a hundred may fail, however long the others take. */
    public static final Expectation DEFAULT = new Expectation(OptionalInt.empty(), OptionalInt.empty(), 0.01);
}
