package io.watertight.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened during the run: done to the system, or told by it.
 *
 * @param fromSeconds when it began, after the load began; may be negative
 * @param toSeconds when it was over; null for what has no length, or no end
 * @param what in a few words
 */
public record TimelineRow(double fromSeconds, @Nullable Double toSeconds, String what) {}
