package io.watertight.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that others choose: Kubernetes takes what becomes of them, as text, and rules and dashboards find it. */
class NamesTest {

    private static final String EVERYTHING =
            "{autoscaling: {hpa: {enabled: true}}, valkey: {enabled: true}, limiter: {mode: lease},"
                    + " ingress: {enabled: true}, httpRoute: {enabled: true, parentRefs: [{name: public}]}, k6: {kind: Job},"
                    + " monitoring: {serviceMonitor: {enabled: true}, dashboards: {enabled: true}}}";

    /** Keys whose values are names, or are maps of text. */
    private static final Set<String> NAMES =
            Set.of("name", "namespace", "secretName", "ingressClassName", "priorityClassName");

    private static final Set<String> TEXTS = Set.of("labels", "matchLabels", "annotations", "nodeSelector");

    @ParameterizedTest
    @CsvSource({
        "demo, demo-watertight",
        "my-watertight, my-watertight",
        "demo.v1, demo-v1-watertight",
        "123, watertight-123",
        "1.2-watertight, watertight-1-2-watertight",
        "true, true-watertight",
        // as long as Helm takes
        "a-release-whose-name-is-as-long-as-helm-will-ever-do, a-release-whose-name-is-as-long-as-watertight",
        "a-release-whose-name-ends-in-what-is-cut-watertight-x, a-release-whose-name-ends-in-what-watertight",
        "a-release-whose-name-has-hyphens--there-at-cut, a-release-whose-name-has-hyphens--watertight",
        "watertight-and-hyphens-where-the-name-is-cut--x, watertight-and-hyphens-where-the-name-is-cut"
    })
    void any_name_of_a_release_makes_names_that_a_service_may_have(String release, String fullName) {
        Objects objects = Render.release(release, "bench", EVERYTHING);

        objects.get("Deployment", fullName);
        for (JsonNode object : objects.all()) {
            String name = object.at("/metadata/name").asText();
            assertThat(name).matches("[a-z]([-a-z0-9]*[a-z0-9])?").startsWith(fullName);
            assertThat(name.length()).as(name).isLessThanOrEqualTo(name.contains("-dashboard-") ? 253 : 63);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"123", "1e3", "true", "null"})
    void names_that_look_like_something_else_stay_text(String name) {
        Objects objects = Render.release(name, name, EVERYTHING);

        objects.all().forEach(NamesTest::checkTexts);
    }

    @Test
    void names_among_the_values_stay_text() {
        Objects objects = Render.of(
                "{jwt: {existingSecret: '1'}, imagePullSecrets: ['2'], priorityClassName: '3', nodeSelector: {a: '4'}, ingress: {enabled: true,"
                        + " className: '5', tlsSecret: '6', hosts: ['7']}, valkey: {enabled: true}, k6: {kind: Job, knobs: {'8': '9'}},"
                        + " limiter: {mode: redis, redis: {existingSecret: '10', passwordKey: '11'}},"
                        + " autoscaling: {hpa: {enabled: true, podsMetric: {name: '12'}}}}");

        objects.all().forEach(NamesTest::checkTexts);
        assertThat(objects.get("Deployment", "demo-watertight-valkey")
                        .at("/spec/template/spec/containers/0/env/0/valueFrom/secretKeyRef/key")
                        .isTextual())
                .isTrue();
    }

    private static void checkTexts(JsonNode node) {
        node.properties().forEach(each -> {
            if (NAMES.contains(each.getKey())) {
                assertThat(each.getValue().isTextual()).as(each.toString()).isTrue();
            }
            if (TEXTS.contains(each.getKey())) {
                assertThat(each.getValue()).as(each.toString()).allMatch(JsonNode::isTextual);
            }
        });
        node.forEach(NamesTest::checkTexts);
    }
}
