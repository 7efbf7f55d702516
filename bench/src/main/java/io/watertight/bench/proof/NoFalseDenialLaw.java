package io.watertight.bench.proof;

import static io.watertight.bench.text.Quantities.count;

/**
 * No false denial: each denial must have been inevitable, given the requests admitted before it. It follows that a
 * subject that keeps to its rate, spaced by T or more, is never denied. A lease may hold permits at one replica that
 * another would need, so there only what follows is asked, of subjects that stay at one replica. A share promises nothing to a
 * subject whose replicas see it unevenly; what is asked of shares is that together they are the {@linkplain WholeLimit whole limit}.
 */
final class NoFalseDenialLaw implements Law {
    @Override
    public LawName name() {
        return LawName.NO_FALSE_DENIAL;
    }

    @Override
    public LawResult judge(Evidence evidence) {
        long overflowed = evidence.replicas().stream()
                .mapToLong(ReplicaEvidence::overflowed)
                .sum();
        if (overflowed > 0) {
            return LawResult.notApplicable(
                    name(),
                    "The memory cap was reached and overflow buckets took " + count(overflowed)
                            + " decisions; false denials are the cap's price.");
        }
        if (evidence.mode().mode() == LimiterMode.SHARE) {
            return WholeLimit.judge(name(), evidence);
        }
        if (evidence.denied() == 0) {
            return LawResult.inconclusive(name(), "No request was denied.");
        }
        FalseDenials findings = new FalseDenials(evidence);
        return switch (evidence.mode().mode()) {
            case REDIS -> {
                replayStore(evidence, findings);
                yield findings.ofDenials(name());
            }
            case LEASE -> {
                evidence.replicas().forEach(replica -> findAtOneReplica(evidence, replica, findings));
                yield findings.atOneReplica(name());
            }
            default -> {
                evidence.replicas().forEach(replica -> replay(evidence, replica, findings));
                yield findings.ofDenials(name());
            }
        };
    }

    private static void replay(Evidence evidence, ReplicaEvidence replica, FalseDenials findings) {
        SubjectTimelines timelines = replica.timelines();
        DenialReplay denials = new DenialReplay(
                timelines,
                new Oracle(evidence.limit()),
                evidence.tolerances().reorder().toNanos());
        for (int s = 0; s < timelines.subjects(); s++) {
            if (replica.doubts().concern(timelines.subject(s))) {
                continue;
            }
            countDenials(timelines, s, findings);
            if (keepsToItsRate(evidence, timelines, s)) {
                findings.withinRate();
            }
            denials.findFalseDenials(
                    s,
                    (subject, at, headroom) ->
                            findings.found(replica.name(), timelines.subject(subject), at, headroom));
        }
    }

    private static void countDenials(SubjectTimelines timelines, int subject, FalseDenials findings) {
        for (int i = timelines.from(subject); i < timelines.to(subject); i++) {
            if (!timelines.admitted(i)) {
                findings.judged();
            }
        }
    }

    private static void replayStore(Evidence evidence, FalseDenials findings) {
        SubjectTimelines fleet = evidence.fleet();
        Doubts doubts = new Doubts(evidence.failures());
        StoreDenialReplay denials = new StoreDenialReplay(evidence);
        for (int s = 0; s < fleet.subjects(); s++) {
            if (doubts.concern(fleet.subject(s))) {
                continue;
            }
            if (keepsToItsRate(evidence, fleet, s)) {
                findings.withinRate();
            }
            for (int i = fleet.from(s); i < fleet.to(s); i++) {
                if (!fleet.admitted(i) && denials.judges(i)) {
                    findings.judged();
                }
            }
            denials.findFalseDenials(
                    s,
                    (subject, at, headroom) ->
                            findings.found(AdmissionTrack.ALL, fleet.subject(subject), at, headroom));
        }
    }

    /** Looks at the subjects whose requests all went to this replica, each at least T after the one before. */
    private static void findAtOneReplica(Evidence evidence, ReplicaEvidence replica, FalseDenials findings) {
        SubjectTimelines timelines = replica.timelines();
        Doubts doubts = new Doubts(evidence.failures());
        Disturbances disturbances = new Disturbances(evidence);
        for (int s = 0; s < timelines.subjects(); s++) {
            long subject = timelines.subject(s);
            int decisions = timelines.to(s) - timelines.from(s);
            if (doubts.concern(subject)
                    || evidence.fleet().decisionsOn(subject) != decisions
                    || !keepsToItsRate(evidence, timelines, s)) {
                continue;
            }
            findings.withinRate();
            for (int i = timelines.from(s); i < timelines.to(s); i++) {
                if (!timelines.admitted(i)
                        && !disturbances.touchWithAftermath(timelines.sentNanos(i), timelines.doneNanos(i))) {
                    findings.found(replica.name(), subject, timelines.atNanos(i), 0);
                }
            }
        }
    }

    /**
     * Spaced by T or more when they were decided; or, where a store decides at an instant that nobody knows, when they were
     * sent, and answered so soon that half a burst makes good for what they waited.
     */
    private static boolean keepsToItsRate(Evidence evidence, SubjectTimelines timelines, int subject) {
        LimitUnderTest limit = evidence.limit();
        boolean byClient = evidence.mode().mode().usesStore();
        long mostWaitNanos = (limit.burst() - 1) * limit.emissionIntervalNanos() / 2;
        for (int i = timelines.from(subject); i < timelines.to(subject); i++) {
            if (byClient && timelines.doneNanos(i) - timelines.sentNanos(i) > mostWaitNanos) {
                return false;
            }
            if (i > timelines.from(subject) && gapNanos(timelines, i, byClient) < limit.emissionIntervalNanos()) {
                return false;
            }
        }
        return true;
    }

    private static long gapNanos(SubjectTimelines timelines, int i, boolean byClient) {
        return byClient
                ? timelines.sentNanos(i) - timelines.sentNanos(i - 1)
                : timelines.atNanos(i) - timelines.atNanos(i - 1);
    }
}
