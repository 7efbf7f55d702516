package io.watertight.bench.cluster;

import java.util.ArrayDeque;
import java.util.Deque;

/** Remembers the last twenty lines, for an error message. Thread-safe. */
final class LastLines {
    private static final int KEPT = 20;

    private final Deque<String> lines = new ArrayDeque<>();

    synchronized void add(String line) {
        if (lines.size() == KEPT) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    /** The lines, each indented; a word that says so if there are none. */
    synchronized String text() {
        return lines.isEmpty() ? "  (none)" : "  " + String.join("\n  ", lines);
    }
}
