package io.watertight.bench.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.watertight.bench.kubernetes.ClusterConnection;
import io.watertight.bench.kubernetes.ClusterException;
import io.watertight.bench.kubernetes.Release;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Whether one autoscaler, and one alone, sees what it scales by. Stateless. */
final class AutoscalerChecks {
    private static final String KEDA = "scaledobject.keda.sh/name";

    private AutoscalerChecks() {}

    static List<Check> all(ClusterConnection cluster, Release release, JsonNode deployment)
            throws IOException, InterruptedException {
        List<JsonNode> autoscalers = new ArrayList<>();
        for (JsonNode one : cluster.get(release.list("/apis/autoscaling/v2", "horizontalpodautoscalers"))
                .path("items")) {
            JsonNode target = one.path("spec").path("scaleTargetRef");
            if (target.path("kind").asText().equals("Deployment")
                    && target.path("name").asText().equals(release.fullName())) {
                autoscalers.add(one);
            }
        }
        List<Check> checks = new ArrayList<>();
        if (autoscalers.isEmpty()) {
            checks.add(Check.note(
                    "autoscaler",
                    "none: " + deployment.path("spec").path("replicas").asInt(1) + " replicas, fixed"));
        } else if (autoscalers.size() > 1) {
            checks.add(Check.bad(
                    "autoscaler",
                    String.join(
                                    " and ",
                                    autoscalers.stream()
                                            .map(AutoscalerChecks::name)
                                            .toList()) + " scale the same Deployment: keep one"));
        } else {
            checks.addAll(one(autoscalers.getFirst()));
        }
        keda(cluster, release, autoscalers, checks);
        return checks;
    }

    private static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }

    private static List<Check> one(JsonNode autoscaler) {
        JsonNode spec = autoscaler.path("spec");
        int least = spec.path("minReplicas").asInt(1);
        int most = spec.path("maxReplicas").asInt();
        String found = name(autoscaler) + ": " + least + " to " + most + " replicas, now "
                + autoscaler.path("status").path("currentReplicas").asInt() + "; "
                + MetricText.targets(autoscaler);
        List<Check> checks = new ArrayList<>();
        for (JsonNode condition : autoscaler.path("status").path("conditions")) {
            String type = condition.path("type").asText();
            boolean unable = (type.equals("AbleToScale") || type.equals("ScalingActive"))
                    && condition.path("status").asText().equals("False");
            if (unable) {
                checks.add(Check.bad(
                        "autoscaler",
                        name(autoscaler) + ": " + condition.path("reason").asText() + ": "
                                + condition.path("message").asText() + hint(condition)));
            }
        }
        if (!checks.isEmpty()) {
            return checks;
        }
        if (autoscaler.path("status").path("conditions").isEmpty()) {
            return List.of(Check.bad("autoscaler", found + ": no controller has looked at it yet"));
        }
        return List.of(
                least == most
                        ? Check.note("autoscaler", found + ": its minimum is its maximum")
                        : atMaximum(autoscaler, most)
                                ? Check.note("autoscaler", found + ": at its maximum, and wants more")
                                : Check.ok("autoscaler", found));
    }

    private static boolean atMaximum(JsonNode autoscaler, int most) {
        if (autoscaler.path("status").path("currentReplicas").asInt() < most) {
            return false;
        }
        for (JsonNode condition : autoscaler.path("status").path("conditions")) {
            if (condition.path("type").asText().equals("ScalingLimited")
                    && condition.path("status").asText().equals("True")) {
                return true;
            }
        }
        return false;
    }

    private static String hint(JsonNode condition) {
        return switch (condition.path("reason").asText()) {
            case "FailedGetResourceMetric" -> " (needs metrics-server, and a CPU request on the container)";
            case "FailedGetPodsMetric", "FailedGetExternalMetric" -> " (needs an adapter that serves the metric)";
            case "ScalingDisabled" -> " (the Deployment was scaled to 0: scale it to 1)";
            default -> "";
        };
    }

    /** KEDA makes an autoscaler of its own; any other beside it would fight with that. */
    private static void keda(ClusterConnection cluster, Release release, List<JsonNode> autoscalers, List<Check> checks)
            throws IOException, InterruptedException {
        JsonNode scaledObject;
        try {
            scaledObject = cluster.find(
                            release.list("/apis/keda.sh/v1alpha1", "scaledobjects") + "/" + release.fullName())
                    .orElse(null);
        } catch (ClusterException e) {
            checks.add(Check.note("KEDA", "whether it scales too cannot be seen: answers " + e.status()));
            return;
        }
        if (scaledObject == null) {
            return;
        }
        List<String> others = autoscalers.stream()
                .filter(one -> !one.path("metadata").path("labels").has(KEDA))
                .map(AutoscalerChecks::name)
                .toList();
        checks.add(
                others.isEmpty()
                        ? ready(scaledObject, !autoscalers.isEmpty())
                        : Check.bad(
                                "KEDA",
                                "ScaledObject " + name(scaledObject) + " and HorizontalPodAutoscaler "
                                        + String.join(", ", others) + " scale the same Deployment: turn one off"));
    }

    private static Check ready(JsonNode scaledObject, boolean hasAutoscaler) {
        String found = "ScaledObject " + name(scaledObject);
        for (JsonNode condition : scaledObject.path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                if (!condition.path("status").asText().equals("True")) {
                    return Check.bad(
                            "KEDA",
                            found + " is not ready: "
                                    + condition.path("message").asText());
                }
                return hasAutoscaler
                        ? Check.ok("KEDA", found)
                        : Check.bad("KEDA", found + " is ready, and there is no HorizontalPodAutoscaler of it");
            }
        }
        return Check.bad("KEDA", found + " has no status: is KEDA's operator running?");
    }
}
