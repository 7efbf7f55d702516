package io.watertight.bench.hpa;

/**
 * What was measured of one pod. Immutable.
 *
 * @param value thousandths: of a core, or of whatever a custom metric counts
 * @param takenNanos when the measurement ended, a reading of the autoscaler's clock
 * @param windowNanos how long it took; 0 for a number that is read at once
 */
public record Sample(long value, long takenNanos, long windowNanos) {}
