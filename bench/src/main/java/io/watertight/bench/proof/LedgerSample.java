package io.watertight.bench.proof;

/**
 * One reading of a replica's ledger for the policy under test. Immutable.
 *
 * <p>The replica reads its clock and its counters one after the other, and may be held up in between; what is certain is
 * only that both happened between the request for the ledger and its answer. The laws use that interval, so no
 * tolerance has to be guessed. All instants are of the host's monotonic clock.
 *
 * @param askedNanos when the sampler sent its request
 * @param nowNanos the instant the ledger itself names
 * @param answeredNanos when the sampler had the answer
 * @param created buckets ever made
 * @param expired buckets ever removed
 * @param overflowed decisions that an overflow bucket took because the memory cap was reached
 * @param live buckets that exist
 * @param admitted requests admitted
 * @param denied requests denied
 * @param cleanupCadenceNanos delta, how long after its TAT a bucket may stay
 */
public record LedgerSample(
        long askedNanos,
        long nowNanos,
        long answeredNanos,
        long created,
        long expired,
        long overflowed,
        long live,
        long admitted,
        long denied,
        long cleanupCadenceNanos) {

    /** Whether {@code created = live + expired}. */
    boolean balances() {
        return created == live + expired;
    }

    /** Whether the replica's clock can be the sampler's: a reading must lie between its request and its answer. */
    boolean clockAgrees() {
        return askedNanos <= nowNanos && nowNanos <= answeredNanos;
    }
}
