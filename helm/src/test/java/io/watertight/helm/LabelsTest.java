package io.watertight.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A label is on an object once: what applies objects may refuse one that is there twice, or takes either. */
class LabelsTest {

    @Test
    void labels_by_which_something_is_chosen_go_before_those_of_all_objects() {
        Objects objects = Render.of(
                "{labels: {release: mine, empty: ''}, monitoring: {podMonitor: {enabled: true}, labels: {release: prometheus},"
                        + " dashboards: {enabled: true, labels: {release: grafana}}}}");

        assertThat(label(objects, "PodMonitor", "demo-watertight")).isEqualTo("prometheus");
        assertThat(label(objects, "ConfigMap", "demo-watertight-dashboard-trial"))
                .isEqualTo("grafana");
        assertThat(label(objects, "Deployment", "demo-watertight")).isEqualTo("mine");
        assertThat(objects.get("Service", "demo-watertight")
                        .at("/metadata/labels/empty")
                        .isTextual())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"labels", "monitoring.labels", "monitoring.dashboards.labels"})
    void the_charts_own_labels_are_not_for_others_to_choose(String where) {
        String values = "{" + where.replace(".", ": {") + ": {app.kubernetes.io/component: edge}"
                + "}".repeat(where.split("\\.").length);

        assertThatThrownBy(() -> Render.of(values))
                .hasMessageContaining(
                        where
                                + ": app.kubernetes.io/component (expected: other labels, this one is the chart's own; leave it out)");
    }

    private static String label(Objects objects, String kind, String name) {
        return objects.get(kind, name).at("/metadata/labels/release").asText();
    }
}
