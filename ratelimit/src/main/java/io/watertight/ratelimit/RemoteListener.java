package io.watertight.ratelimit;

/** Takes the answer of a {@link RemoteStore} to one charge: exactly one of the calls, exactly once. */
public interface RemoteListener {

    /**
     * Units were charged.
     *
     * @param units how many, from {@code atLeast} to {@code atMost}
     * @param roomNanos what is left in the bucket after it, in nanoseconds; at least 0
     * @param grant names the grant for {@link RemoteStore#giveBack} and means nothing else: the TAT after the charge, in
     *     the store's own time
     */
    void onGranted(long units, long roomNanos, long grant);

    /**
     * Nothing was charged.
     *
     * @param retryAfterNanos {@code atLeast} units fit so many nanoseconds after the store decided; at least 1
     */
    void onDenied(long retryAfterNanos);

    /** There is no answer. The charge may have been made all the same, unless it was refused before it was sent. */
    void onUnavailable(RemoteFailure failure);
}
