package io.watertight.helm;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The custom resources that the Kubernetes models do not have: the fields that the chart writes and no other, so that one more is a
 * failure. {@code validate.sh} holds the same renders to the definitions of the operators themselves.
 */
final class CustomResources {

    private CustomResources() {}

    record ScaledObject(String apiVersion, String kind, ObjectMeta metadata, ScaledObjectSpec spec) {
        record ScaledObjectSpec(
                Target scaleTargetRef,
                int pollingInterval,
                int minReplicaCount,
                int maxReplicaCount,
                Advanced advanced,
                List<Trigger> triggers) {}

        record Target(String apiVersion, String kind, String name, String envSourceContainerName) {}

        record Advanced(Hpa horizontalPodAutoscalerConfig) {}

        record Hpa(HorizontalPodAutoscalerBehavior behavior) {}

        record Trigger(String type, @Nullable String metricType, Map<String, String> metadata) {}
    }

    record PodMonitor(String apiVersion, String kind, ObjectMeta metadata, PodMonitorSpec spec) {
        record PodMonitorSpec(LabelSelector selector, List<Endpoint> podMetricsEndpoints) {}
    }

    record ServiceMonitor(String apiVersion, String kind, ObjectMeta metadata, ServiceMonitorSpec spec) {
        record ServiceMonitorSpec(LabelSelector selector, List<Endpoint> endpoints) {}
    }

    record Endpoint(String port, String path, String interval) {}

    record PrometheusRule(String apiVersion, String kind, ObjectMeta metadata, PrometheusRuleSpec spec) {
        record PrometheusRuleSpec(List<Group> groups) {}

        /** Rules are what promtool has checked where they are kept. */
        record Group(String name, @Nullable String interval, List<Map<String, Object>> rules) {}
    }

    record TestRun(String apiVersion, String kind, ObjectMeta metadata, TestRunSpec spec) {
        record TestRunSpec(int parallelism, Script script, Runner runner) {}

        record Script(String localFile) {}

        record Metadata(Map<String, String> labels) {}

        record Runner(
                String image,
                String imagePullPolicy,
                @Nullable List<LocalObjectReference> imagePullSecrets,
                Metadata metadata,
                String automountServiceAccountToken,
                PodSecurityContext securityContext,
                SecurityContext containerSecurityContext,
                List<EnvVar> env,
                ResourceRequirements resources,
                List<Volume> volumes,
                List<VolumeMount> volumeMounts) {}
    }
}
