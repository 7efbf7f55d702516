package io.watertight.bench.prove;

import java.util.ArrayList;
import java.util.List;

/** What was answered in each second of the run. Written by the generator's thread, read after it has ended. */
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

    void begin(long startNanos) {
        this.startNanos = startNanos;
    }

    void onAnswer(long nanos, int status) {
        Second second = at(nanos);
        if (status == 429) {
            second.denied++;
        } else if (status == 200) {
            second.admitted++;
        } else {
            second.failed++;
        }
    }

    void onFailure(long nanos) {
        at(nanos).failed++;
    }

    private Second at(long nanos) {
        int index = (int) Math.max(0, (nanos - startNanos) / 1_000_000_000L);
        while (seconds.size() <= index) {
            seconds.add(new Second());
        }
        return seconds.get(index);
    }

    List<Second> seconds() {
        return List.copyOf(seconds);
    }
}
