package io.watertight.bench.load;

import java.util.List;

/**
 * Merges the due times of all streams of a plan. Knows no clock: it says what is due when, and whoever drives it compares
 * that with the time. Not thread-safe.
 */
final class Pacer {
    private final StreamPacer[] streams;
    private final List<LoadStream> specified;
    private final long[] turns;
    private int next;

    Pacer(LoadPlan plan) {
        specified = plan.streams();
        double shares = specified.stream().mapToDouble(LoadStream::share).sum();
        streams = new StreamPacer[specified.size()];
        turns = new long[specified.size()];
        for (int i = 0; i < streams.length; i++) {
            LoadStream stream = specified.get(i);
            double factor = stream.share() / shares / stream.meanBurst();
            streams[i] = new StreamPacer(plan.schedule(), factor, (double) i / streams.length);
        }
        findNext();
    }

    /** When the next burst is due, nanoseconds from the start; {@link Long#MAX_VALUE} after the last. */
    long nextNanos() {
        return streams[next].nextNanos();
    }

    /** The stream it belongs to, as its position in the plan. */
    int nextStream() {
        return next;
    }

    /** How many requests it has. */
    int nextBurst() {
        return specified.get(next).burstAt(turns[next]);
    }

    void advance() {
        turns[next]++;
        streams[next].advance();
        findNext();
    }

    private void findNext() {
        next = 0;
        for (int i = 1; i < streams.length; i++) {
            if (streams[i].nextNanos() < streams[next].nextNanos()) {
                next = i;
            }
        }
    }
}
