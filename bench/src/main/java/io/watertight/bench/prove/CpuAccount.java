package io.watertight.bench.prove;

import java.io.IOException;

/**
 * The processor time of a process without what went into observing it. While an observation is under way the time stands still, so that who reads it then does
 * not count what will be taken off later. Readers may be many; observations begin and end one after the other.
 */
final class CpuAccount {

    private static final long NONE = -1;

    private final Meter meter;
    private volatile State state = new State(0, NONE);

    /** @param meter tells all of the process's time */
    CpuAccount(Meter meter) {
        this.meter = meter;
    }

    /** All of a process's processor time. */
    interface Meter {
        /**
         * Reads it, in nanoseconds.
         *
         * @throws IOException if the process is gone
         */
        long nanos() throws IOException;
    }

    /**
     * What is known of observations.
     *
     * @param observed nanoseconds that went into those that are over
     * @param begun the process's time when the one that is under way began; {@link #NONE} if none is
     */
    private record State(long observed, long begun) {}

    /** An observation begins. */
    void begin() throws IOException {
        state = new State(state.observed(), meter.nanos());
    }

    /** The observation is over. */
    void end() throws IOException {
        State under = state;
        state = new State(under.observed() + meter.nanos() - under.begun(), NONE);
    }

    /** The process's time but for observations, in nanoseconds; never less than it was. */
    @SuppressWarnings("ReferenceEquality") // another state is another object
    long nanos() throws IOException {
        while (true) {
            State now = state;
            long nanos = (now.begun() == NONE ? meter.nanos() : now.begun()) - now.observed();
            if (state == now) {
                return nanos;
            }
        }
    }
}
