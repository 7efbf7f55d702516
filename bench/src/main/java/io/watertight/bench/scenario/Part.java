package io.watertight.bench.scenario;

import io.watertight.bench.text.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A load of a scenario, beside others. Immutable.
 *
 * @param unit what its height counts
 * @param peak the height that the shape is relative to, if nobody says otherwise
 * @param shape how it goes up and down
 */
record Part(Unit unit, double peak, Shape shape) {
    /** The stages over a duration, in whole milliseconds that sum to it exactly: only their borders are rounded. */
    PlannedPart plan(Duration duration, double height, int steps) {
        List<ShapeStage> stages = shape.stages(steps);
        long weights = stages.stream().mapToLong(ShapeStage::weight).sum();
        long millis = duration.toMillis();
        List<PlannedStage> planned = new ArrayList<>();
        long weight = 0;
        long begin = 0;
        for (ShapeStage stage : stages) {
            weight += stage.weight();
            long end = Math.multiplyExact(millis, weight) / weights;
            if (end == begin) {
                throw new IllegalArgumentException("duration: " + Durations.text(duration)
                        + " (expected: at least one millisecond for" + " each of " + stages.size() + " stages)");
            }
            planned.add(new PlannedStage(
                    Duration.ofMillis(end - begin),
                    unit.round(height * stage.from()),
                    unit.round(height * stage.to())));
            begin = end;
        }
        return new PlannedPart(unit, planned);
    }
}
