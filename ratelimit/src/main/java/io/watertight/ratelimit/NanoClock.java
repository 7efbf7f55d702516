package io.watertight.ratelimit;

/**
 * A monotonic clock in nanoseconds. Its origin is arbitrary and a reading may be negative: only the difference of two
 * readings has a meaning, and it has one for 292 years.
 *
 * <p>Implementations are safe for use by many threads, and no thread reads an earlier time than another read before it.
 */
@FunctionalInterface
public interface NanoClock {

    /** Returns the present reading, in nanoseconds. */
    long nanoTime();

    /**
     * Returns the clock of the host, {@link System#nanoTime()}. On Linux that is {@code CLOCK_MONOTONIC}, so the readings
     * of two processes on one host can be compared.
     */
    static NanoClock system() {
        return System::nanoTime;
    }
}
