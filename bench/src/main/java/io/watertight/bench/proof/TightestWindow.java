package io.watertight.bench.proof;

/**
 * A closed window in which a subject came closest to its limit, or went furthest past it. Immutable.
 *
 * @param track whose limit it was
 * @param subjectNumber the subject's number in the track's timelines
 * @param fromNanos the admission that begins the window
 * @param toNanos the admission that ends it
 * @param admitted requests admitted in it
 * @param allowed b + floor(w / T), and the mode's slack
 */
record TightestWindow(
        AdmissionTrack track, int subjectNumber, long fromNanos, long toNanos, long admitted, long allowed) {

    long subject() {
        return track.timelines().subject(subjectNumber);
    }

    /** Requests too many; 0 or less if the limit was kept. */
    long excess() {
        return admitted - allowed;
    }

    long lengthNanos() {
        return toNanos - fromNanos;
    }
}
