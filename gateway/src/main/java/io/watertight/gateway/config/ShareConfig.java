package io.watertight.gateway.config;

import io.watertight.ratelimit.BelowFloor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a replica knows its share of every limit.
 *
 * @param source who the members are
 * @param self which of them this replica is; null to find it by its own addresses
 * @param period the membership period, 100 ms to 10 min: the source is read twice in it, and a replica that joins waits for
 *     one
 * @param belowFloor what becomes of requests that a share of the burst has no room for
 */
public record ShareConfig(MemberSource source, @Nullable Endpoint self, Duration period, BelowFloor belowFloor) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming every value that breaks a rule
     */
    public ShareConfig {
        Violations violations =
                new Violations().range("period", period, Duration.ofMillis(100), Duration.ofMinutes(10));
        if (self != null && source instanceof MemberSource.Listed listed) {
            violations.check(
                    listed.members().contains(self), "self", self, "one of limiter.share.members " + listed.members());
        }
        violations.throwIfAny();
    }
}
