package io.watertight.bench.proof;

import static io.watertight.bench.text.Quantities.count;

import java.util.ArrayList;
import java.util.List;

/**
 * Nothing dropped: every request that was sent got an expected answer. A kill excuses at most the requests that were in
 * flight on the replica killed, and of these only what was sent about the time of the kill; a graceful scale-down excuses none. Where replicas are told to refuse while their store is
 * away, they may say so then, and only then.
 */
final class NothingDroppedLaw implements Law {
    /** What was sent so long before a kill has been answered, or is late by itself. */
    private static final long LONGEST_IN_FLIGHT_NANOS = 10_000_000_000L;

    /** By then whoever sends has heard of a kill. */
    private static final long HEARD_WITHIN_NANOS = 1_000_000_000L;

    @Override
    public LawName name() {
        return LawName.NOTHING_DROPPED;
    }

    @Override
    public LawResult judge(Evidence evidence) {
        LoadSummary load = evidence.load();
        long unreported = Math.max(0, load.sent() - load.answered() - unanswered(evidence.failures()));
        long excused = excused(evidence);
        long refused = refused(evidence);
        long failed = evidence.failures().size() + unreported - excused - refused;
        if (failed > 0) {
            return LawResult.violated(
                    name(),
                    count(failed, "request", "requests") + " failed (" + count(load.sent()) + " sent): "
                            + kinds(evidence.failures(), unreported, excused) + ".");
        }
        String kills = excused == 0 ? "" : ", but for " + count(excused) + " in flight on killed replicas";
        String refusals = refused == 0
                ? ""
                : "; " + count(refused, "request was", "requests were")
                        + " refused while the store was away, as configured";
        return LawResult.held(
                name(), "All " + count(load.sent()) + " requests sent got an expected answer" + kills + refusals + ".");
    }

    private static long unanswered(List<Failure> failures) {
        return failures.stream()
                .filter(failure -> failure.wasSent() && !failure.kind().wasAnswered())
                .count();
    }

    private static long refused(Evidence evidence) {
        if (evidence.mode().onOutage() != OutagePolicy.CLOSED) {
            return 0;
        }
        Disturbances disturbances = new Disturbances(evidence);
        return evidence.failures().stream()
                .filter(failure -> failure.kind() == Failure.Kind.UNAVAILABLE
                        && disturbances.touch(failure.sentNanos(), failure.sentNanos()))
                .count();
    }

    /** Failures that kills explain. Those of an unknown replica are excused by what the killed ones leave. */
    private static long excused(Evidence evidence) {
        long excused = 0;
        long left = 0;
        for (int replica = 0; replica < evidence.replicas().size(); replica++) {
            if (evidence.replicas().get(replica).end() instanceof ReplicaEnd.Killed killed) {
                long there = Math.min(explained(evidence, replica, killed), killed.inFlight());
                excused += there;
                left += killed.inFlight() - there;
            }
        }
        return excused + Math.min(explainedByAny(evidence), left);
    }

    private static long explained(Evidence evidence, int replica, ReplicaEnd.Killed killed) {
        return evidence.failures().stream()
                .filter(failure -> failure.replica() == replica && explains(killed, failure))
                .count();
    }

    private static long explainedByAny(Evidence evidence) {
        List<ReplicaEnd.Killed> kills = evidence.replicas().stream()
                .map(ReplicaEvidence::end)
                .filter(ReplicaEnd.Killed.class::isInstance)
                .map(ReplicaEnd.Killed.class::cast)
                .toList();
        return evidence.failures().stream()
                .filter(failure -> failure.replica() == Failure.UNKNOWN_REPLICA
                        && kills.stream().anyMatch(killed -> explains(killed, failure)))
                .count();
    }

    private static boolean explains(ReplicaEnd.Killed killed, Failure failure) {
        long before = killed.atNanos() - failure.sentNanos();
        return failure.kind().explainedByKill() && before <= LONGEST_IN_FLIGHT_NANOS && before >= -HEARD_WITHIN_NANOS;
    }

    private static String kinds(List<Failure> failures, long unreported, long excused) {
        List<String> words = new ArrayList<>();
        for (Failure.Kind kind : Failure.Kind.values()) {
            long ofKind =
                    failures.stream().filter(failure -> failure.kind() == kind).count();
            if (ofKind > 0) {
                words.add(count(ofKind) + " " + kind.words());
            }
        }
        if (unreported > 0) {
            words.add(count(unreported) + " never heard of again");
        }
        if (excused > 0) {
            words.add(count(excused) + " of them excused by kills");
        }
        return String.join(", ", words);
    }
}
