package io.watertight.bench.proof;

import java.util.OptionalLong;

/**
 * Where a law was broken most, or came closest to it. Immutable.
 *
 * @param replica the replica incarnation
 * @param subject whose requests they were, where the law is about one subject
 * @param atNanos when, after the load began
 * @param bound what the law allows
 * @param observed what was seen
 * @param unit what is counted
 */
public record WorstCase(
        String replica, OptionalLong subject, long atNanos, double bound, double observed, String unit) {}
