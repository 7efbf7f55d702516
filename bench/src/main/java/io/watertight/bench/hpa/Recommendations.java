package io.watertight.bench.hpa;

import java.util.ArrayList;
import java.util.List;

/**
 * What was recommended before, as far back as a window reaches: a number is only left for a higher one when all of a window
 * were as high, and for a lower one when all of a window were as low. Not thread-safe.
 *
 * <p>Source: horizontal.go, {@code stabilizeRecommendation} and {@code stabilizeRecommendationWithBehaviors}.
 */
final class Recommendations {
    private record Recommendation(int replicas, long atNanos) {}

    private final List<Recommendation> log = new ArrayList<>();

    void add(int replicas, long atNanos) {
        log.add(new Recommendation(replicas, atNanos));
    }

    /** In the order they are kept. */
    List<Integer> replicas() {
        return log.stream().map(Recommendation::replicas).toList();
    }

    /** Without a behavior: the highest of a window, this one included. Keeps what was recommended, not the answer. */
    int highest(int recommended, long windowNanos, long nowNanos) {
        long cutoff = nowNanos - windowNanos;
        int highest = recommended;
        int outdated = -1;
        for (int i = 0; i < log.size(); i++) {
            Recommendation past = log.get(i);
            if (past.atNanos() - cutoff < 0) {
                outdated = i;
            } else {
                highest = Math.max(highest, past.replicas());
            }
        }
        keep(recommended, outdated, nowNanos);
        return highest;
    }

    /**
     * With a behavior: the current number, moved no further than into the range from the lowest of the window for going up
     * to the highest of the window for going down, this recommendation included in both. Keeps what was recommended, not the
     * answer.
     */
    int stabilize(int current, int recommended, long upWindowNanos, long downWindowNanos, long nowNanos) {
        long upCutoff = nowNanos - upWindowNanos;
        long downCutoff = nowNanos - downWindowNanos;
        int up = recommended;
        int down = recommended;
        int outdated = -1;
        for (int i = 0; i < log.size(); i++) {
            Recommendation past = log.get(i);
            if (past.atNanos() - upCutoff > 0) {
                up = Math.min(up, past.replicas());
            }
            if (past.atNanos() - downCutoff > 0) {
                down = Math.max(down, past.replicas());
            }
            if (past.atNanos() - upCutoff < 0 && past.atNanos() - downCutoff < 0) {
                outdated = i;
            }
        }
        keep(recommended, outdated, nowNanos);
        return Math.min(Math.max(current, up), down);
    }

    /** One that no window reaches any more gives its place away, so that the log does not grow for ever. */
    private void keep(int recommended, int outdated, long nowNanos) {
        Recommendation latest = new Recommendation(recommended, nowNanos);
        if (outdated < 0) {
            log.add(latest);
        } else {
            log.set(outdated, latest);
        }
    }
}
