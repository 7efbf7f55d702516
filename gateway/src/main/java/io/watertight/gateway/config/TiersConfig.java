package io.watertight.gateway.config;

import io.watertight.ratelimit.Quota;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Other quotas of the same policy, chosen by the value of a claim. A subject whose claim names no tier has the policy's
 * own quota.
 *
 * @param claim the claim whose value names the tier, such as {@code plan}
 * @param quotas at least one, by the claim's value
 */
public record TiersConfig(String claim, Map<String, Quota> quotas) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the claim or a tier has no name, or there is no tier
     */
    public TiersConfig {
        quotas = Collections.unmodifiableMap(new LinkedHashMap<>(quotas));
        new Violations()
                .check(
                        !claim.isEmpty(),
                        "claim",
                        Violations.MISSING,
                        "the claim whose value names the tier, such as plan")
                .check(!quotas.isEmpty(), "quotas", Violations.MISSING, "at least one tier with limit and burst")
                .check(!quotas.containsKey(""), "quotas", "a tier without a name", "the claim's value as its name")
                .throwIfAny();
    }
}
