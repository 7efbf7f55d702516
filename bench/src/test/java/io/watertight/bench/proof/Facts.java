package io.watertight.bench.proof;

import java.util.List;

/**
 * Evidence small enough to check by hand: one policy of 10/1s with burst 2 (T = 100 ms, D = 200 ms), instants in
 * milliseconds after the load began, replicas registered when first named. Nothing is filled in that a test did not say,
 * except a load that went to plan.
 */
final class Facts {
    static final LimitUnderTest LIMIT = new LimitUnderTest("default", "10/1s, burst 2", 100_000_000, 2);
    static final long CADENCE_MILLIS = 1_000;

    /** D + delta as the laws use it: 200 ms, the cadence, and the tolerated lateness of 250 ms. */
    static final long HORIZON_MILLIS = 200 + CADENCE_MILLIS + 250;

    private static final long START_NANOS = 5_000_000_000L;

    private final EvidenceLog log;
    private final SubjectIndex replicas = new SubjectIndex();
    private final SubjectIndex subjects = new SubjectIndex();
    private long sent;
    private long answered;

    /** Of replicas that hold each subject to the limit each for itself. */
    Facts() {
        this(ModeUnderTest.LOCAL);
    }

    Facts(ModeUnderTest mode) {
        log = new EvidenceLog(LIMIT, mode, Tolerances.standard(), true);
    }

    static long nanos(long millis) {
        return START_NANOS + millis * 1_000_000;
    }

    Facts admitted(int replica, long subject, long... millis) {
        for (long at : millis) {
            decision(replica, subject, at, true);
        }
        return this;
    }

    Facts denied(int replica, long subject, long... millis) {
        for (long at : millis) {
            decision(replica, subject, at, false);
        }
        return this;
    }

    /** A decision that its client can date only to between the two instants. */
    Facts decided(int replica, long subject, long sentMillis, long doneMillis, boolean admitted) {
        subjects.numberOf(subject);
        sent++;
        answered++;
        log.decision(number(replica), subject, nanos(sentMillis), nanos(doneMillis), nanos(doneMillis), admitted);
        return this;
    }

    Facts account(int replica, LimiterAccount account) {
        log.account(number(replica), account);
        return this;
    }

    Facts store(long millis, long buckets) {
        return store(new StoreSample(nanos(millis), nanos(millis), buckets, 0, 0));
    }

    Facts store(StoreSample sample) {
        log.store(sample);
        return this;
    }

    Facts event(String what, long fromMillis, long toMillis) {
        log.event(new RunEvent(what, span(fromMillis, toMillis), true, true));
        return this;
    }

    Facts membershipChanged(long millis, boolean settling) {
        log.membershipChanged(nanos(millis), settling);
        return this;
    }

    static Span span(long fromMillis, long toMillis) {
        return new Span(nanos(fromMillis), nanos(toMillis));
    }

    Facts failed(int replica, long subject, long millis, Failure.Kind kind) {
        if (kind != Failure.Kind.NOT_CONNECTED) {
            subjects.numberOf(subject);
            sent++;
        }
        answered += kind.wasAnswered() ? 1 : 0;
        log.failure(
                switch (kind) {
                    case UNEXPECTED_STATUS -> Failure.unexpectedStatus(number(replica), subject, nanos(millis), false);
                    case UNAVAILABLE -> Failure.unavailable(number(replica), subject, nanos(millis));
                    case NOT_CONNECTED, CLOSED, TIMED_OUT, MALFORMED ->
                        Failure.unanswered(number(replica), subject, nanos(millis), kind);
                });
        return this;
    }

    Facts ledger(int replica, long millis, long created, long expired, long admitted, long denied) {
        log.ledger(number(replica), reading(millis, created, expired, 0, created - expired, admitted, denied));
        return this;
    }

    Facts ledger(int replica, LedgerSample reading) {
        log.ledger(number(replica), reading);
        return this;
    }

    Facts process(int replica, ProcessSample sample) {
        log.process(number(replica), sample);
        return this;
    }

    Facts ended(int replica, ReplicaEnd end) {
        log.ended(number(replica), end);
        return this;
    }

    /** Sealed, with a load of that length in milliseconds, no warm-up, and everything sent as it was planned. */
    Evidence over(long loadMillis) {
        return over(loadMillis, new LoadSummary(sent, sent, answered, 0, subjects.size(), 100, 100, List.of()));
    }

    Evidence over(long loadMillis, LoadSummary load) {
        return log.seal(new Phases(nanos(0), nanos(0), nanos(loadMillis)), load);
    }

    static LedgerSample reading(
            long millis, long created, long expired, long overflowed, long live, long admitted, long denied) {
        return new LedgerSample(
                nanos(millis),
                nanos(millis),
                nanos(millis),
                created,
                expired,
                overflowed,
                live,
                admitted,
                denied,
                CADENCE_MILLIS * 1_000_000);
    }

    private void decision(int replica, long subject, long millis, boolean admitted) {
        subjects.numberOf(subject);
        sent++;
        answered++;
        log.decision(number(replica), subject, nanos(millis), admitted);
    }

    private int number(int replica) {
        if (replica == Failure.UNKNOWN_REPLICA) {
            return Failure.UNKNOWN_REPLICA;
        }
        int before = replicas.size();
        int number = replicas.numberOf(replica);
        if (number == before) {
            log.addReplica("gw-" + replica);
        }
        return number;
    }
}
