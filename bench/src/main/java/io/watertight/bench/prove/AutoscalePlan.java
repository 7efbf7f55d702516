package io.watertight.bench.prove;

import io.watertight.bench.hpa.TimeScale;
import io.watertight.bench.load.RateSchedule;
import io.watertight.bench.load.RateStage;
import io.watertight.bench.localcluster.ClusterProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a run's gateways are scaled.
 *
 * @param profile what the chart says, in the time of this run
 * @param time how much faster than in a cluster everything happens
 * @param capacity how much smaller than the chart's a pod is; 0 to find out under load, so that the highest rate needs all
 *     replicas
 * @param headroom how many times more replicas than there may be the highest rate asks for, going by what was found out, at
 *     least 1: that is of seconds in which the gateways are still being compiled, and by the time the rate is highest a request
 *     may take half as much
 * @param waves how often the load goes up and down again, at least 1
 * @param leastEvents replicas that have to be added or taken away for the run to show anything
 */
public record AutoscalePlan(
        ClusterProfile profile, TimeScale time, double capacity, double headroom, int waves, int leastEvents) {

    /** Parts of a wave: up, staying there, down, and staying there until the autoscaler believes it. */
    private static final double[] PARTS = {0.3, 0.1, 0.2, 0.4};

    /** Of what would keep the fewest replicas as busy as they are to be, between the waves: they are to be found too many. */
    private static final double LOW = 0.15;

    /**
     * Warms up at the rate at which the fewest replicas are as busy as all are at the highest, then goes up to that and down
     * again in each wave.
     */
    RateSchedule schedule(double highPerSecond, Duration warmUp, Duration duration) {
        double busy = highPerSecond
                * Math.max(1, profile.autoscaler().minReplicas())
                / profile.autoscaler().maxReplicas();
        double low = busy * LOW;
        List<RateStage> stages = new ArrayList<>();
        stages.add(new RateStage(low, busy, warmUp.dividedBy(4)));
        stages.add(new RateStage(busy, busy, warmUp.minus(warmUp.dividedBy(4))));
        Duration wave = duration.minus(warmUp).dividedBy(waves);
        double[] rates = {low, highPerSecond, highPerSecond, low, low};
        for (int i = 0; i < waves; i++) {
            for (int part = 0; part < PARTS.length; part++) {
                stages.add(new RateStage(
                        rates[part], rates[part + 1], Duration.ofMillis(Math.round(wave.toMillis() * PARTS[part]))));
            }
        }
        return new RateSchedule(stages);
    }

    /**
     * When the rate is highest, from the beginning of the load: shortly before the end of each wave's top, since the replicas that it needs are only starting when it
     * begins.
     */
    public List<Duration> peaks(Duration duration) {
        Duration warmUp = ProofPlan.warmUpOf(duration);
        Duration wave = duration.minus(warmUp).dividedBy(waves);
        long top = Math.round(wave.toMillis() * (PARTS[0] + 0.9 * PARTS[1]));
        return IntStream.range(0, waves)
                .mapToObj(i -> warmUp.plus(wave.multipliedBy(i)).plusMillis(top))
                .toList();
    }
}
