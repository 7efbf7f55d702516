package io.watertight.bench.prove;

import io.watertight.bench.hpa.TimeScale;
import io.watertight.bench.load.RateSchedule;
import io.watertight.bench.load.RateStage;
import io.watertight.bench.localcluster.ClusterProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a run's gateways are scaled.
 *
 * @param profile what the chart says, in miniature
 * @param time how much faster than in a cluster everything happens
 * @param capacity how much smaller than the chart's a pod is
 * @param waves how often the load goes up and down again, at least 1
 */
public record AutoscalePlan(ClusterProfile profile, TimeScale time, double capacity, int waves) {

    /** Parts of a wave: up, staying there, down, staying there. */
    private static final double[] PARTS = {0.35, 0.1, 0.35, 0.2};

    /**
     * A load that needs the fewest replicas, and in each wave up to the rate and down again.
     *
     * @param lowPerSecond the rate between the waves
     */
    RateSchedule schedule(double lowPerSecond, double highPerSecond, Duration warmUp, Duration duration) {
        List<RateStage> stages = new ArrayList<>();
        stages.add(new RateStage(lowPerSecond / 4, lowPerSecond, warmUp));
        Duration wave = duration.minus(warmUp).dividedBy(waves);
        double[] rates = {lowPerSecond, highPerSecond, highPerSecond, lowPerSecond, lowPerSecond};
        for (int i = 0; i < waves; i++) {
            for (int part = 0; part < PARTS.length; part++) {
                stages.add(new RateStage(
                        rates[part], rates[part + 1], Duration.ofMillis(Math.round(wave.toMillis() * PARTS[part]))));
            }
        }
        return new RateSchedule(stages);
    }
}
