package io.watertight.bench.proof;

/** What can be counted of a replica's decisions without asking the oracle. Immutable. */
final class DecisionTotals {
    private final SortedInstants admissions;
    private final SortedInstants firstDecisions;
    private final SortedInstants decisions;
    private final SortedInstants admissionsAnswered;
    private final SortedInstants denialsAnswered;
    private final long subjectsAdmitted;

    DecisionTotals(SubjectTimelines timelines) {
        LongList admitted = new LongList();
        LongList first = new LongList();
        LongList all = new LongList();
        LongList admittedAnswers = new LongList();
        LongList deniedAnswers = new LongList();
        long admittedSubjects = 0;
        for (int s = 0; s < timelines.subjects(); s++) {
            int before = admitted.size();
            for (int i = timelines.from(s); i < timelines.to(s); i++) {
                all.add(timelines.atNanos(i));
                if (timelines.admitted(i)) {
                    admitted.add(timelines.atNanos(i));
                    admittedAnswers.add(timelines.doneNanos(i));
                } else {
                    deniedAnswers.add(timelines.doneNanos(i));
                }
            }
            admittedSubjects += admitted.size() > before ? 1 : 0;
            first.add(timelines.atNanos(timelines.from(s)));
        }
        this.admissions = new SortedInstants(admitted);
        this.firstDecisions = new SortedInstants(first);
        this.decisions = new SortedInstants(all);
        this.admissionsAnswered = new SortedInstants(admittedAnswers);
        this.denialsAnswered = new SortedInstants(deniedAnswers);
        this.subjectsAdmitted = admittedSubjects;
    }

    long decisions() {
        return decisions.count();
    }

    long admitted() {
        return admissions.count();
    }

    long denied() {
        return decisions() - admitted();
    }

    /** Distinct subjects that were decided here, whatever the answer. */
    long subjects() {
        return firstDecisions.count();
    }

    /** Distinct subjects that were admitted here at least once. */
    long subjectsAdmitted() {
        return subjectsAdmitted;
    }

    long decisionsUntil(long instantNanos) {
        return decisions.countUntil(instantNanos);
    }

    long admittedUntil(long instantNanos) {
        return admissions.countUntil(instantNanos);
    }

    /** Admissions of which clients had been told before the instant. */
    long admissionsAnsweredBefore(long instantNanos) {
        return admissionsAnswered.countUntil(instantNanos - 1);
    }

    /** Denials of which clients had been told before the instant. */
    long denialsAnsweredBefore(long instantNanos) {
        return denialsAnswered.countUntil(instantNanos - 1);
    }

    /** Distinct subjects whose first decision here was not later than the instant. */
    long subjectsUntil(long instantNanos) {
        return firstDecisions.countUntil(instantNanos);
    }

    /** Only where there are decisions. */
    long firstDecisionNanos() {
        return decisions.first();
    }

    /** Only where there are decisions. */
    long lastDecisionNanos() {
        return decisions.last();
    }
}
