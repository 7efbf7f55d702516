package io.watertight.bench.proof;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Replays one subject's decisions by a store and asks of each denial whether it was inevitable.
 *
 * <p>A charge lies between its request and its answer, nobody knows where. The replay gives the store that doubt: of all
 * admissions that may have come before the denial, each was charged as late as it can have been, and the denial was made as
 * early as it can have been. Stateless.
 */
final class StoreDenialReplay {
    private final SubjectTimelines timelines;
    private final Oracle oracle;

    StoreDenialReplay(SubjectTimelines timelines, Oracle oracle) {
        this.timelines = timelines;
        this.oracle = oracle;
    }

    /** Asks the visitor about every denial of the subject that no order of its charges explains. */
    void findFalseDenials(int subject, DenialReplay.FalseDenial visitor) {
        Integer[] admissions = positions(subject, true);
        Integer[] denials = positions(subject, false);
        Arrays.sort(admissions, Comparator.comparingLong(timelines::sentNanos));
        Arrays.sort(denials, Comparator.comparingLong(timelines::doneNanos));
        long tat = Oracle.RESTED;
        long latest = Long.MIN_VALUE;
        int next = 0;
        for (int denial : denials) {
            while (next < admissions.length && timelines.sentNanos(admissions[next]) <= timelines.doneNanos(denial)) {
                latest = Math.max(latest, timelines.doneNanos(admissions[next++]));
                tat = oracle.admit(tat, latest);
            }
            long excessNanos = oracle.excessNanos(tat, timelines.sentNanos(denial));
            if (excessNanos <= 0) {
                visitor.found(subject, timelines.atNanos(denial), -excessNanos);
            }
        }
    }

    private Integer[] positions(int subject, boolean admitted) {
        return IntStream.range(timelines.from(subject), timelines.to(subject))
                .filter(i -> timelines.admitted(i) == admitted)
                .boxed()
                .toArray(Integer[]::new);
    }
}
