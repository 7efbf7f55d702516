package io.watertight.bench.load;

import java.util.List;

/**
 * The due times of one stream: the instants at which {@code factor} times the schedule's count of requests passes
 * {@code phase}, {@code 1 + phase}, {@code 2 + phase} and so on. Not thread-safe.
 */
final class StreamPacer {
    /** What rounding may add to a sum of stages: no request is due for so little of one. */
    private static final double ROUNDING = 1e-6;

    private final List<RateStage> stages;
    private final double factor;
    private final double phase;

    private int stage;
    private double countBeforeStage;
    private double secondsBeforeStage;
    private long taken;
    private long nextNanos;

    /** @param phase 0..1 exclusive; keeps streams of equal rates from being due at the same instants */
    StreamPacer(RateSchedule schedule, double factor, double phase) {
        this.stages = schedule.stages();
        this.factor = factor;
        this.phase = phase;
        computeNext();
    }

    /** When the next one is due, nanoseconds from the start; {@link Long#MAX_VALUE} after the last. */
    long nextNanos() {
        return nextNanos;
    }

    void advance() {
        taken++;
        computeNext();
    }

    private void computeNext() {
        double count = taken + phase;
        while (stage < stages.size()
                && count >= countBeforeStage + stages.get(stage).requests() * factor - ROUNDING) {
            countBeforeStage += stages.get(stage).requests() * factor;
            secondsBeforeStage += stages.get(stage).seconds();
            stage++;
        }
        if (stage == stages.size()) {
            nextNanos = Long.MAX_VALUE;
        } else {
            double inStage = stages.get(stage).secondsUntil((count - countBeforeStage) / factor);
            nextNanos = Math.round((secondsBeforeStage + inStage) * 1e9);
        }
    }
}
