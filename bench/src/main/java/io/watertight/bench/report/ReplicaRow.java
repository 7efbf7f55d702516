package io.watertight.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * The books of one replica incarnation at its last reading, beside what the generator saw of it.
 *
 * @param name the replica incarnation
 * @param end how it ended, in a few words
 * @param created buckets ever made; null where there is no ledger, as the other four from the ledger are
 * @param expired buckets removed
 * @param overflowed decisions that overflow buckets took
 * @param live buckets left
 * @param cleanupCadenceSeconds delta
 * @param admitted requests the generator saw admitted
 * @param denied requests the generator saw denied
 * @param subjects distinct subjects the generator saw decided here
 * @param cpuMicrosPerRequest user and system time of the process per request decided, between the first and the last
 *     process sample under load; null where it was not measured
 */
public record ReplicaRow(
        String name,
        String end,
        @Nullable Long created,
        @Nullable Long expired,
        @Nullable Long overflowed,
        @Nullable Long live,
        @Nullable Double cleanupCadenceSeconds,
        long admitted,
        long denied,
        long subjects,
        @Nullable Double cpuMicrosPerRequest) {}
