package io.watertight.ratelimit;

/**
 * What became of a request. Times are nanoseconds; an instant is a reading of the limiter's {@link NanoClock}.
 *
 * <p>Over all decisions on one subject, the admitted cost within any closed window of {@code decidedAtNanos} of length w is
 * at most burst + floor(w / T).
 */
public sealed interface Decision {

    /** Returns the quota the subject was held to. */
    Quota quota();

    /** Returns the instant the decision is true for. */
    long decidedAtNanos();

    /**
     * The request may pass.
     *
     * @param quota the quota the subject was held to
     * @param decidedAtNanos the instant of the decision
     * @param remaining permits left at that instant; at least 0, below the burst
     * @param nextPermitNanos how long after that instant there will be one more; 0 if the bucket is full
     */
    record Admitted(Quota quota, long decidedAtNanos, long remaining, long nextPermitNanos) implements Decision {}

    /**
     * The request may not pass yet.
     *
     * @param quota the quota the subject was held to
     * @param decidedAtNanos the instant of the decision
     * @param retryAfterNanos how long after that instant the same request would pass, if the subject did nothing in the
     *     meantime; at least 1, and not one nanosecond sooner
     */
    record Denied(Quota quota, long decidedAtNanos, long retryAfterNanos) implements Decision {}

    /**
     * The request may never pass: it costs more than a full bucket holds.
     *
     * @param quota the quota the subject was held to
     * @param decidedAtNanos the instant of the decision
     * @param cost what the request costs, in permits; above the burst
     */
    record Impossible(Quota quota, long decidedAtNanos, long cost) implements Decision {}

    /**
     * Nobody can say: the store that holds the bucket does not answer, and the configuration says to refuse meanwhile.
     *
     * @param quota the quota the subject was held to
     * @param decidedAtNanos the instant of the decision
     * @param retryAfterNanos after how long it is worth asking again; at least 1
     */
    record Unavailable(Quota quota, long decidedAtNanos, long retryAfterNanos) implements Decision {}
}
