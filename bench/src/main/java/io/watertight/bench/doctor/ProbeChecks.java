package io.watertight.bench.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Whether the kubelet asks the gateway what it has to ask. Stateless. */
final class ProbeChecks {
    private ProbeChecks() {}

    static List<Check> all(JsonNode deployment) {
        JsonNode container =
                Containers.gateway(deployment.path("spec").path("template").path("spec"));
        List<Check> checks = new ArrayList<>();
        if (container.isMissingNode()) {
            checks.add(Check.bad("probes", "the Deployment has no container gateway: is it the chart's?"));
            return checks;
        }
        List<String> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String probe : List.of("startup", "liveness", "readiness")) {
            JsonNode get = container.path(probe + "Probe").path("httpGet");
            if (get.isMissingNode()) {
                missing.add(probe);
            } else {
                found.add(probe + " " + get.path("path").asText());
            }
        }
        boolean unready = !container
                .path("readinessProbe")
                .path("httpGet")
                .path("path")
                .asText()
                .equals("/readyz");
        if (unready) {
            checks.add(Check.bad(
                    "probes",
                    "readiness does not ask /readyz: traffic would come before the gateway has its share, and while it"
                            + " leaves"));
        } else if (missing.isEmpty()) {
            checks.add(Check.ok("probes", String.join(", ", found)));
        } else {
            checks.add(Check.note("probes", "none for " + String.join(", ", missing)));
        }
        return checks;
    }
}
