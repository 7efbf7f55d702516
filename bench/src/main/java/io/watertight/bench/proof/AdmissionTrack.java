package io.watertight.bench.proof;

import java.util.Arrays;
import java.util.List;

/**
 * Admitted requests that one limit holds together, with the time in which each was charged: those of one replica where each
 * has a limit of its own, else those of all. A replica's own account dates a charge to the nanosecond. A store's does not
 * reach the bench; its charge lies between the instants at which the client sent the request and had its answer. Immutable.
 *
 * @param name the replica, or all of them
 * @param timelines the decisions
 * @param byClient whether a charge is dated by its client, or by the replica
 * @param ignored when admissions count for nothing, because no bound was asked for
 */
record AdmissionTrack(String name, SubjectTimelines timelines, boolean byClient, List<Span> ignored) {
    static final String ALL = "all replicas";

    static List<AdmissionTrack> of(Evidence evidence) {
        LimiterMode mode = evidence.mode().mode();
        if (mode == LimiterMode.LOCAL) {
            return evidence.replicas().stream()
                    .map(replica -> new AdmissionTrack(replica.name(), replica.timelines(), false, List.of()))
                    .toList();
        }
        boolean open = mode.usesStore() && evidence.mode().onOutage() == OutagePolicy.OPEN;
        List<Span> ignored = open
                ? evidence.replicas().stream()
                        .flatMap(replica -> replica.account().fallbacks().stream())
                        .toList()
                : List.of();
        return List.of(new AdmissionTrack(ALL, evidence.fleet(), mode.usesStore(), ignored));
    }

    /** When the admitted requests of a subject were charged at the earliest, in ascending order. */
    long[] earliest(int subject) {
        return instants(subject, true);
    }

    /** When the admitted requests of a subject were charged at the latest, in ascending order; as many. */
    long[] latest(int subject) {
        return instants(subject, false);
    }

    private long[] instants(int subject, boolean early) {
        long[] instants = new long[timelines.to(subject) - timelines.from(subject)];
        int size = 0;
        for (int i = timelines.from(subject); i < timelines.to(subject); i++) {
            long from = byClient ? timelines.sentNanos(i) : timelines.atNanos(i);
            long to = byClient ? timelines.doneNanos(i) : timelines.atNanos(i);
            if (timelines.admitted(i) && ignored.stream().noneMatch(span -> span.touches(from, to))) {
                instants[size++] = early ? from : to;
            }
        }
        long[] sorted = Arrays.copyOf(instants, size);
        Arrays.sort(sorted);
        return sorted;
    }
}
