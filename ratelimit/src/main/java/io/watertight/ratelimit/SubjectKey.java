package io.watertight.ratelimit;

/**
 * Whom a bucket belongs to: a 128-bit keyed hash of the subject, never the subject itself. Whoever does not know the key of
 * the hash can neither aim two subjects at one bucket nor read a subject out of a heap dump.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record SubjectKey(long high, long low) {

    /** Returns the lowest bits as they are: a keyed hash needs no mixing. */
    @Override
    public int hashCode() {
        return (int) low;
    }
}
