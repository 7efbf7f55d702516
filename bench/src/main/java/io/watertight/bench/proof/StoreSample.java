package io.watertight.bench.proof;

/**
 * One reading of the buckets in the store that all replicas share. Keys that come or go while it is taken may be in it or
 * not, so the laws use the interval in which it was taken. Immutable.
 *
 * @param askedNanos when the reading began, on the host's monotonic clock
 * @param answeredNanos when it was complete
 * @param buckets bucket keys seen
 * @param unending those of them that would never expire
 * @param longestTtlNanos the longest time to live among the others; 0 if there are none
 */
public record StoreSample(long askedNanos, long answeredNanos, long buckets, long unending, long longestTtlNanos) {}
