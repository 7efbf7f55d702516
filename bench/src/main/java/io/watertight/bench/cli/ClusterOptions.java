package io.watertight.bench.cli;

import io.watertight.bench.kubernetes.ClusterConnection;
import io.watertight.bench.kubernetes.Release;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which release on which cluster. */
class ClusterOptions {
    /** RFC 1123, as Kubernetes has it for namespaces, and Helm for releases. */
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

    private static final int MOST_CHARACTERS = 63;

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

    /** The release; its names are part of every path that is asked for. */
    Release release(ClusterConnection cluster) {
        return new Release(
                namespace != null ? named("--namespace", namespace) : cluster.namespace(), named("--release", release));
    }

    private static String named(String option, String name) {
        if (name.length() > MOST_CHARACTERS || !LABEL.matcher(name).matches()) {
            throw new UsageException(option + ": " + name + " (expected: lower-case letters, digits and hyphens, "
                    + MOST_CHARACTERS + " at most)");
        }
        return name;
    }
}
