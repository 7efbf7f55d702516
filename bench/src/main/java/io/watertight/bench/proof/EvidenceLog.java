package io.watertight.bench.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Takes down what is observed while a run goes on. A decision costs sixteen bytes and no object.
 *
 * <p>All instants are of the host's monotonic clock ({@link System#nanoTime}, which processes of one Linux host share),
 * in nanoseconds and within plus or minus 2^62. Thread-safe: each method takes the log's monitor; call {@link #seal}
 * once, when the load and the samplers have ended.
 */
public final class EvidenceLog {
    private final LimitUnderTest limit;
    private final Tolerances tolerances;
    private final boolean ledgerExposed;
    private final List<ReplicaLog> replicas = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();

    /**
     * @param ledgerExposed whether the gateway shows a ledger; false for a gateway that has none, and then the laws that
     *     are checked from it do not apply
     */
    public EvidenceLog(LimitUnderTest limit, Tolerances tolerances, boolean ledgerExposed) {
        this.limit = limit;
        this.tolerances = tolerances;
        this.ledgerExposed = ledgerExposed;
    }

    /**
     * Registers a replica incarnation.
     *
     * @return its number, counted from 0, for the other methods
     */
    public synchronized int addReplica(String name) {
        replicas.add(new ReplicaLog(name));
        return replicas.size() - 1;
    }

    /** A request that the replica's limiter decided at that instant (the replica's own account of it). */
    public synchronized void decision(int replica, long subject, long decidedAtNanos, boolean admitted) {
        replicas.get(replica).decisions.add(subject, decidedAtNanos, admitted);
    }

    /** A request that did not end in an expected answer; its decision, if known, is logged as well. */
    public synchronized void failure(Failure failure) {
        failures.add(failure);
    }

    public synchronized void ledger(int replica, LedgerSample sample) {
        replicas.get(replica).ledgerSamples.add(sample);
    }

    public synchronized void process(int replica, ProcessSample sample) {
        replicas.get(replica).processSamples.add(sample);
    }

    /** How the replica ended; {@link ReplicaEnd.StillRunning} if this is never called. */
    public synchronized void ended(int replica, ReplicaEnd end) {
        replicas.get(replica).end = end;
    }

    /** Everything so far, grouped for the laws. Takes O(n) time and as much memory again as the log. */
    public synchronized Evidence seal(Phases phases, LoadSummary load) {
        List<ReplicaEvidence> sealed = IntStream.range(0, replicas.size())
                .mapToObj(i -> replicas.get(i).seal(new Doubts(failures, i)))
                .toList();
        return new Evidence(limit, tolerances, ledgerExposed, phases, load, sealed, failures);
    }

    private static final class ReplicaLog {
        private final String name;
        private final DecisionColumns decisions = new DecisionColumns();
        private final List<LedgerSample> ledgerSamples = new ArrayList<>();
        private final List<ProcessSample> processSamples = new ArrayList<>();
        private ReplicaEnd end = new ReplicaEnd.StillRunning();

        private ReplicaLog(String name) {
            this.name = name;
        }

        private ReplicaEvidence seal(Doubts doubts) {
            return new ReplicaEvidence(name, decisions, ledgerSamples, processSamples, end, doubts);
        }
    }
}
