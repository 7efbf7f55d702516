package io.watertight.bench.proof;

/**
 * The decisions of one replica as they were logged: two columns, sixteen bytes a decision. Instant and outcome share a
 * long ({@code decidedAtNanos << 1 | admitted}), so that a sort by stamp is a sort by instant. Not thread-safe.
 */
final class DecisionColumns {
    private final LongList subjects = new LongList();
    private final LongList stamps = new LongList();

    void add(long subject, long decidedAtNanos, boolean admitted) {
        subjects.add(subject);
        stamps.add(stamp(decidedAtNanos, admitted));
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
