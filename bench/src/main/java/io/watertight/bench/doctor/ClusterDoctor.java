package io.watertight.bench.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.watertight.bench.kubernetes.ClusterConnection;
import io.watertight.bench.kubernetes.ClusterException;
import io.watertight.bench.kubernetes.Release;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at a release on a cluster as {@code prove --kubernetes} and an autoscaler need it. */
public final class ClusterDoctor {

    private final ClusterConnection cluster;
    private final Release release;
    private final List<Check> checks = new ArrayList<>();

    private ClusterDoctor(ClusterConnection cluster, Release release) {
        this.cluster = cluster;
        this.release = release;
    }

    /** All checks, in the order in which they are to be read. Where the API server does not answer, there is only one. */
    public static List<Check> examine(ClusterConnection cluster, Release release) throws InterruptedException {
        return new ClusterDoctor(cluster, release).examine();
    }

    /** What a group of checks looks at; what it throws becomes a line of its own. */
    private interface Group {
        List<Check> look() throws IOException, InterruptedException;
    }

    private List<Check> examine() throws InterruptedException {
        if (!add("API server", () -> List.of(ApiChecks.server(cluster)))) {
            return checks;
        }
        add("permissions", () -> PermissionChecks.all(cluster, release));
        add("custom resources", () -> CustomResourceChecks.all(cluster, release));
        JsonNode deployment = deployment();
        if (deployment != null) {
            examine(deployment);
        }
        return checks;
    }

    private void examine(JsonNode deployment) throws InterruptedException {
        add("probes", () -> ProbeChecks.all(deployment));
        GatewayPods pods = pods();
        if (pods != null) {
            checks.addAll(PodChecks.all(pods));
            add("metrics API", () -> List.of(ApiChecks.metrics(cluster, release, pods)));
            add("endpoints", () -> EndpointChecks.all(cluster, release, pods));
            add("ledger", () -> List.of(ApiChecks.ledger(cluster, release, pods)));
        }
        add("autoscaler", () -> AutoscalerChecks.all(cluster, release, deployment));
        add("disruption", () -> List.of(DisruptionChecks.budget(cluster, release, deployment)));
    }

    private @Nullable JsonNode deployment() throws InterruptedException {
        String path = release.list("/apis/apps/v1", "deployments") + "/" + release.fullName();
        List<JsonNode> found = new ArrayList<>();
        add("release", () -> {
            JsonNode deployment = cluster.find(path).orElse(null);
            if (deployment == null) {
                return List.of(Check.bad(
                        "release",
                        "no Deployment " + release.fullName() + " in namespace " + release.namespace()
                                + ": helm install " + release.name() + " helm/watertight, or name it with --release"
                                + " and --namespace"));
            }
            found.add(deployment);
            return List.of(RolloutCheck.of(deployment));
        });
        return found.isEmpty() ? null : found.getFirst();
    }

    private @Nullable GatewayPods pods() throws InterruptedException {
        List<GatewayPods> found = new ArrayList<>();
        add("pods", () -> {
            found.add(GatewayPods.of(cluster.get(release.pods("gateway"))));
            return List.of();
        });
        return found.isEmpty() ? null : found.getFirst();
    }

    private boolean add(String name, Group group) throws InterruptedException {
        try {
            return checks.addAll(group.look()) && checks.getLast().state() != Check.State.BAD;
        } catch (ClusterException e) {
            checks.add(Check.bad(name, e.getMessage() + hint(e.status())));
        } catch (IOException e) {
            checks.add(Check.bad(name, String.valueOf(e.getMessage())));
        }
        return false;
    }

    private static String hint(int status) {
        return switch (status) {
            case 401 -> " (log in again: the credentials of the context are not accepted)";
            case 403 -> " (ask for that permission, or take another --context)";
            default -> "";
        };
    }
}
