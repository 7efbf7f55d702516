package io.watertight.gateway.config;

import io.watertight.ratelimit.Quota;
import java.time.Duration;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one subject may do.
 *
 * @param quota the quota of every subject that no tier says otherwise for
 * @param keyClaim the claim that tells subjects apart; one of the claims that every token must carry
 * @param tiers other quotas by the value of a claim, or null
 */
public record PolicyConfig(
        Quota quota, String keyClaim, @Nullable TiersConfig tiers) {

    static final String DEFAULT_KEY_CLAIM = "sub";

    /** Times, and whom a token is for (RFC 7519, section 4.1). */
    private static final Set<String> NO_SUBJECTS = Set.of("exp", "nbf", "iat", "aud");

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the key claim has no name, or is one that does not name a subject
     */
    public PolicyConfig {
        new Violations()
                .check(!keyClaim.isEmpty(), "key", "empty", "the name of a claim, such as sub")
                .check(
                        !NO_SUBJECTS.contains(keyClaim),
                        "key",
                        keyClaim,
                        "a claim that names a subject, such as " + DEFAULT_KEY_CLAIM)
                .throwIfAny();
    }

    /** The longest time in which an empty bucket of any of its quotas is full again. */
    public Duration longestTimeToFull() {
        return longest(Quota::timeToFullNanos);
    }

    /** The longest time in which any of its quotas grants one more permit. */
    public Duration longestEmissionInterval() {
        return longest(Quota::emissionIntervalNanos);
    }

    private Duration longest(ToLongFunction<Quota> nanos) {
        long longest = nanos.applyAsLong(quota);
        if (tiers != null) {
            for (Quota tier : tiers.quotas().values()) {
                longest = Math.max(longest, nanos.applyAsLong(tier));
            }
        }
        return Duration.ofNanos(longest);
    }

    /** The least burst of all its quotas: no request that costs more can count on ever being admitted. */
    public long smallestBurst() {
        long smallest = quota.burst();
        if (tiers != null) {
            for (Quota tier : tiers.quotas().values()) {
                smallest = Math.min(smallest, tier.burst());
            }
        }
        return smallest;
    }
}
