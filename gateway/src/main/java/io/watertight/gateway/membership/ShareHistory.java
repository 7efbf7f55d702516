package io.watertight.gateway.membership;

import java.util.ArrayDeque;
import java.util.List;

/** The shares this replica has had, the latest of them. Safe for use by any thread. */
final class ShareHistory {

    private static final int LATEST = 1024;

    private final ArrayDeque<Entry> entries = new ArrayDeque<>();

    /**
     * A share until the next entry.
     *
     * @param fromNanos since when, by the clock of the process
     * @param share from 0 to 1
     */
    record Entry(long fromNanos, double share) {}

    synchronized void add(long fromNanos, double share) {
        if (entries.size() == LATEST) {
            entries.removeFirst();
        }
        entries.addLast(new Entry(fromNanos, share));
    }

    synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }
}
