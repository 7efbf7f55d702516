package io.watertight.bench.report;

import static io.watertight.bench.text.Quantities.count;

import io.watertight.bench.proof.Evidence;
import io.watertight.bench.proof.LedgerSample;
import io.watertight.bench.proof.ProcessSample;
import io.watertight.bench.proof.ReplicaEnd;
import io.watertight.bench.proof.ReplicaEvidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the table's row of a replica incarnation. Stateless. */
final class ReplicaRows {
    private ReplicaRows() {}

    static ReplicaRow of(Evidence evidence, ReplicaEvidence replica) {
        List<LedgerSample> readings = replica.ledgerReadings();
        LedgerSample last = readings.isEmpty() ? null : readings.getLast();
        return new ReplicaRow(
                replica.name(),
                end(evidence, replica),
                last == null ? null : last.created(),
                last == null ? null : last.expired(),
                last == null ? null : last.overflowed(),
                last == null ? null : last.live(),
                last == null ? null : last.cleanupCadenceNanos() / 1e9,
                replica.admitted(),
                replica.denied(),
                replica.subjects(),
                cpuMicrosPerRequest(replica));
    }

    private static String end(Evidence evidence, ReplicaEvidence replica) {
        return switch (replica.end()) {
            case ReplicaEnd.StillRunning running -> "ran to the end";
            case ReplicaEnd.Stopped stopped ->
                stopped.before(evidence.phases().loadEndNanos())
                        ? "stopped under load, left an obituary"
                        : "ran to the end, left an obituary";
            case ReplicaEnd.Killed killed -> "killed, " + unaccounted(replica);
            case ReplicaEnd.Vanished vanished -> "left no obituary though nobody killed it, " + unaccounted(replica);
        };
    }

    private static String unaccounted(ReplicaEvidence replica) {
        return count(replica.unaccounted(), "decision", "decisions")
                + (replica.ledgerReadings().isEmpty() ? " and no reading" : " after its last reading");
    }

    private static @Nullable Double cpuMicrosPerRequest(ReplicaEvidence replica) {
        List<ProcessSample> samples = replica.processSamples();
        if (samples.size() < 2) {
            return null;
        }
        long decided = replica.decidedBetween(
                samples.getFirst().atNanos(), samples.getLast().atNanos());
        long cpuNanos = samples.getLast().cpuNanos() - samples.getFirst().cpuNanos();
        return decided == 0 ? null : cpuNanos / 1e3 / decided;
    }
}
