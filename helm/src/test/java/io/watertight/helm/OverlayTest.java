package io.watertight.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverlayTest {

    @ParameterizedTest
    @ValueSource(strings = {"values.yaml", "values-scaling.yaml", "values-production.yaml"})
    void every_overlay_renders_what_kubernetes_and_the_gateway_accept(String overlay) {
        Objects objects = Render.of("{}", overlay);

        Soundness.check(objects);
    }

    @Test
    void the_scaling_overlay_has_the_profile_that_a_proof_needs() {
        JsonNode hpa = Render.of("{}", "values-scaling.yaml").get("HorizontalPodAutoscaler", "demo-watertight");

        assertThat(hpa.at("/spec/minReplicas").asInt()).isEqualTo(2);
        assertThat(hpa.at("/spec/maxReplicas").asInt()).isEqualTo(12);
        assertThat(hpa.at("/spec/metrics/0/resource/target/averageUtilization").asInt())
                .isEqualTo(70);
        assertThat(hpa.at("/spec/behavior/scaleUp/policies").toString())
                .isEqualTo("[{\"periodSeconds\":5,\"type\":\"Pods\",\"value\":1}]");
        assertThat(hpa.at("/spec/behavior/scaleDown/policies").toString())
                .isEqualTo("[{\"periodSeconds\":10,\"type\":\"Pods\",\"value\":1}]");
        assertThat(hpa.at("/spec/behavior/scaleDown/stabilizationWindowSeconds").asInt())
                .isEqualTo(15);
    }

    @Test
    void a_change_of_policies_does_not_touch_the_pods() {
        JsonNode before = Render.of("{}").get("Deployment", "demo-watertight");

        JsonNode after = Render.of("policies: {default: {burst: 50}}").get("Deployment", "demo-watertight");

        assertThat(after).isEqualTo(before);
    }

    @Test
    void no_budget_blocks_the_drain_of_a_single_replica() {
        assertThat(Render.of("replicas: 1").ofKind("PodDisruptionBudget")).isEmpty();
        assertThat(Render.of("replicas: 2").ofKind("PodDisruptionBudget")).hasSize(1);
        assertThat(Render.of("{replicas: 5, autoscaling: {hpa: {enabled: true}}}")
                        .ofKind("PodDisruptionBudget"))
                .isEmpty();
    }
}
