package io.watertight.bench.cli;

import io.watertight.bench.load.LoadProgress;
import io.watertight.bench.prove.ProofProgress;
import java.io.PrintStream;
import java.util.Locale;

/** Shows how far a run is: one line that rewrites itself on a terminal, else a line every ten seconds. Thread-safe. */
final class ProgressPrinter implements ProofProgress {

    private static final int QUIET_SECONDS = 10;
    private static final int WIDTH = 118;

    private final PrintStream out;
    private final boolean terminal;
    private int calls;
    private boolean open;

    ProgressPrinter(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public synchronized void phase(String what) {
        finishLine();
        calls = 0;
        out.println("  " + what);
    }

    @Override
    public void load(LoadProgress seen, long live, long bound) {
        show(String.format(
                Locale.ROOT,
                "%4ds  sent %,d  200 %,d  429 %,d  failed %,d  p99 %.1f ms  live buckets %,d of at most about %,d",
                seen.elapsed().toSeconds(),
                seen.sent(),
                seen.statuses().getOrDefault(200, 0L),
                seen.statuses().getOrDefault(429, 0L),
                seen.failed(),
                seen.p99LatencyNanos() / 1e6,
                live,
                bound));
    }

    @Override
    public void drain(long live) {
        show(String.format(Locale.ROOT, "      live buckets %,d", live));
    }

    private synchronized void show(String line) {
        if (terminal) {
            out.print("\r  " + line + " ".repeat(Math.max(0, WIDTH - line.length())));
            out.flush();
            open = true;
        } else if (calls++ % QUIET_SECONDS == 0) {
            out.println("  " + line);
        }
    }

    /** Ends a line that is being rewritten. */
    synchronized void finishLine() {
        if (open) {
            out.println();
            open = false;
        }
    }
}
