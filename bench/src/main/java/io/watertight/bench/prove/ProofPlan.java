package io.watertight.bench.prove;

import io.watertight.bench.control.Fault;
import io.watertight.bench.load.RateSchedule;
import io.watertight.bench.load.RateStage;
import io.watertight.bench.load.SubjectMode;
import io.watertight.bench.proof.LimiterMode;
import io.watertight.bench.proof.ModeUnderTest;
import io.watertight.bench.proof.Tolerances;
import io.watertight.bench.text.Durations;
import io.watertight.ratelimit.Quota;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one proof run does.
 *
 * @param rate requests per second over all replicas, at the most
 * @param warmUp the part of {@code duration} in which the laws that need a steady state do not judge
 * @param duration how long load is offered, warm-up included
 * @param replicas gateway processes at the beginning
 * @param connectionsPerReplica the most connections to one replica
 * @param sharing how the gateways hold a limit together
 * @param autoscale how their number changes with the load; null where it stays
 * @param events what is done to them under load, in order of time
 * @param quota what every subject is held to
 * @param limit the quota's rate as the configuration spells it, such as {@code 100/1m}
 * @param subjects on whose behalf most of the requests are sent
 * @param scenario what is sent instead of the proof's own mix; null for that
 * @param hammers subjects that ask for several times their limit
 * @param seed of all that is drawn
 * @param fault the control's fault; {@link Fault#NONE} with {@code control} false is the shipped gateway
 * @param control whether the gateways are controls
 * @param directory where the run's files go; made if it is not there
 */
public record ProofPlan(
        double rate,
        Duration warmUp,
        Duration duration,
        int replicas,
        int connectionsPerReplica,
        SharingPlan sharing,
        @Nullable AutoscalePlan autoscale,
        List<EventPlan> events,
        Quota quota,
        String limit,
        SubjectMode subjects,
        @Nullable ScenarioLoad scenario,
        int hammers,
        long seed,
        Fault fault,
        boolean control,
        Path directory) {

    private static final int MAX_REPLICAS = 100;
    private static final int MAX_CONNECTIONS = 100_000;
    private static final double MAX_PER_SECOND = 1e7;
    private static final Duration MAX_DURATION = Duration.ofDays(366);

    /** @throws IllegalArgumentException naming the component that is out of range */
    public ProofPlan {
        events = List.copyOf(events);
        require(replicas >= 1 && replicas <= MAX_REPLICAS, "replicas: " + replicas, "1.." + MAX_REPLICAS);
        require(
                connectionsPerReplica >= 1 && connectionsPerReplica <= MAX_CONNECTIONS,
                "connections: " + connectionsPerReplica,
                "1.." + MAX_CONNECTIONS);
        require(
                duration.isPositive() && duration.compareTo(MAX_DURATION) <= 0,
                "duration: " + Durations.text(duration),
                "above 0, at most " + MAX_DURATION.toDays() + " days");
        // a scenario has checked its own
        if (scenario == null) {
            require(
                    rate > 0 && rate <= MAX_PER_SECOND,
                    "rate: " + rate,
                    "above 0, at most " + (long) MAX_PER_SECOND + " per second");
            double requests = rate * duration.toSeconds();
            require(
                    requests <= Integer.MAX_VALUE,
                    "rate: " + rate + " for " + Durations.text(duration),
                    "at most " + Integer.MAX_VALUE + " requests; lower it or the duration");
        }
        for (EventPlan event : events) {
            require(
                    event.at().compareTo(duration) < 0,
                    "--event: " + event.text(),
                    "before the load ends, after " + Durations.text(duration));
        }
    }

    private static void require(boolean holds, String what, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(what + " (expected: " + expected + ")");
        }
    }

    /** The part of a load that the gateways warm up in. */
    public static Duration warmUpOf(Duration duration) {
        return duration.dividedBy(6);
    }

    /** What a hammering subject asks for, as a multiple of its limit, at each replica where each has a limit of its own. */
    static final double HAMMER_FACTOR = 4;

    /** Requests that a hammering subject sends at the same instant, so that two of them meet on the last permit. */
    static final int HAMMER_BURST = 4;

    /** Requests per second of one hammering subject, over all replicas. */
    double hammerRate() {
        int limits = sharing.mode() == LimiterMode.LOCAL ? replicas : 1;
        double most = rate / (4 * hammers);
        // a scaled run's rate is far below its highest for most of the time, and with it that of its hammers
        return autoscale != null ? most : Math.min(most, Math.max(8, permitsPerSecond() * HAMMER_FACTOR * limits));
    }

    /** Rho, in requests per second. */
    double permitsPerSecond() {
        return 1e9 / quota.emissionIntervalNanos();
    }

    /** The most gateways there may be that take requests. */
    int mostReplicas() {
        return autoscale == null
                ? replicas
                : Math.max(replicas, autoscale.profile().autoscaler().maxReplicas());
    }

    /** What the laws must know of the mode. */
    ModeUnderTest modeUnderTest() {
        return new ModeUnderTest(
                sharing.mode(),
                sharing.onOutage(),
                mostReplicas(),
                sharing.leaseNanos(quota.timeToFullNanos()),
                sharing.period().toNanos());
    }

    /**
     * When requests are due. While the gateways warm up from a tenth of the rate to all of it, then constant: a JVM that has just
     * begun would only queue. Where they are scaled, in waves between what the fewest replicas are for and all of the rate.
     */
    RateSchedule schedule() {
        if (scenario != null) {
            return scenario.schedule();
        }
        return autoscale == null
                ? new RateSchedule(List.of(
                        new RateStage(rate / 10, rate, warmUp), new RateStage(rate, rate, duration.minus(warmUp))))
                : autoscale.schedule(rate, warmUp, duration);
    }

    /** What the laws allow for. */
    Tolerances tolerances() {
        return autoscale == null
                ? Tolerances.standard()
                : Tolerances.standard().scaled((long) connectionsPerReplica * mostReplicas());
    }

    /** Part of every subject's name. */
    String generatorId() {
        return Long.toHexString(seed & 0xffffffffL);
    }

    /** The quota as people read it. */
    String quotaText() {
        return limit + ", burst " + quota.burst();
    }
}
