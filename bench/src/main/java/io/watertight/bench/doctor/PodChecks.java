package io.watertight.bench.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Whether the gateway's pods run, are ready and stay. Stateless. */
final class PodChecks {
    private PodChecks() {}

    static List<Check> all(GatewayPods pods) {
        List<Check> checks = new ArrayList<>();
        if (pods.all().isEmpty()) {
            checks.add(Check.bad("pods", "there is none: kubectl describe the Deployment and its ReplicaSet"));
            return checks;
        }
        List<String> waiting = new ArrayList<>();
        List<String> restarted = new ArrayList<>();
        for (JsonNode pod : pods.all()) {
            JsonNode status = Containers.gatewayStatus(pod.path("status"));
            String name = GatewayPods.name(pod);
            if (!pods.ready().contains(name)) {
                waiting.add(name + " (" + reason(pod, status) + ")");
            }
            int restarts = status.path("restartCount").asInt();
            if (restarts > 0) {
                String why = status.path("lastState")
                        .path("terminated")
                        .path("reason")
                        .asText("reason unknown");
                restarted.add(name + " " + restarts + " times, last: " + why);
            }
        }
        checks.add(
                waiting.isEmpty()
                        ? Check.ok("pods", "all " + pods.all().size() + " ready")
                        : Check.bad(
                                "pods",
                                pods.ready().size() + " of " + pods.all().size() + " ready, not "
                                        + String.join(", ", waiting) + ": kubectl describe pod, kubectl logs"));
        if (!restarted.isEmpty()) {
            checks.add(Check.note("restarts", String.join("; ", restarted)));
        }
        return checks;
    }

    private static String reason(JsonNode pod, JsonNode status) {
        JsonNode waiting = status.path("state").path("waiting").path("reason");
        if (!waiting.isMissingNode()) {
            return waiting.asText();
        }
        for (JsonNode condition : pod.path("status").path("conditions")) {
            boolean unscheduled = condition.path("type").asText().equals("PodScheduled")
                    && condition.path("status").asText().equals("False");
            if (unscheduled) {
                return condition.path("message").asText("not scheduled");
            }
        }
        return "running, /readyz does not answer 200";
    }
}
