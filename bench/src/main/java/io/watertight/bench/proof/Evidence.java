package io.watertight.bench.proof;

import java.util.List;

/**
 * Everything observed in one run, sealed: what the laws judge. Immutable.
 *
 * @see EvidenceLog#seal
 */
public final class Evidence {
    private final LimitUnderTest limit;
    private final Tolerances tolerances;
    private final boolean ledgerExposed;
    private final Phases phases;
    private final LoadSummary load;
    private final List<ReplicaEvidence> replicas;
    private final List<Failure> failures;

    Evidence(
            LimitUnderTest limit,
            Tolerances tolerances,
            boolean ledgerExposed,
            Phases phases,
            LoadSummary load,
            List<ReplicaEvidence> replicas,
            List<Failure> failures) {
        this.limit = limit;
        this.tolerances = tolerances;
        this.ledgerExposed = ledgerExposed;
        this.phases = phases;
        this.load = load;
        this.replicas = List.copyOf(replicas);
        this.failures = List.copyOf(failures);
    }

    public LimitUnderTest limit() {
        return limit;
    }

    public Tolerances tolerances() {
        return tolerances;
    }

    /** Whether the gateway under test shows a ledger at all. Without one only what is seen from outside is judged. */
    public boolean ledgerExposed() {
        return ledgerExposed;
    }

    public Phases phases() {
        return phases;
    }

    public LoadSummary load() {
        return load;
    }

    /** In the order in which they were registered. */
    public List<ReplicaEvidence> replicas() {
        return replicas;
    }

    public List<Failure> failures() {
        return failures;
    }

    /** Admitted requests of all replicas. */
    public long admitted() {
        return replicas.stream().mapToLong(ReplicaEvidence::admitted).sum();
    }

    /** Denied requests of all replicas. */
    public long denied() {
        return replicas.stream().mapToLong(ReplicaEvidence::denied).sum();
    }

    /** Delta as the laws use it: what the replica's store promises, and what a scheduler may add. */
    long lingerNanos(ReplicaEvidence replica) {
        return replica.cleanupCadenceNanos() + tolerances.cleanupLateness().toNanos();
    }

    /** D + delta, the longest that a bucket may exist after its last admission. */
    long horizonNanos(ReplicaEvidence replica) {
        return limit.timeToFullNanos() + lingerNanos(replica);
    }
}
