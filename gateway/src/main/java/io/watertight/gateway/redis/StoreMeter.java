package io.watertight.gateway.redis;

/** Where the calls to Redis are counted and timed. Safe for use by many threads, and quick: it is told on event loops. */
@FunctionalInterface
public interface StoreMeter {

    /** What was asked of Redis. */
    enum Operation {
        CHARGE,
        GIVE_BACK
    }

    /** What became of it. */
    enum Result {
        /** Units were charged, or given back. */
        GRANTED,
        /** None were charged, or could be given back. */
        DENIED,
        TIMEOUT,
        OVERLOADED,
        DISCONNECTED,
        ERROR
    }

    /**
     * One call came to its end.
     *
     * @param nanos how long its caller waited, in nanoseconds
     */
    void record(Operation operation, Result result, long nanos);
}
