package io.watertight.bench.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Takes down what is observed while a run goes on. A decision costs thirty-two bytes and no object.
 *
 * <p>All instants are of the host's monotonic clock ({@link System#nanoTime}, which processes of one Linux host share),
 * in nanoseconds and within plus or minus 2^62. Thread-safe: each method takes the log's monitor; call {@link #seal}
 * once, when the load and the samplers have ended.
 */
public final class EvidenceLog {
    private final LimitUnderTest limit;
    private final ModeUnderTest mode;
    private final Tolerances tolerances;
    private final boolean ledgerExposed;
    private final List<ReplicaLog> replicas = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private final List<StoreSample> storeSamples = new ArrayList<>();
    private final List<RunEvent> events = new ArrayList<>();
    private final List<MembershipChange> membershipChanges = new ArrayList<>();

    /**
     * For replicas that hold each subject to the limit each for itself.
     *
     * @param ledgerExposed whether the gateway shows a ledger; false for a gateway that has none, and then the laws that
     *     are checked from it do not apply
     */
    public EvidenceLog(LimitUnderTest limit, Tolerances tolerances, boolean ledgerExposed) {
        this(limit, ModeUnderTest.LOCAL, tolerances, ledgerExposed);
    }

    /**
     * @param ledgerExposed whether the gateway shows a ledger; false for a gateway that has none, and then the laws that
     *     are checked from it do not apply
     */
    public EvidenceLog(LimitUnderTest limit, ModeUnderTest mode, Tolerances tolerances, boolean ledgerExposed) {
        this.limit = limit;
        this.mode = mode;
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

    /** A request that was decided at that instant, by the replica's own account, which is all that is known of it. */
    public synchronized void decision(int replica, long subject, long decidedAtNanos, boolean admitted) {
        decision(replica, subject, decidedAtNanos, decidedAtNanos, decidedAtNanos, admitted);
    }

    /**
     * A request that was decided between the two instants of its client.
     *
     * @param sentNanos when its client sent it
     * @param decidedAtNanos when it was decided, by the replica's own account
     * @param doneNanos when its client had the answer
     */
    public synchronized void decision(
            int replica, long subject, long sentNanos, long decidedAtNanos, long doneNanos, boolean admitted) {
        replicas.get(replica).decisions.add(subject, sentNanos, decidedAtNanos, doneNanos, admitted);
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

    /** What the replica says of its part in the limit; the latest replaces those before. */
    public synchronized void account(int replica, LimiterAccount account) {
        replicas.get(replica).account = account;
    }

    /** A reading of the buckets in the store that all replicas share. */
    public synchronized void store(StoreSample sample) {
        storeSamples.add(sample);
    }

    /** Something that was done to the system under test. */
    public synchronized void event(RunEvent event) {
        events.add(event);
    }

    /**
     * Those among whom a limit is shared are told of others from now on; in order of time.
     *
     * @param settling whether until the next change one of them has no share yet
     */
    public synchronized void membershipChanged(long atNanos, boolean settling) {
        membershipChanges.add(new MembershipChange(atNanos, settling));
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
        SubjectTimelines fleet = SubjectTimelines.of(
                replicas.stream().map(replica -> replica.decisions).toList());
        return new Evidence(
                limit,
                mode,
                tolerances,
                ledgerExposed,
                phases,
                load,
                sealed,
                fleet,
                failures,
                storeSamples,
                events,
                membershipChanges);
    }

    private static final class ReplicaLog {
        private final String name;
        private final DecisionColumns decisions = new DecisionColumns();
        private final List<LedgerSample> ledgerSamples = new ArrayList<>();
        private final List<ProcessSample> processSamples = new ArrayList<>();
        private LimiterAccount account = LimiterAccount.NONE;
        private ReplicaEnd end = new ReplicaEnd.StillRunning();

        private ReplicaLog(String name) {
            this.name = name;
        }

        private ReplicaEvidence seal(Doubts doubts) {
            return new ReplicaEvidence(name, decisions, ledgerSamples, processSamples, account, end, doubts);
        }
    }
}
