package io.watertight.bench.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watertight.bench.kubernetes.ClusterConnection;
import io.watertight.bench.kubernetes.ClusterException;
import io.watertight.bench.kubernetes.Release;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** What the API server offers: itself, the metrics of pods, and the way to a gateway's admin port. Stateless. */
final class ApiChecks {
    /** The first in which a preStop hook can sleep without a shell in the image, by default. */
    private static final int MIN_MINOR = 30;

    private static final ObjectMapper JSON = new ObjectMapper();

    private ApiChecks() {}

    static Check server(ClusterConnection cluster) throws IOException, InterruptedException {
        JsonNode version = cluster.get("/version");
        String found = cluster.server() + ", " + version.path("gitVersion").asText("of no known version");
        int major = number(version.path("major"));
        int minor = number(version.path("minor"));
        return major > 1 || (major == 1 && minor >= MIN_MINOR)
                ? Check.ok("API server", found)
                : Check.bad("API server", found + ": the chart needs 1." + MIN_MINOR + " or newer");
    }

    /** Managed clusters add a plus sign to their minor version. */
    private static int number(JsonNode version) {
        try {
            return Integer.parseInt(version.asText().replaceAll("\\D", ""));
        } catch (NumberFormatException e) {
            return 0; // what is no version is told as it is
        }
    }

    static Check metrics(ClusterConnection cluster, Release release, GatewayPods pods)
            throws IOException, InterruptedException {
        String path =
                release.list("/apis/metrics.k8s.io/v1beta1", "pods") + Release.selecting(release.labels("gateway"));
        JsonNode metrics;
        try {
            metrics = cluster.get(path);
        } catch (ClusterException e) {
            if (e.status() == 403) {
                throw e;
            }
            return Check.bad(
                    "metrics API",
                    "answers " + e.status()
                            + ", so no autoscaler can see CPU: install metrics-server, or mend the one that is there");
        }
        Set<String> missing = new TreeSet<>(pods.ready());
        metrics.path("items")
                .forEach(item ->
                        missing.remove(item.path("metadata").path("name").asText()));
        return missing.isEmpty()
                ? Check.ok("metrics API", "answers for all ready pods")
                : Check.bad(
                        "metrics API",
                        "has nothing on " + String.join(", ", missing)
                                + ": wait a minute for a young pod, else look at metrics-server's log");
    }

    static Check ledger(ClusterConnection cluster, Release release, GatewayPods pods)
            throws IOException, InterruptedException {
        if (pods.ready().isEmpty()) {
            return Check.bad("ledger", "no pod is ready to be asked");
        }
        String pod = pods.ready().first();
        JsonNode ledger;
        try {
            ledger = JSON.readTree(cluster.text(release.admin(pod, "/ledger")));
        } catch (ClusterException e) {
            if (e.status() == 403) {
                throw e;
            }
            return Check.bad(
                    "ledger",
                    "the admin port of " + pod + " answers " + e.status()
                            + " through the API server: a NetworkPolicy has to let the control plane in on port "
                            + Release.ADMIN_PORT);
        }
        Set<String> policies = new TreeSet<>();
        ledger.path("policies").fieldNames().forEachRemaining(policies::add);
        return policies.isEmpty()
                ? Check.note("ledger", "of " + pod + " has no policy yet: nobody was limited since it started")
                : Check.ok(
                        "ledger",
                        "of " + pod + " can be read: mode "
                                + ledger.path("mode").asText() + ", " + String.join(", ", policies));
    }
}
