package io.watertight.gateway.config;

import static java.util.Objects.requireNonNullElse;

import io.watertight.ratelimit.Quota;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads one policy with its tiers. */
final class PolicyReader {

    private static final String CLAIM = "claim";

    /** For a quota that is broken, so that its siblings can be judged. */
    private static final Quota STAND_IN = Limit.ANY.withBurst(1);

    private final Errors errors;

    PolicyReader(Errors errors) {
        this.errors = errors;
    }

    /** The policy, or null where it is broken. */
    @Nullable
    PolicyConfig read(Section section) {
        Quota quota = quota(section);
        String keyClaim = section.text("key", PolicyConfig.DEFAULT_KEY_CLAIM);
        Section tiersSection = section.section("tiers");
        TiersConfig tiers = tiersSection == null ? null : tiers(tiersSection);
        section.end();
        PolicyConfig policy = errors.collect(
                section.path(),
                UnaryOperator.identity(),
                () -> new PolicyConfig(requireNonNullElse(quota, STAND_IN), keyClaim, tiers));
        return quota == null || (tiers == null && section.has("tiers")) ? null : policy;
    }

    private @Nullable TiersConfig tiers(Section section) {
        String claim = section.text(CLAIM, "");
        Map<String, Quota> quotas = new LinkedHashMap<>();
        boolean broken = false;
        for (String tier : section.keys()) {
            if (!tier.equals(CLAIM)) {
                Section tierSection = section.section(tier);
                Quota quota = tierSection == null ? null : quota(tierSection);
                if (tierSection != null) {
                    tierSection.end();
                }
                broken |= quota == null;
                quotas.put(tier, requireNonNullElse(quota, STAND_IN));
            }
        }
        TiersConfig tiers = errors.collect(
                section.path(), key -> key.equals("quotas") ? "TIER" : key, () -> new TiersConfig(claim, quotas));
        return broken ? null : tiers;
    }

    private @Nullable Quota quota(Section section) {
        section.require("limit", Limit.SYNTAX);
        section.require("burst", "how many requests a rested subject may send at once, >= 1");
        Limit limit = section.parsed("limit", Limit.ANY, Limit.SYNTAX, Limit::parse);
        long burst = section.wholeNumber("burst", 1);
        Quota quota = null;
        try {
            quota = limit.withBurst(burst);
        } catch (IllegalArgumentException e) {
            // the limit is one by now, so this is about the burst
            errors.add(section.pathOf("burst"), String.valueOf(burst), Limit.expectationOf(e));
        }
        return errors.has(section.pathOf("limit")) || errors.has(section.pathOf("burst")) ? null : quota;
    }
}
