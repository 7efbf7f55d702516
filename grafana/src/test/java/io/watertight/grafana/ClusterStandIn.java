package io.watertight.grafana;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * What kube-state-metrics and cAdvisor export, as far as it is asked for, under their names and labels: of one healthy release, whose pods are the given
 * ones, in the namespace {@code lab}, and of one in {@code sick} in which everything is wrong that an alert knows.
 */
final class ClusterStandIn implements AutoCloseable {

    static final String HEALTHY = "lab";
    static final String SICK = "sick";

    /** So much that it is beyond every limit even when rate() spreads what a short test has seen over five minutes. */
    private static final double SICK_CORES = 100;

    private final HttpServer server;
    private final long startNanos = System.nanoTime();
    private final List<String> pods;
    private int scrapes;

    ClusterStandIn(List<String> pods) throws IOException {
        this.pods = pods;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            byte[] page = page().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private synchronized String page() {
        scrapes++;
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        StringBuilder page = new StringBuilder();
        release(page, HEALTHY, 2, 4, 2, 0.2 * seconds, pods);
        release(
                page,
                SICK,
                2,
                2,
                scrapes % 2 == 0 ? 2 : 4,
                SICK_CORES * seconds,
                List.of("watertight-5c7d9f8b6-zzzzz"));
        line(page, "kube_service_info{namespace='?',service='gone-watertight',cluster_ip='10.0.0.9'}", 1, SICK);
        line(page, "kube_node_info{node='node-1',kernel_version='6'}", 1);
        return page.toString();
    }

    private static void release(
            StringBuilder page, String namespace, int min, int max, int desired, double cpuSeconds, List<String> pods) {
        boolean sick = namespace.equals(SICK);
        String hpa = "{namespace='?',horizontalpodautoscaler='watertight'";
        line(page, "kube_horizontalpodautoscaler_spec_min_replicas" + hpa + "}", min, namespace);
        line(page, "kube_horizontalpodautoscaler_spec_max_replicas" + hpa + "}", max, namespace);
        line(page, "kube_horizontalpodautoscaler_status_current_replicas" + hpa + "}", 2, namespace);
        line(page, "kube_horizontalpodautoscaler_status_desired_replicas" + hpa + "}", desired, namespace);
        String condition =
                "kube_horizontalpodautoscaler_status_condition" + hpa + ",condition='ScalingActive',status='";
        line(page, condition + "true'}", sick ? 0 : 1, namespace);
        line(page, condition + "false'}", sick ? 1 : 0, namespace);
        String deployment = "{namespace='?',deployment='watertight'}";
        line(page, "kube_deployment_spec_replicas" + deployment, sick ? 3 : 2, namespace);
        line(page, "kube_deployment_status_replicas_updated" + deployment, sick ? 1 : 2, namespace);
        line(page, "kube_deployment_status_replicas_available" + deployment, sick ? 1 : 2, namespace);
        line(page, "kube_service_info{namespace='?',service='watertight',cluster_ip='10.0.0.1'}", 1, namespace);
        String budget = "{namespace='?',poddisruptionbudget='watertight'}";
        line(page, "kube_poddisruptionbudget_status_pod_disruptions_allowed" + budget, 1, namespace);
        line(page, "kube_poddisruptionbudget_status_current_healthy" + budget, 2, namespace);
        line(page, "kube_poddisruptionbudget_status_desired_healthy" + budget, 1, namespace);
        for (String pod : pods) {
            pod(page, namespace, pod, sick, cpuSeconds);
        }
    }

    private static void pod(StringBuilder page, String namespace, String pod, boolean sick, double cpuSeconds) {
        String container = "{namespace='?',pod='?',container='gateway'";
        line(
                page,
                "kube_endpoint_address{namespace='?',endpoint='watertight',ip='10.1.0.?',ready='true'}",
                1,
                namespace,
                String.valueOf(Math.abs(pod.hashCode() % 250)));
        line(page, "kube_pod_info{namespace='?',pod='?',node='node-1',host_ip='10.2.0.1'}", 1, namespace, pod);
        line(page, "kube_pod_container_status_ready" + container + "}", sick ? 0 : 1, namespace, pod);
        line(
                page,
                "kube_pod_container_status_restarts_total" + container + "}",
                sick ? Math.floor(cpuSeconds) : 0,
                namespace,
                pod);
        for (String kind : List.of("requests", "limits")) {
            String name = "kube_pod_container_resource_" + kind + container;
            line(page, name + ",node='node-1',resource='cpu',unit='core'}", 2, namespace, pod);
            line(page, name + ",node='node-1',resource='memory',unit='byte'}", 1e9, namespace, pod);
        }
        String cgroup = container + ",image='watertight/gateway',name='c0ffee'}";
        line(page, "container_cpu_usage_seconds_total" + cgroup, cpuSeconds, namespace, pod);
        line(page, "container_cpu_cfs_periods_total" + cgroup, 10 * cpuSeconds, namespace, pod);
        line(page, "container_cpu_cfs_throttled_periods_total" + cgroup, sick ? 9 * cpuSeconds : 0, namespace, pod);
        line(page, "container_memory_working_set_bytes" + cgroup, sick ? 0.99e9 : 0.3e9, namespace, pod);
    }

    /** @param labels what stands for each question mark, in that order */
    private static void line(StringBuilder page, String series, double value, String... labels) {
        String named = series.replace('\'', '"');
        for (String label : labels) {
            named = named.replaceFirst("\\?", label);
        }
        page.append(named).append(' ').append(value).append('\n');
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
