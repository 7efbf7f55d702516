package io.watertight.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * How the replicas were told to hold a limit together, and what that may give away.
 *
 * @param mode such as {@code lease}
 * @param members replicas that hold it; 1 where each holds its own
 * @param onOutage what they do while their store is away; null where there is none
 * @param slack what a window may have beyond b + floor(rho*w), with what it came to in this run
 */
public record SharingRow(String mode, int members, @Nullable String onOutage, String slack) {}
