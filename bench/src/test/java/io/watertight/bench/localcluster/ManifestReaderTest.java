package io.watertight.bench.localcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watertight.bench.hpa.AutoscalerSpec;
import io.watertight.bench.hpa.Behavior;
import io.watertight.bench.hpa.MetricTarget;
import io.watertight.bench.hpa.ScalingPolicy;
import io.watertight.bench.hpa.ScalingRules;
import io.watertight.bench.hpa.TimeScale;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManifestReaderTest {

    private static final String DEPLOYMENT = """
            kind: Deployment
            metadata: { name: gw }
            spec:
              template:
                spec:
                  terminationGracePeriodSeconds: 40
                  containers:
                    - lifecycle: { preStop: { sleep: { seconds: 5 } } }
                      readinessProbe: { periodSeconds: 2 }
                      resources: { requests: { cpu: 250m }, limits: { cpu: "0.5" } }
            ---
            """;

    private static String autoscaler(String metric) {
        return """
                kind: HorizontalPodAutoscaler
                spec:
                  scaleTargetRef: { name: gw }
                  maxReplicas: 12
                  metrics: [ %s ]
                """.formatted(metric);
    }

    @Test
    void theChartsOwnAutoscalerAndPodsAreUnderstood() throws IOException {
        // When
        ClusterProfile profile = Chart.profile();

        // Then
        assertThat(profile.autoscaler())
                .isEqualTo(new AutoscalerSpec(
                        2,
                        12,
                        List.of(new MetricTarget.CpuUtilization(70)),
                        new Behavior(
                                new ScalingRules(
                                        Optional.of(Duration.ZERO),
                                        ScalingRules.Select.MAX,
                                        List.of(ScalingPolicy.pods(1, Duration.ofSeconds(5)))),
                                new ScalingRules(
                                        Optional.of(Duration.ofSeconds(15)),
                                        ScalingRules.Select.MAX,
                                        List.of(ScalingPolicy.pods(1, Duration.ofSeconds(10)))))));
        assertThat(profile.pods())
                .isEqualTo(new PodSettings(
                        250,
                        500,
                        Duration.ofSeconds(2),
                        2,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(40)));
    }

    @Test
    void whatAManifestLeavesOutIsAsKubernetesHasIt() throws IOException {
        // When
        ClusterProfile profile = ManifestReader.read(DEPLOYMENT
                + autoscaler("{ type: Pods, pods: { metric: { name: rps },"
                        + " target: { type: AverageValue, averageValue: 1500m } } }"));

        // Then
        assertThat(profile.autoscaler())
                .isEqualTo(new AutoscalerSpec(1, 12, List.of(new MetricTarget.PodsAverage("rps", 1500)), null));
        assertThat(profile.pods().readinessFailures()).isEqualTo(3);
    }

    @Test
    void whatIsNotUnderstoodIsAnError() {
        assertThatThrownBy(() -> ManifestReader.read(DEPLOYMENT + autoscaler("{ type: External }")))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "metric {\"type\":\"External\"} (expected: Resource cpu by Utilization, or Pods by AverageValue)");
        assertThatThrownBy(() -> ManifestReader.read(DEPLOYMENT))
                .isInstanceOf(IOException.class)
                .hasMessage("0 manifests of kind HorizontalPodAutoscaler (expected: one)");
        assertThatThrownBy(() -> Chart.profile(Path.of("no-such-values.yaml")))
                .isInstanceOf(IOException.class)
                .hasMessage("no-such-values.yaml cannot be read");
    }

    @Test
    void whatWouldBeLeftOutIsAnError() {
        String cpu =
                "{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } } }";

        assertThatThrownBy(() -> ManifestReader.read(DEPLOYMENT
                        + autoscaler("{ type: Pods, pods: { metric: { name: rps, selector: {} },"
                                + " target: { type: AverageValue, averageValue: 1 } } }")))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "metric {\"name\":\"rps\",\"selector\":{}}: selector (expected: one of name, for nothing else is imitated here)");
        assertThatThrownBy(() -> ManifestReader.read(
                        DEPLOYMENT + autoscaler(cpu) + "  behavior: { scaleUp: { tolerance: 0.05 } }\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("tolerance (expected: one of stabilizationWindowSeconds, selectPolicy, policies");
    }

    @Test
    void inMiniatureTimesAreShorterAndPodsAreSmaller() throws IOException {
        // Given
        ClusterProfile profile = ManifestReader.read(DEPLOYMENT
                + autoscaler("{ type: Pods, pods: { metric: { name: rps },"
                        + " target: { type: AverageValue, averageValue: 100 } } }"));

        // When
        ClusterProfile fast = profile.scaled(new TimeScale(10));

        // Then
        assertThat(fast.pods())
                .isEqualTo(new PodSettings(
                        250,
                        500,
                        Duration.ofMillis(200),
                        3,
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(4)));
        assertThat(fast.autoscalerFor(4).metrics()).containsExactly(new MetricTarget.PodsAverage("rps", 25_000));
    }
}
