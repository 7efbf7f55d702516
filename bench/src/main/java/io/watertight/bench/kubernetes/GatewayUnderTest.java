package io.watertight.bench.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.watertight.bench.proof.LimitUnderTest;
import io.watertight.bench.proof.LimiterMode;
import io.watertight.bench.proof.ModeUnderTest;
import io.watertight.bench.proof.OutagePolicy;
import io.watertight.gateway.config.Limit;
import io.watertight.ratelimit.Quota;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a running gateway says it enforces. Immutable.
 *
 * @param limit the policy under test; of its tiers the one whose bucket needs longest to be full
 * @param mode how replicas hold it together
 * @param configuration the effective configuration, secrets redacted
 */
record GatewayUnderTest(LimitUnderTest limit, ModeUnderTest mode, String configuration) {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String USUAL = "default";

    /**
     * Reads what {@code /config} answers.
     *
     * @param policy which one is under test; null for the only one, or the one called {@code default}
     * @param members replicas at the moment
     * @throws IOException if there is no such policy
     */
    static GatewayUnderTest parse(String configuration, @Nullable String policy, int members) throws IOException {
        JsonNode root = YAML.readTree(configuration);
        JsonNode policies = root.path("policies");
        List<String> names = new ArrayList<>();
        policies.fieldNames().forEachRemaining(names::add);
        String name = policy != null ? policy : names.size() == 1 ? names.getFirst() : USUAL;
        if (!names.contains(name)) {
            throw new IOException("--policy: " + (policy == null ? "none said" : policy) + " (expected: one of "
                    + String.join(", ", names) + ")");
        }
        LimiterMode mode = LimiterMode.of(root.path("limiter").path("mode").asText(LimiterMode.LOCAL.text()))
                .orElseThrow(() -> new IOException("/config has an unknown limiter.mode"));
        return new GatewayUnderTest(
                limit(name, policies.path(name)),
                // a lease and a membership period bound admissions, which ledgers do not show
                new ModeUnderTest(mode, OutagePolicy.SHARE, Math.max(1, members), 0, 0),
                configuration);
    }

    private static LimitUnderTest limit(String name, JsonNode policy) {
        Quota slowest = quota(policy);
        for (JsonNode tier : policy.path("tiers")) {
            if (tier.isObject() && quota(tier).timeToFullNanos() > slowest.timeToFullNanos()) {
                slowest = quota(tier);
            }
        }
        return new LimitUnderTest(
                name,
                policy.path("limit").asText() + ", burst "
                        + policy.path("burst").asText(),
                slowest.emissionIntervalNanos(),
                slowest.burst());
    }

    private static Quota quota(JsonNode node) {
        return Limit.parse(node.path("limit").asText())
                .withBurst(node.path("burst").asLong());
    }
}
