package io.watertight.bench.proof;

import static io.watertight.bench.text.Quantities.count;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Nothing dropped: every request that was sent got an expected answer. A kill excuses at most the requests that were in
 * flight on the replica killed; a graceful scale-down excuses none.
 */
final class NothingDroppedLaw implements Law {
    @Override
    public LawName name() {
        return LawName.NOTHING_DROPPED;
    }

    @Override
    public LawResult judge(Evidence evidence) {
        LoadSummary load = evidence.load();
        long unreported = load.sent() - load.answered() - unanswered(evidence.failures());
        long excusable = evidence.failures().stream()
                .filter(failure -> failure.kind().explainedByKill())
                .count();
        long excused = Math.min(excusable, inFlightAtKills(evidence));
        long failed = evidence.failures().size() + Math.max(0, unreported) - excused;
        if (failed > 0) {
            return LawResult.violated(
                    name(),
                    String.format(
                            "%s of %s sent failed: %s.",
                            count(failed, "request", "requests"), count(load.sent()), kinds(evidence, unreported)));
        }
        String kills = excused == 0 ? "" : ", but for " + count(excused) + " in flight on killed replicas";
        return LawResult.held(
                name(), "All " + count(load.sent()) + " requests sent got an expected answer" + kills + ".");
    }

    private static long unanswered(List<Failure> failures) {
        return failures.stream()
                .filter(failure -> failure.kind() != Failure.Kind.UNEXPECTED_STATUS)
                .count();
    }

    private static long inFlightAtKills(Evidence evidence) {
        long inFlight = 0;
        for (ReplicaEvidence replica : evidence.replicas()) {
            if (replica.end() instanceof ReplicaEnd.Killed killed) {
                inFlight += killed.inFlight();
            }
        }
        return inFlight;
    }

    private static String kinds(Evidence evidence, long unreported) {
        Map<Failure.Kind, Long> counts = evidence.failures().stream()
                .collect(Collectors.groupingBy(
                        Failure::kind, () -> new EnumMap<>(Failure.Kind.class), Collectors.counting()));
        List<String> words = counts.entrySet().stream()
                .map(entry -> count(entry.getValue()) + " " + entry.getKey().words())
                .collect(Collectors.toList());
        if (unreported > 0) {
            words.add(count(unreported) + " never answered");
        }
        return String.join(", ", words);
    }
}
