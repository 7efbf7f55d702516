package io.watertight.bench.proof;

import java.util.List;
import java.util.Map;

/**
 * What the load generator says of itself. Immutable.
 *
 * @param intended requests the schedule held
 * @param sent requests that were sent; those that found no connection were not
 * @param answered requests that got an answer, whatever its status
 * @param dropped requests of the schedule that were never sent
 * @param distinctSubjects the exact number of subjects in the requests that were sent
 * @param intendedPerSecond the mean rate of the schedule
 * @param achievedPerSecond the mean rate that was sent
 * @param invalidBecause reasons why the generator itself calls the run invalid, such as its own saturation; if there are
 *     any, rate and drops are not looked at a second time
 * @param mayLeaveUnshown laws that a load of this kind need not show anything about, and why, as a sentence; none for a load that
 *     is made to show all of them
 */
public record LoadSummary(
        long intended,
        long sent,
        long answered,
        long dropped,
        long distinctSubjects,
        double intendedPerSecond,
        double achievedPerSecond,
        List<String> invalidBecause,
        Map<LawName, String> mayLeaveUnshown) {
    public LoadSummary {
        invalidBecause = List.copyOf(invalidBecause);
        mayLeaveUnshown = Map.copyOf(mayLeaveUnshown);
    }

    /** Of a load that is made to show every law. */
    public LoadSummary(
            long intended,
            long sent,
            long answered,
            long dropped,
            long distinctSubjects,
            double intendedPerSecond,
            double achievedPerSecond,
            List<String> invalidBecause) {
        this(
                intended,
                sent,
                answered,
                dropped,
                distinctSubjects,
                intendedPerSecond,
                achievedPerSecond,
                invalidBecause,
                Map.of());
    }
}
