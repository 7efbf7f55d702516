package io.watertight.bench.kubernetes;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A release of the chart, and what the chart calls its parts. Immutable.
 *
 * @param namespace where it is
 * @param name what {@code helm install} was given
 */
public record Release(String namespace, String name) {
    /** The container that is the gateway. */
    public static final String CONTAINER = "gateway";

    /** The port of the ledger, by number: a name would need one look-up more of the API server. */
    public static final int ADMIN_PORT = 9090;

    private static final String CHART = "watertight";

    /** What the chart's objects are called: the release's name, with the chart's where that is not in it. */
    public String fullName() {
        return name.contains(CHART) ? name : name + "-" + CHART;
    }

    /** A list in the namespace, such as {@code /apis/apps/v1} and {@code deployments}. */
    public String list(String groupVersion, String resource) {
        return groupVersion + "/namespaces/" + namespace + "/" + resource;
    }

    /** The pods of one component of the release: gateway, echo, k6. */
    public String pods(String component) {
        return list("/api/v1", "pods") + selecting(labels(component));
    }

    /** The labels that select a component, as a selector writes them. */
    public String labels(String component) {
        return labels() + ",app.kubernetes.io/component=" + component;
    }

    /** The labels of everything in the release, as a selector writes them. */
    public String labels() {
        return "app.kubernetes.io/instance=" + name;
    }

    /** A path of a gateway's admin port, through the API server. */
    public String admin(String pod, String path) {
        return list("/api/v1", "pods") + "/" + pod + ":" + ADMIN_PORT + "/proxy" + path;
    }

    /** A pod's log. */
    public String log(String pod, String query) {
        return list("/api/v1", "pods") + "/" + pod + "/log?" + query;
    }

    /** The query that selects by labels. */
    public static String selecting(String labels) {
        return "?labelSelector=" + URLEncoder.encode(labels, StandardCharsets.UTF_8);
    }
}
