package io.watertight.bench.proof;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Replays one subject's decisions by a store and asks of each denial whether it was inevitable.
 *
 * <p>A charge lies between its request and its answer, nobody knows where. The replay gives the store that doubt: of all
 * admissions that may have come before the denial, each was charged as late as it can have been, and the denial was made as
 * early as it can have been. After a disturbance the bucket was as empty as a bucket can be; what it lacks by that it
 * lacks for as long as its subject does not rest. What is denied during one is not asked about. Stateless.
 */
final class StoreDenialReplay {
    private final SubjectTimelines timelines;
    private final Oracle oracle;
    private final Disturbances disturbances;
    private final long timeToFullNanos;

    StoreDenialReplay(Evidence evidence) {
        LimitUnderTest limit = evidence.limit().inMicroseconds();
        this.timelines = evidence.fleet();
        this.oracle = new Oracle(limit);
        this.disturbances = new Disturbances(evidence);
        this.timeToFullNanos = limit.timeToFullNanos();
    }

    /** Whether the denial at that position is asked about. */
    boolean judges(int denial) {
        return !disturbances.touch(timelines.sentNanos(denial), timelines.doneNanos(denial));
    }

    /** Asks the visitor about every denial of the subject that no order of its charges explains. */
    void findFalseDenials(int subject, DenialReplay.FalseDenial visitor) {
        Integer[] admissions = positions(subject, true);
        Integer[] denials = positions(subject, false);
        Arrays.sort(admissions, Comparator.comparingLong(timelines::sentNanos));
        Arrays.sort(denials, Comparator.comparingLong(timelines::doneNanos));
        Highest highest = new Highest();
        int next = 0;
        for (int denial : denials) {
            long deniedBy = timelines.doneNanos(denial);
            while (next < admissions.length && timelines.sentNanos(admissions[next]) <= deniedBy) {
                highest.charge(timelines.doneNanos(admissions[next++]));
            }
            highest.disturbUntil(deniedBy);
            long excessNanos = oracle.excessNanos(highest.tat, timelines.sentNanos(denial));
            if (excessNanos <= 0 && judges(denial)) {
                visitor.found(subject, timelines.atNanos(denial), -excessNanos);
            }
        }
    }

    /** The highest TAT that the bucket can have. */
    private final class Highest {
        private long tat = Oracle.RESTED;
        private long latest = Long.MIN_VALUE;
        private int nextDisturbance;

        void charge(long byNanos) {
            disturbUntil(byNanos);
            latest = Math.max(latest, byNanos);
            tat = oracle.admit(tat, latest);
        }

        void disturbUntil(long instantNanos) {
            List<Span> spans = disturbances.spans();
            while (nextDisturbance < spans.size() && spans.get(nextDisturbance).toNanos() <= instantNanos) {
                tat = Math.max(tat, spans.get(nextDisturbance++).toNanos() + timeToFullNanos);
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
