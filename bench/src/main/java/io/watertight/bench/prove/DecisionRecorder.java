package io.watertight.bench.prove;

import io.watertight.bench.load.FailureKind;
import io.watertight.bench.load.LoadFailure;
import io.watertight.bench.load.LoadObserver;
import io.watertight.bench.load.LoadResponse;
import io.watertight.bench.proof.EvidenceLog;
import io.watertight.bench.proof.Failure;
import io.watertight.bench.proof.OutagePolicy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Writes what the generator sees into the evidence, on the generator's thread. */
final class DecisionRecorder implements LoadObserver {

    private static final int SUBJECT_BITS = 48;

    private final EvidenceLog log;
    private final boolean mayRefuse;
    private final Map<String, Integer> replicas = new ConcurrentHashMap<>();
    private final RateSeries series;

    DecisionRecorder(EvidenceLog log, RateSeries series, SharingPlan sharing) {
        this.mayRefuse = sharing.mode().usesStore() && sharing.onOutage() == OutagePolicy.CLOSED;
        this.log = log;
        this.series = series;
    }

    /** Says which number the evidence gave to a replica; before it gets any load, from any thread. */
    void know(String replica, int number) {
        replicas.put(replica, number);
    }

    /** One number for each subject of each stream. */
    static long subject(int stream, long index) {
        return ((long) stream << SUBJECT_BITS) | index;
    }

    @Override
    public void onResponse(LoadResponse response) {
        series.onAnswer(response.doneNanos(), response.status());
        int replica = numberOf(response.replicaId());
        boolean decided = replica != Failure.UNKNOWN_REPLICA && response.decidedAtNanos() != LoadResponse.ABSENT;
        long subject = subject(response.stream(), response.subject());
        if (mayRefuse && response.status() == 503) {
            log.failure(Failure.unavailable(replica, subject, response.sentNanos()));
            return;
        }
        if (decided) {
            log.decision(
                    replica,
                    subject,
                    response.sentNanos(),
                    response.decidedAtNanos(),
                    response.doneNanos(),
                    response.status() != 429);
        }
        if (response.status() != 200 && response.status() != 429) {
            log.failure(Failure.unexpectedStatus(replica, subject, response.sentNanos(), decided));
        }
    }

    @Override
    public void onFailure(LoadFailure failure) {
        series.onFailure(System.nanoTime());
        log.failure(Failure.unanswered(
                numberOf(failure.replicaId()),
                subject(failure.stream(), failure.subject()),
                failure.sentNanos(),
                kindOf(failure.kind())));
    }

    private int numberOf(String replica) {
        return replicas.getOrDefault(replica, Failure.UNKNOWN_REPLICA);
    }

    private static Failure.Kind kindOf(FailureKind kind) {
        return switch (kind) {
            case CONNECT -> Failure.Kind.NOT_CONNECTED;
            case CLOSED_BEFORE_ANSWER, RESET -> Failure.Kind.CLOSED;
            case MALFORMED -> Failure.Kind.MALFORMED;
            case TIMEOUT -> Failure.Kind.TIMED_OUT;
        };
    }
}
