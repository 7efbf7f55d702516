package io.watertight.bench.jmh;

/**
 * A limiter as a gateway would use it for a subject that has just come out of a token. Safe for use by many threads, each with
 * subjects of its own object.
 */
interface Contender extends AutoCloseable {

    /** Decides on one request of a subject; true if it may pass. */
    boolean admits(Subjects subjects, long number);

    /** Gives a subject a bucket that stays for as long as a benchmark may take. */
    void fill(Subjects subjects, long number);

    @Override
    void close();
}
