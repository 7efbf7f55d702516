package io.watertight.bench.scenario;

import java.time.Duration;

/**
 * The limit that refuses a given part of an even load: a limit that never refuses measures cost and never correctness.
 *
 * @param requests so many, for each subject,
 * @param per in so long a time, whole milliseconds
 */
public record RejectionShare(long requests, Duration per) {
    private static final Duration LONGEST = Duration.ofHours(24);

    /**
     * The limit for a load that every subject has an equal part of.
     *
     * @param perSecond requests of all subjects together, above 0
     * @param subjects how many there are, at least 1
     * @param refused 0 up to 1, without it; at 0 twice the load is allowed
     * @throws IllegalArgumentException if a value is out of range, or a subject would be allowed less than one request a day
     */
    public static RejectionShare limitFor(double perSecond, long subjects, double refused) {
        if (!(perSecond > 0) || subjects < 1 || !(refused >= 0 && refused < 1)) {
            throw new IllegalArgumentException("refused share: " + refused + " of " + perSecond + "/s for " + subjects
                    + " subjects (expected: 0 up to 1 of a rate above 0 for at least one)");
        }
        double allowed = perSecond / subjects * (refused == 0 ? 2 : 1 - refused);
        long requests = Math.max(1, Math.round(allowed));
        Duration per = Duration.ofMillis(Math.round(requests / allowed * 1000));
        if (per.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "refused share: " + refused + " leaves less than one request a day (take fewer subjects)");
        }
        return new RejectionShare(requests, per);
    }
}
