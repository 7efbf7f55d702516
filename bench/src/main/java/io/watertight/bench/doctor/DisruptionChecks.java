package io.watertight.bench.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.watertight.bench.kubernetes.ClusterConnection;
import io.watertight.bench.kubernetes.Release;
import java.io.IOException;
import java.util.Optional;

/** Whether a node can be drained. Stateless. */
final class DisruptionChecks {
    private DisruptionChecks() {}

    static Check budget(ClusterConnection cluster, Release release, JsonNode deployment)
            throws IOException, InterruptedException {
        Optional<JsonNode> found =
                cluster.find(release.list("/apis/policy/v1", "poddisruptionbudgets") + "/" + release.fullName());
        int replicas = deployment.path("status").path("replicas").asInt();
        if (found.isEmpty()) {
            return replicas > 1
                    ? Check.note("disruption", "no budget: a drained node may take all replicas at once")
                    : Check.ok("disruption", "no budget, and one replica: nothing keeps a node from being drained");
        }
        JsonNode status = found.get().path("status");
        int allowed = status.path("disruptionsAllowed").asInt();
        String state = status.path("currentHealthy").asInt() + " healthy of "
                + status.path("desiredHealthy").asInt() + " needed";
        return allowed > 0
                ? Check.ok("disruption", allowed + " allowed, " + state)
                : Check.bad(
                        "disruption",
                        "none allowed, " + state
                                + ": a node cannot be drained (more replicas, or a budget that leaves one to spare)");
    }
}
