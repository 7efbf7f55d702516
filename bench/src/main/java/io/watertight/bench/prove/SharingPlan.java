package io.watertight.bench.prove;

import io.watertight.bench.proof.LimiterMode;
import io.watertight.bench.proof.OutagePolicy;
import io.watertight.bench.text.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the gateways of a run are told to hold a limit together.
 *
 * @param mode the mode
 * @param onOutage what they do while their store is away
 * @param leaseSlack eps, the part of a burst that leases may add; above 0, at most 1
 * @param period how often they look who the members are
 * @param storeTimeout how long they wait for their store, 1ms to 10s
 * @param redisUri the store to use; null for one of the bench's own
 */
public record SharingPlan(
        LimiterMode mode,
        OutagePolicy onOutage,
        double leaseSlack,
        Duration period,
        Duration storeTimeout,
        @Nullable String redisUri) {

    /**
     * Longer than what a gateway is told where nothing else is said: it shares its cores with the whole proof, and the bench
     * has it collect its whole heap now and then, which is not to be an outage.
     */
    public static final Duration STORE_TIMEOUT = Duration.ofMillis(250);

    /** The same for a gateway that has to compile what talks to its store within a CPU quota, under load from the first second. */
    public static final Duration THROTTLED_STORE_TIMEOUT = Duration.ofSeconds(1);

    private static final Duration MIN_STORE_TIMEOUT = Duration.ofMillis(1);
    private static final Duration MAX_STORE_TIMEOUT = Duration.ofSeconds(10);

    /** How often gateways look who the members are. */
    public static final Duration PERIOD = Duration.ofSeconds(1);

    /** Each gateway for itself. */
    public static final SharingPlan LOCAL =
            new SharingPlan(LimiterMode.LOCAL, OutagePolicy.SHARE, 0.1, PERIOD, STORE_TIMEOUT, null);

    /** @throws IllegalArgumentException naming what gateways would not be told */
    public SharingPlan {
        if (!(leaseSlack > 0 && leaseSlack <= 1)) {
            throw new IllegalArgumentException("slack: " + leaseSlack + " (expected: above 0, at most 1)");
        }
        if (storeTimeout.compareTo(MIN_STORE_TIMEOUT) < 0 || storeTimeout.compareTo(MAX_STORE_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "redis timeout: " + Durations.text(storeTimeout) + " (expected: 1ms to 10s)");
        }
    }

    /** l, how long after its charge a permit may be spent; 0 where there are no leases. */
    long leaseNanos(long timeToFullNanos) {
        return mode == LimiterMode.LEASE ? (long) (leaseSlack * timeToFullNanos) : 0;
    }

    /** Whether the gateways must know each other: their shares depend on it. */
    boolean hasMembers() {
        return mode == LimiterMode.SHARE || (mode.usesStore() && onOutage == OutagePolicy.SHARE);
    }
}
