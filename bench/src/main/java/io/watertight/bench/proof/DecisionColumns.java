package io.watertight.bench.proof;

/**
 * The decisions of one replica as they were logged: four columns, thirty-two bytes a decision. Instant and outcome share a
 * long ({@code decidedAtNanos << 1 | admitted}), so that a sort by stamp is a sort by instant. Beside the instant that the
 * replica names are those at which its client sent the request and had the answer: a store elsewhere, whose clock nobody
 * reads, decided between the two. Not thread-safe.
 */
final class DecisionColumns {
    private final LongList subjects = new LongList();
    private final LongList stamps = new LongList();
    private final LongList sent = new LongList();
    private final LongList done = new LongList();

    void add(long subject, long sentNanos, long decidedAtNanos, long doneNanos, boolean admitted) {
        subjects.add(subject);
        stamps.add(stamp(decidedAtNanos, admitted));
        sent.add(sentNanos);
        done.add(doneNanos);
    }

    int size() {
        return subjects.size();
    }

    long subject(int index) {
        return subjects.get(index);
    }

    long stamp(int index) {
        return stamps.get(index);
    }

    long sentNanos(int index) {
        return sent.get(index);
    }

    long doneNanos(int index) {
        return done.get(index);
    }

    static long stamp(long decidedAtNanos, boolean admitted) {
        return decidedAtNanos << 1 | (admitted ? 1 : 0);
    }

    static long atNanos(long stamp) {
        return stamp >> 1;
    }

    static boolean admitted(long stamp) {
        return (stamp & 1) == 1;
    }
}
