package io.watertight.bench.scenario;

import java.time.Duration;

/**
 * A part of a load in which its height goes evenly from one value to another. Immutable.
 *
 * @param duration whole milliseconds, at least one
 * @param from height at its start
 * @param to height at its end
 */
public record PlannedStage(Duration duration, double from, double to) {}
