package io.watertight.bench.cli;

import io.watertight.bench.kubernetes.ClusterConnection;
import io.watertight.bench.kubernetes.Release;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which release on which cluster. */
class ClusterOptions {

    @Option(
            names = "--kubernetes",
            required = true,
            description = "a release of the chart on a cluster, not this machine")
    @SuppressWarnings("UnusedVariable") // what asks for the group
    private boolean kubernetes;

    @Option(names = "--release", paramLabel = "R", description = "as helm install was told (default: watertight)")
    private String release = "watertight";

    @Option(names = "--namespace", paramLabel = "N", description = "where it is (default: the context's)")
    private @Nullable String namespace;

    @Option(names = "--context", paramLabel = "C", description = "of the kubeconfig (default: the current one)")
    private @Nullable String context;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "(default: KUBECONFIG, ~/.kube/config, or the service account of the pod this is in)")
    private @Nullable Path kubeconfig;

    /** The cluster; nothing is sent yet. */
    ClusterConnection open() {
        try {
            return ClusterConnection.open(kubeconfig, context);
        } catch (IOException e) {
            throw UsageException.because(e);
        }
    }

    Release release(ClusterConnection cluster) {
        return new Release(namespace != null ? namespace : cluster.namespace(), release);
    }
}
