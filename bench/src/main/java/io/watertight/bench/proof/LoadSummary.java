package io.watertight.bench.proof;

import java.util.List;

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
 */
public record LoadSummary(
        long intended,
        long sent,
        long answered,
        long dropped,
        long distinctSubjects,
        double intendedPerSecond,
        double achievedPerSecond,
        List<String> invalidBecause) {
    public LoadSummary {
        invalidBecause = List.copyOf(invalidBecause);
    }
}
