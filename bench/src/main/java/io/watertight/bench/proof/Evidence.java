package io.watertight.bench.proof;

import java.util.Comparator;
import java.util.List;

/**
 * Everything observed in one run, sealed: what the laws judge. Immutable.
 *
 * @see EvidenceLog#seal
 */
public final class Evidence {
    private final LimitUnderTest limit;
    private final ModeUnderTest mode;
    private final Tolerances tolerances;
    private final boolean ledgerExposed;
    private final Phases phases;
    private final LoadSummary load;
    private final List<ReplicaEvidence> replicas;
    private final SubjectTimelines fleet;
    private final List<Failure> failures;
    private final List<StoreSample> storeSamples;
    private final List<RunEvent> events;
    private final List<MembershipChange> membershipChanges;

    Evidence(
            LimitUnderTest limit,
            ModeUnderTest mode,
            Tolerances tolerances,
            boolean ledgerExposed,
            Phases phases,
            LoadSummary load,
            List<ReplicaEvidence> replicas,
            SubjectTimelines fleet,
            List<Failure> failures,
            List<StoreSample> storeSamples,
            List<RunEvent> events,
            List<MembershipChange> membershipChanges) {
        this.limit = limit;
        this.mode = mode;
        this.tolerances = tolerances;
        this.ledgerExposed = ledgerExposed;
        this.phases = phases;
        this.load = load;
        this.replicas = List.copyOf(replicas);
        this.fleet = fleet;
        this.failures = List.copyOf(failures);
        this.storeSamples = List.copyOf(storeSamples);
        this.events = events.stream()
                .sorted(Comparator.comparingLong(event -> event.span().fromNanos()))
                .toList();
        this.membershipChanges = List.copyOf(membershipChanges);
    }

    public LimitUnderTest limit() {
        return limit;
    }

    public ModeUnderTest mode() {
        return mode;
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

    /** Readings of the store that all replicas share, in the order in which they were taken. */
    public List<StoreSample> storeSamples() {
        return storeSamples;
    }

    /** What was done to the system under test, in order of time. */
    public List<RunEvent> events() {
        return events;
    }

    /** When those among whom a limit is shared became others, by what they are told; in order of time. */
    List<MembershipChange> membershipChanges() {
        return membershipChanges;
    }

    /** The decisions of all replicas as if they were one. */
    SubjectTimelines fleet() {
        return fleet;
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
