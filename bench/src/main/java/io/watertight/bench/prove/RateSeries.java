package io.watertight.bench.prove;

import java.util.ArrayList;
import java.util.List;

/** What was answered in each second of the run. Thread-safe; read after the load has ended. */
public final class RateSeries {

    /** One second's answers. */
    public static final class Second {
        private long admitted;
        private long denied;
        private long failed;

        public long admitted() {
            return admitted;
        }

        public long denied() {
            return denied;
        }

        public long failed() {
            return failed;
        }
    }

    private final List<Second> seconds = new ArrayList<>();
    private long startNanos;

    /** Forgets what was before, and says when the first second begins. */
    synchronized void begin(long startNanos) {
        seconds.clear();
        this.startNanos = startNanos;
    }

    synchronized void onAnswer(long nanos, int status) {
        Second second = at(nanos);
        if (status == 429) {
            second.denied++;
        } else if (status == 200) {
            second.admitted++;
        } else {
            second.failed++;
        }
    }

    synchronized void onFailure(long nanos) {
        at(nanos).failed++;
    }

    private Second at(long nanos) {
        int index = (int) Math.max(0, (nanos - startNanos) / 1_000_000_000L);
        while (seconds.size() <= index) {
            seconds.add(new Second());
        }
        return seconds.get(index);
    }

    synchronized List<Second> seconds() {
        return List.copyOf(seconds);
    }
}
