package io.watertight.bench.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.watertight.bench.kubernetes.ClusterConnection;
import io.watertight.bench.kubernetes.Release;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Whether traffic finds exactly the pods that are ready, and members find each other. Stateless. */
final class EndpointChecks {
    private EndpointChecks() {}

    static List<Check> all(ClusterConnection cluster, Release release, GatewayPods pods)
            throws IOException, InterruptedException {
        List<Check> checks = new ArrayList<>();
        checks.add(endpoints(cluster, release, pods));
        String members = release.fullName() + "-members";
        cluster.find(release.list("/api/v1", "services") + "/" + members)
                .ifPresent(service -> checks.add(members(members, service)));
        return checks;
    }

    private static Check endpoints(ClusterConnection cluster, Release release, GatewayPods pods)
            throws IOException, InterruptedException {
        String service = release.fullName();
        if (cluster.find(release.list("/api/v1", "services") + "/" + service).isEmpty()) {
            return Check.bad("endpoints", "no Service " + service + ": helm upgrade makes it again");
        }
        SortedSet<String> serving = new TreeSet<>();
        JsonNode slices = cluster.get(release.list("/apis/discovery.k8s.io/v1", "endpointslices")
                + Release.selecting("kubernetes.io/service-name=" + service));
        for (JsonNode slice : slices.path("items")) {
            for (JsonNode endpoint : slice.path("endpoints")) {
                // what is not said means ready
                if (endpoint.path("conditions").path("ready").asBoolean(true)) {
                    serving.add(endpoint.path("targetRef").path("name").asText());
                }
            }
        }
        if (serving.isEmpty()) {
            return Check.bad(
                    "endpoints", "Service " + service + " has none: its selector matches no pod that is ready");
        }
        SortedSet<String> without = less(pods.ready(), serving);
        SortedSet<String> beyond = less(serving, pods.ready());
        if (without.isEmpty() && beyond.isEmpty()) {
            return Check.ok("endpoints", serving.size() + " of Service " + service + ", the ready pods");
        }
        String missing = without.isEmpty() ? "" : " lacks the ready " + String.join(", ", without);
        String stale = beyond.isEmpty() ? "" : " has " + String.join(", ", beyond) + " that is no ready pod";
        return Check.bad(
                "endpoints",
                "Service " + service + missing + (missing.isEmpty() || stale.isEmpty() ? "" : " and") + stale
                        + ": while it scales, look again; else compare its selector with the pods' labels");
    }

    private static SortedSet<String> less(Set<String> all, Set<String> known) {
        SortedSet<String> rest = new TreeSet<>(all);
        rest.removeAll(known);
        return rest;
    }

    private static Check members(String name, JsonNode service) {
        JsonNode spec = service.path("spec");
        boolean headless = spec.path("clusterIP").asText().equals("None");
        boolean early = spec.path("publishNotReadyAddresses").asBoolean();
        return headless && early
                ? Check.ok("members", "Service " + name + " names pods before they are ready")
                : Check.bad(
                        "members",
                        "Service " + name + " has to be headless with publishNotReadyAddresses: true, or no new replica"
                                + " can claim a share");
    }
}
