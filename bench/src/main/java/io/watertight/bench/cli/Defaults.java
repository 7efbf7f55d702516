package io.watertight.bench.cli;

import io.watertight.bench.control.Fault;
import io.watertight.bench.proof.LimiterMode;
import java.time.Duration;

/**
 * What a proof does where nobody says otherwise. Immutable.
 *
 * @param limit each subject's rate
 * @param burst each subject's burst; under leases large enough for a tenth of it to be worth a batch
 * @param duration of the load: more than five times D + delta after warm-up
 * @param replicas gateway processes
 * @param ratePerReplica requests per second for each
 * @param hammers subjects that ask for several times their limit
 * @param events what is done under load, as {@code --event} has it; empty for nothing
 */
record Defaults(
        String limit, long burst, Duration duration, int replicas, double ratePerReplica, int hammers, String events) {

    /** Those under which a gateway with that fault shows it. */
    static Defaults of(Fault fault, boolean quick, boolean scaled) {
        Defaults usual = of(fault.mode(), quick);
        return switch (fault) {
            // a burst that takes longer to gain than a replica to come back
            case JOINS_FULL ->
                scaled
                        // one that is used up while others still come
                        ? usual.with("5/1s", 60, usual.duration(), "")
                        : usual.with("5/1s", 100, Duration.ofSeconds(50), "kill@30s/100ms");
            // a burst that is more than what nobody is admitted until the outage is noticed
            case FALLBACK_STARTS_FULL -> usual.with("5/1s", 30, Duration.ofSeconds(40), "redis-pause@25s/5s");
            default -> usual;
        };
    }

    /** The same for gateways that are scaled, from so many on. */
    Defaults scaled(Duration otherDuration, int leastReplicas, String moreEvents) {
        return new Defaults(
                limit,
                burst,
                otherDuration,
                leastReplicas,
                ratePerReplica,
                hammers,
                events.isEmpty() ? moreEvents : events);
    }

    private Defaults with(String otherLimit, long otherBurst, Duration otherDuration, String otherEvents) {
        return new Defaults(otherLimit, otherBurst, otherDuration, replicas, ratePerReplica, hammers, otherEvents);
    }

    static Defaults of(LimiterMode mode, boolean quick) {
        boolean lease = mode == LimiterMode.LEASE;
        return new Defaults(
                lease ? "50/1s" : quick ? "5/1s" : "100/1m",
                lease ? 100 : quick ? 10 : 20,
                Duration.ofSeconds(quick ? 30 : 120),
                mode == LimiterMode.LOCAL ? 2 : 3,
                quick ? (lease ? 400 : 300) : 500,
                lease ? 1 : 3,
                "");
    }
}
