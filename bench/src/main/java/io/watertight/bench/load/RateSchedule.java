package io.watertight.bench.load;

import java.time.Duration;
import java.util.List;

/**
 * When requests are due: stages of constant or evenly changing rate, one after the other. Immutable.
 *
 * @param stages at least one
 */
public record RateSchedule(List<RateStage> stages) {
    /** @throws IllegalArgumentException if there is no stage */
    public RateSchedule {
        stages = List.copyOf(stages);
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("stages: none (expected: at least one)");
        }
    }

    public static RateSchedule constant(double perSecond, Duration duration) {
        return new RateSchedule(List.of(new RateStage(perSecond, perSecond, duration)));
    }

    public Duration duration() {
        return stages.stream().map(RateStage::duration).reduce(Duration.ZERO, Duration::plus);
    }

    /** Requests in the whole schedule; need not be a whole number. */
    public double requests() {
        return stages.stream().mapToDouble(RateStage::requests).sum();
    }

    /** Requests per second that are due so long after the start; 0 after the end. */
    public double perSecondAt(Duration sinceStart) {
        Duration left = sinceStart;
        for (RateStage stage : stages) {
            if (left.compareTo(stage.duration()) < 0) {
                return stage.perSecondAt(left);
            }
            left = left.minus(stage.duration());
        }
        return 0;
    }

    public double meanPerSecond() {
        return requests() / (duration().toNanos() / 1e9);
    }
}
