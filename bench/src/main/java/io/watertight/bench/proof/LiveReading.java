package io.watertight.bench.proof;

/**
 * How many buckets a place held at one time. Immutable.
 *
 * @param askedNanos when the reading began
 * @param atNanos the instant it is shown at
 * @param answeredNanos when it was complete
 * @param live buckets
 */
public record LiveReading(long askedNanos, long atNanos, long answeredNanos, long live) {
    static LiveReading of(LedgerSample sample) {
        return new LiveReading(sample.askedNanos(), sample.nowNanos(), sample.answeredNanos(), sample.live());
    }

    static LiveReading of(StoreSample sample) {
        return new LiveReading(sample.askedNanos(), sample.answeredNanos(), sample.answeredNanos(), sample.buckets());
    }
}
