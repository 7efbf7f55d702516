package io.watertight.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.watertight.gateway.config.ShutdownConfig;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What holds in every render, whatever the values. */
final class Soundness {

    private static final Set<String> SELECTOR =
            Set.of("app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/component");

    private final Objects objects;
    private final List<Pods.Template> pods;

    private Soundness(Objects objects) {
        this.objects = objects;
        this.pods = Pods.of(objects);
    }

    /** @throws AssertionError naming what does not hold */
    static void check(Objects objects) {
        Soundness soundness = new Soundness(objects);
        objects.all().forEach(StrictModels::read);
        soundness.checkNames();
        soundness.checkSelectors();
        soundness.checkPorts();
        soundness.checkVolumes();
        soundness.checkSecurity();
        soundness.checkScaling();
        soundness.checkEnding();
    }

    private void checkNames() {
        Set<String> seen = new HashSet<>();
        for (JsonNode object : objects.all()) {
            String name = object.at("/metadata/name").asText();
            assertThat(name).matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
            assertThat(seen.add(object.path("kind").asText() + " " + name))
                    .as("%s twice", name)
                    .isTrue();
            assertThat(object.at("/metadata/labels").properties())
                    .extracting(Map.Entry::getKey)
                    .as(name)
                    .containsAll(SELECTOR)
                    .contains("helm.sh/chart", "app.kubernetes.io/version", "app.kubernetes.io/managed-by");
        }
    }

    private void checkSelectors() {
        for (JsonNode object : objects.all()) {
            String kind = object.path("kind").asText();
            switch (kind) {
                case "Service" -> assertSelects(object, object.at("/spec/selector"));
                case "NetworkPolicy" -> assertSelects(object, object.at("/spec/podSelector/matchLabels"));
                case "PodDisruptionBudget", "PodMonitor" ->
                    assertSelects(object, object.at("/spec/selector/matchLabels"));
                case "Deployment" -> {
                    JsonNode selector = object.at("/spec/selector/matchLabels");
                    assertThat(selector.properties())
                            .extracting(Map.Entry::getKey)
                            .containsExactlyInAnyOrderElementsOf(SELECTOR);
                    assertSelects(object, selector);
                }
                case "ServiceMonitor" ->
                    assertThat(objects.ofKind("Service"))
                            .filteredOn(service -> object.at("/spec/selector/matchLabels").properties().stream()
                                    .allMatch(label -> label.getValue()
                                            .equals(service.at("/metadata/labels")
                                                    .get(label.getKey()))))
                            .hasSize(1);
                default -> {}
            }
        }
    }

    private void assertSelects(JsonNode object, JsonNode selector) {
        assertThat(pods)
                .as(object.path("kind").asText() + " "
                        + object.at("/metadata/name").asText())
                .filteredOn(pod -> pod.isSelectedBy(selector))
                .hasSize(1);
    }

    private void checkPorts() {
        for (JsonNode service : objects.ofKind("Service")) {
            Pods.Template pod = pods.stream()
                    .filter(each -> each.isSelectedBy(service.at("/spec/selector")))
                    .findFirst()
                    .orElseThrow();
            Pods.items(service.at("/spec/ports"))
                    .forEach(port -> assertThat(pod.port(port.path("targetPort")))
                            .as("port of %s", service.at("/metadata/name"))
                            .isPresent());
        }
        for (Pods.Template pod : pods) {
            pod.containers()
                    .flatMap(container -> Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                            .map(container::path))
                    .filter(JsonNode::isObject)
                    .map(probe -> probe.path(probe.has("httpGet") ? "httpGet" : "tcpSocket")
                            .path("port"))
                    .forEach(port -> assertThat(pod.port(port))
                            .as("probe of %s", pod.name())
                            .isPresent());
        }
    }

    private void checkVolumes() {
        for (Pods.Template pod : pods) {
            List<String> volumes = Pods.items(pod.spec().path("volumes"))
                    .map(volume -> volume.path("name").asText())
                    .toList();
            assertThat(volumes).doesNotHaveDuplicates();
            pod.containers()
                    .flatMap(container -> Pods.items(container.path("volumeMounts")))
                    .forEach(mount -> assertThat(volumes)
                            .as(pod.name())
                            .contains(mount.path("name").asText()));
            Pods.items(pod.spec().path("volumes"))
                    .filter(volume -> volume.has("configMap"))
                    .forEach(this::assertEntriesExist);
        }
    }

    private void assertEntriesExist(JsonNode volume) {
        JsonNode map = objects.get("ConfigMap", volume.at("/configMap/name").asText());
        Pods.items(volume.at("/configMap/items"))
                .forEach(
                        item -> assertThat(map.path("data").has(item.path("key").asText()))
                                .as(item.toString())
                                .isTrue());
    }

    private void checkSecurity() {
        for (Pods.Template pod : pods) {
            assertThat(pod.spec().at("/securityContext/runAsNonRoot").asBoolean())
                    .isTrue();
            assertThat(pod.spec().at("/securityContext/seccompProfile/type").asText())
                    .isEqualTo("RuntimeDefault");
            pod.containers().map(container -> container.path("securityContext")).forEach(security -> {
                assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                        .isFalse();
                assertThat(security.at("/capabilities/drop").toString()).isEqualTo("[\"ALL\"]");
            });
        }
    }

    private void checkScaling() {
        JsonNode gateway = objects.get("Deployment", "demo-watertight");
        int scalers = objects.ofKind("HorizontalPodAutoscaler").size()
                + objects.ofKind("ScaledObject").size();
        assertThat(scalers).isLessThanOrEqualTo(1);
        assertThat(gateway.at("/spec").has("replicas")).isEqualTo(scalers == 0);
        for (JsonNode budget : objects.ofKind("PodDisruptionBudget")) {
            assertThat(budget.at("/spec/maxUnavailable").asInt()).isPositive();
            assertThat(leastReplicas(gateway)).isGreaterThan(1);
        }
    }

    private int leastReplicas(JsonNode gateway) {
        return Stream.of(
                        objects.find("HorizontalPodAutoscaler", "demo-watertight")
                                .map(hpa -> hpa.at("/spec/minReplicas")),
                        objects.find("ScaledObject", "demo-watertight")
                                .map(scaled -> scaled.at("/spec/minReplicaCount")))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(gateway.at("/spec/replicas"))
                .asInt();
    }

    private void checkEnding() {
        ShutdownConfig leaving = GatewayCheck.accepted(objects).shutdown();
        JsonNode pod = objects.get("Deployment", "demo-watertight").at("/spec/template/spec");
        long preStop = pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asLong(0);
        assertThat(pod.path("terminationGracePeriodSeconds").asLong())
                .isGreaterThan(
                        preStop + leaving.propagation().plus(leaving.deadline()).toSeconds());
    }
}
