package io.watertight.ratelimit;

/** Is told when the remote store stops answering and when it is back. Called one at a time by the thread that noticed; must not block. */
public interface OutageListener {

    /**
     * Stand-ins decide from now on; none does before this returns. What they hold has to be empty: what subjects have used
     * until now is in the remote store alone.
     *
     * @param cause the first failure
     */
    void onBegan(RemoteFailure cause);

    /**
     * The remote store decides again.
     *
     * @param lastedNanos since the first failure
     */
    void onEnded(long lastedNanos);
}
