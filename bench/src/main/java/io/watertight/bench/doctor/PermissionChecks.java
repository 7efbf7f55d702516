package io.watertight.bench.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watertight.bench.kubernetes.ClusterConnection;
import io.watertight.bench.kubernetes.Release;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Whether whoever asks may do what the bench does on a cluster: asks the API server itself. Stateless. */
final class PermissionChecks {
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Need(String verb, String group, String resource, String subresource) {
        String text() {
            return verb + " " + resource + (subresource.isEmpty() ? "" : "/" + subresource)
                    + (group.isEmpty() ? "" : "." + group);
        }
    }

    private static final List<Need> PROOF = List.of(
            new Need("get", "", "pods", ""),
            new Need("list", "", "pods", ""),
            new Need("get", "", "pods", "proxy"),
            new Need("get", "", "pods", "log"));

    /** Looked at here, and used by hand: what a runbook does. */
    private static final List<Need> CARE = List.of(
            new Need("watch", "", "pods", ""),
            new Need("list", "discovery.k8s.io", "endpointslices", ""),
            new Need("list", "autoscaling", "horizontalpodautoscalers", ""),
            new Need("list", "policy", "poddisruptionbudgets", ""),
            new Need("patch", "apps", "deployments", "scale"));

    private PermissionChecks() {}

    static List<Check> all(ClusterConnection cluster, Release release) throws IOException, InterruptedException {
        List<Check> checks = new ArrayList<>();
        List<String> needed = denied(cluster, release, PROOF);
        checks.add(
                needed.isEmpty()
                        ? Check.ok("permissions", "all that prove --kubernetes needs")
                        : Check.bad(
                                "permissions",
                                "may not " + String.join(", ", needed)
                                        + ": prove --kubernetes needs a Role with them in " + release.namespace()));
        List<String> wanted = denied(cluster, release, CARE);
        if (!wanted.isEmpty()) {
            checks.add(Check.note("permissions", "may not " + String.join(", ", wanted) + ": a proof goes without"));
        }
        return checks;
    }

    private static List<String> denied(ClusterConnection cluster, Release release, List<Need> needs)
            throws IOException, InterruptedException {
        List<String> denied = new ArrayList<>();
        for (Need need : needs) {
            ObjectNode review = JSON.createObjectNode()
                    .put("apiVersion", "authorization.k8s.io/v1")
                    .put("kind", "SelfSubjectAccessReview");
            review.putObject("spec")
                    .putObject("resourceAttributes")
                    .put("namespace", release.namespace())
                    .put("verb", need.verb())
                    .put("group", need.group())
                    .put("resource", need.resource())
                    .put("subresource", need.subresource());
            boolean allowed = cluster.post("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", review)
                    .path("status")
                    .path("allowed")
                    .asBoolean();
            if (!allowed) {
                denied.add(need.text());
            }
        }
        return denied;
    }
}
