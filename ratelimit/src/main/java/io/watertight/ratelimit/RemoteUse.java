package io.watertight.ratelimit;

/** What a limiter has asked of a remote store. Counts since it was made; safe to read from any thread. */
public interface RemoteUse {

    /** Returns how often the store was asked to charge. */
    long remoteCalls();

    /** Returns how many requests were denied without asking it. */
    long deniedLocally();
}
