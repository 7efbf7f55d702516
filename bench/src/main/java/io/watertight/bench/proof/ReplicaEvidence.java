package io.watertight.bench.proof;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything observed of one replica incarnation: one process from its start to its end. A restarted replica is another
 * incarnation. Immutable.
 */
public final class ReplicaEvidence {
    private final String name;
    private final SubjectTimelines timelines;
    private final DecisionTotals totals;
    private final List<LedgerSample> ledgerSamples;
    private final List<ProcessSample> processSamples;
    private final LimiterAccount account;
    private final ReplicaEnd end;
    private final Doubts doubts;

    ReplicaEvidence(
            String name,
            DecisionColumns decisions,
            List<LedgerSample> ledgerSamples,
            List<ProcessSample> processSamples,
            LimiterAccount account,
            ReplicaEnd end,
            Doubts doubts) {
        this.name = name;
        this.timelines = SubjectTimelines.of(decisions);
        this.totals = new DecisionTotals(timelines);
        this.ledgerSamples = ledgerSamples.stream()
                .sorted(Comparator.comparingLong(LedgerSample::nowNanos))
                .toList();
        this.processSamples = processSamples.stream()
                .sorted(Comparator.comparingLong(ProcessSample::atNanos))
                .toList();
        this.account = account;
        this.end = end;
        this.doubts = doubts;
    }

    public String name() {
        return name;
    }

    /** Process samples in order of time. */
    public List<ProcessSample> processSamples() {
        return processSamples;
    }

    public ReplicaEnd end() {
        return end;
    }

    /** What it said last of its part in the limit. */
    public LimiterAccount account() {
        return account;
    }

    public long admitted() {
        return totals.admitted();
    }

    public long denied() {
        return totals.denied();
    }

    /** Requests decided in {@code (fromNanos, toNanos]}. */
    public long decidedBetween(long fromNanos, long toNanos) {
        return totals.decisionsUntil(toNanos) - totals.decisionsUntil(fromNanos);
    }

    /** Distinct subjects that were decided here. */
    public long subjects() {
        return totals.subjects();
    }

    /** All readings of the ledger in order of time, the obituary, if there is one, last. */
    public List<LedgerSample> ledgerReadings() {
        return end instanceof ReplicaEnd.Stopped(LedgerSample obituary)
                ? Stream.concat(ledgerSamples.stream(), Stream.of(obituary)).toList()
                : ledgerSamples;
    }

    /** The longest cleanup cadence that the replica's ledger ever named, in nanoseconds; 0 without a ledger. */
    public long cleanupCadenceNanos() {
        return ledgerReadings().stream()
                .mapToLong(LedgerSample::cleanupCadenceNanos)
                .max()
                .orElse(0);
    }

    /** Decisions that overflow buckets took; 0 without a ledger. */
    public long overflowed() {
        return ledgerReadings().isEmpty() ? 0 : ledgerReadings().getLast().overflowed();
    }

    /** Live buckets in the ledger reading nearest to the instant; 0 without a ledger. */
    long liveNear(long instantNanos) {
        return ledgerReadings().stream()
                .min(Comparator.comparingLong(reading -> Math.abs(reading.nowNanos() - instantNanos)))
                .map(LedgerSample::live)
                .orElse(0L);
    }

    /**
     * Decisions that no reading of the ledger accounts for; above 0 only for a replica that left no last one. 0 without a
     * ledger.
     */
    public long unaccounted() {
        if (ledgerReadings().isEmpty()) {
            return end() instanceof ReplicaEnd.StillRunning ? 0 : totals().decisions();
        }
        return new LedgerAudit(this, false).unaccounted();
    }

    SubjectTimelines timelines() {
        return timelines;
    }

    Doubts doubts() {
        return doubts;
    }

    DecisionTotals totals() {
        return totals;
    }
}
