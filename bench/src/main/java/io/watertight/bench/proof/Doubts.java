package io.watertight.bench.proof;

import java.util.List;

/**
 * The requests whose decision nobody knows: sent, but without an answer that tells. Immutable.
 */
final class Doubts {
    private final SortedInstants sent;
    private final SubjectIndex subjects = new SubjectIndex();

    /** Those that the replica may have decided. */
    Doubts(List<Failure> failures, int replica) {
        this(failures.stream().filter(failure -> failure.concerns(replica)).toList());
    }

    Doubts(List<Failure> failures) {
        LongList instants = new LongList();
        for (Failure failure : failures) {
            if (failure.inDoubt()) {
                instants.add(failure.sentNanos());
                subjects.numberOf(failure.subject());
            }
        }
        this.sent = new SortedInstants(instants);
    }

    long count() {
        return sent.count();
    }

    long sentUntil(long instantNanos) {
        return sent.countUntil(instantNanos);
    }

    /** When the last of them was sent; earlier than every instant if there are none. */
    long lastSentNanos() {
        return sent.count() == 0 ? Long.MIN_VALUE : sent.last();
    }

    boolean concern(long subject) {
        return subjects.contains(subject);
    }
}
