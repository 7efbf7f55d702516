package io.watertight.bench.localcluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.watertight.bench.hpa.AutoscalerSpec;
import io.watertight.bench.hpa.Behavior;
import io.watertight.bench.hpa.MetricTarget;
import io.watertight.bench.hpa.ScalingPolicy;
import io.watertight.bench.hpa.ScalingRules;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads, of the manifests of a chart, what a cluster of one machine needs: the HorizontalPodAutoscaler (autoscaling/v2) and
 * the Deployment that it scales. Whatever it does not know of how the autoscaler decides is an error, so that nothing is left out in silence.
 */
final class ManifestReader {
    private static final ObjectReader YAML = new YAMLMapper().readerFor(JsonNode.class);

    /** From an endpoint's change until every node's balancer knows of it: what is not in any manifest. */
    private static final Duration PROPAGATION = Duration.ofSeconds(1);

    private static final int DEFAULT_GRACE_SECONDS = 30;
    private static final int DEFAULT_PROBE_SECONDS = 10;
    private static final int DEFAULT_PROBE_FAILURES = 3;

    private final List<JsonNode> manifests = new ArrayList<>();

    private ManifestReader(String yaml) throws IOException {
        try (MappingIterator<JsonNode> documents = YAML.readValues(yaml)) {
            documents.forEachRemaining(document -> {
                if (document.isObject()) {
                    manifests.add(document);
                }
            });
        }
    }

    /**
     * Reads manifests, one YAML document each.
     *
     * @throws IOException if they hold no autoscaler of a Deployment, or something that is not understood
     */
    static ClusterProfile read(String yaml) throws IOException {
        try {
            return new ManifestReader(yaml).profile();
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private ClusterProfile profile() {
        JsonNode autoscaler = only("HorizontalPodAutoscaler", null);
        String target = autoscaler.at("/spec/scaleTargetRef/name").asText();
        JsonNode pod = only("Deployment", target).at("/spec/template/spec");
        return new ClusterProfile(spec(autoscaler.required("spec")), pods(pod));
    }

    private JsonNode only(String kind, @Nullable String name) {
        List<JsonNode> found = manifests.stream()
                .filter(manifest -> manifest.path("kind").asText().equals(kind))
                .filter(manifest ->
                        name == null || manifest.at("/metadata/name").asText().equals(name))
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(found.size() + " manifests of kind " + kind
                    + (name == null ? "" : " and name " + name) + " (expected: one)");
        }
        return found.getFirst();
    }

    private static AutoscalerSpec spec(JsonNode spec) {
        List<MetricTarget> metrics = new ArrayList<>();
        checkKeys("spec", spec, "scaleTargetRef", "minReplicas", "maxReplicas", "metrics", "behavior");
        spec.required("metrics").forEach(metric -> metrics.add(metric(metric)));
        JsonNode behavior = spec.path("behavior");
        checkKeys("behavior", behavior, "scaleUp", "scaleDown");
        return new AutoscalerSpec(
                spec.path("minReplicas").asInt(1),
                spec.required("maxReplicas").asInt(),
                metrics,
                behavior.isMissingNode()
                        ? null
                        : new Behavior(
                                rules(behavior.path("scaleUp"), ScalingRules.UP),
                                rules(behavior.path("scaleDown"), ScalingRules.DOWN)));
    }

    private static MetricTarget metric(JsonNode metric) {
        String type = metric.required("type").asText();
        if (type.equals("Resource")
                && metric.at("/resource/name").asText().equals("cpu")
                && metric.at("/resource/target/type").asText().equals("Utilization")) {
            return new MetricTarget.CpuUtilization(
                    metric.at("/resource/target/averageUtilization").asInt());
        }
        if (type.equals("Pods") && metric.at("/pods/target/type").asText().equals("AverageValue")) {
            checkKeys("metric", metric.at("/pods/metric"), "name");
            return new MetricTarget.PodsAverage(
                    metric.at("/pods/metric/name").asText(),
                    milli(metric.at("/pods/target/averageValue").asText()));
        }
        throw new IllegalArgumentException(
                "metric " + metric + " (expected: Resource cpu by Utilization, or Pods by AverageValue)");
    }

    private static void checkKeys(String what, JsonNode node, String... known) {
        node.fieldNames().forEachRemaining(key -> {
            if (!List.of(known).contains(key)) {
                throw new IllegalArgumentException(what + " " + node + ": " + key + " (expected: one of "
                        + String.join(", ", known) + ", for nothing else is imitated here)");
            }
        });
    }

    private static ScalingRules rules(JsonNode rules, ScalingRules defaults) {
        checkKeys("rules", rules, "stabilizationWindowSeconds", "selectPolicy", "policies");
        ScalingRules read = defaults;
        if (rules.has("stabilizationWindowSeconds")) {
            read = read.withStabilization(
                    Duration.ofSeconds(rules.path("stabilizationWindowSeconds").asLong()));
        }
        if (rules.has("selectPolicy")) {
            read = read.withSelect(ScalingRules.Select.valueOf(
                    rules.path("selectPolicy").asText().toUpperCase(Locale.ROOT)));
        }
        if (rules.has("policies")) {
            List<ScalingPolicy> policies = new ArrayList<>();
            rules.path("policies").forEach(policy -> policies.add(policy(policy)));
            read = read.withPolicies(policies);
        }
        return read;
    }

    private static ScalingPolicy policy(JsonNode policy) {
        checkKeys("policy", policy, "type", "value", "periodSeconds");
        Duration period = Duration.ofSeconds(policy.required("periodSeconds").asLong());
        int value = policy.required("value").asInt();
        return switch (policy.required("type").asText()) {
            case "Pods" -> ScalingPolicy.pods(value, period);
            case "Percent" -> ScalingPolicy.percent(value, period);
            default -> throw new IllegalArgumentException("policy " + policy + " (expected: Pods or Percent)");
        };
    }

    private static PodSettings pods(JsonNode pod) {
        JsonNode container = pod.at("/containers/0");
        JsonNode readiness = container.path("readinessProbe");
        return new PodSettings(
                Math.toIntExact(milli(container.at("/resources/requests/cpu").asText("0"))),
                Math.toIntExact(milli(container.at("/resources/limits/cpu").asText("0"))),
                Duration.ofSeconds(readiness.path("periodSeconds").asLong(DEFAULT_PROBE_SECONDS)),
                readiness.path("failureThreshold").asInt(DEFAULT_PROBE_FAILURES),
                PROPAGATION,
                preStop(container.at("/lifecycle/preStop")),
                Duration.ofSeconds(pod.path("terminationGracePeriodSeconds").asLong(DEFAULT_GRACE_SECONDS)));
    }

    private static Duration preStop(JsonNode hook) {
        if (!hook.at("/sleep/seconds").isIntegralNumber()) {
            throw new IllegalArgumentException("preStop " + hook + " (expected: sleep, with its seconds)");
        }
        return Duration.ofSeconds(hook.at("/sleep/seconds").asLong());
    }

    /** A Kubernetes quantity, in thousandths: {@code 250m}, {@code 2}, {@code 0.5}. */
    private static long milli(String quantity) {
        try {
            return quantity.endsWith("m")
                    ? Long.parseLong(quantity.substring(0, quantity.length() - 1))
                    : new BigDecimal(quantity).movePointRight(3).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("quantity " + quantity + " (expected: such as 250m or 2)", e);
        }
    }
}
