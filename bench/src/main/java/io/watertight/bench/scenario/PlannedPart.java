package io.watertight.bench.scenario;

import io.watertight.bench.load.RateSchedule;
import io.watertight.bench.load.RateStage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A load with size. Immutable.
 *
 * @param unit what its height counts
 * @param stages one after the other, at least one; where one does not begin at the height that the last ended at, the load
 *     jumps
 */
public record PlannedPart(Unit unit, List<PlannedStage> stages) {
    public PlannedPart {
        stages = List.copyOf(stages);
    }

    /** How long all stages take, together. */
    public Duration duration() {
        return stages.stream().map(PlannedStage::duration).reduce(Duration.ZERO, Duration::plus);
    }

    /** When its requests are due, those of a pulse one by one; nothing for users, who ask when they are answered. */
    public Optional<RateSchedule> schedule() {
        double requests = switch (unit) {
            case REQUESTS -> 1;
            case PULSES -> Pulse.REQUESTS / (double) Pulse.SECONDS;
            case USERS -> 0;
        };
        if (requests == 0) {
            return Optional.empty();
        }
        return Optional.of(new RateSchedule(stages.stream()
                .map(stage -> new RateStage(stage.from() * requests, stage.to() * requests, stage.duration()))
                .toList()));
    }
}
