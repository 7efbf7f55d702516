package io.watertight.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardLintTest {

    private static final Map<String, String> UNIT_OF_SUFFIX = Map.of(
            "_bytes", "bytes",
            "_seconds", "s");

    @Test
    void noTwoDashboardsHaveTheSameIdOrTitle() {
        assertThat(Catalogue.dashboards())
                .extracting(dashboard -> dashboard.get("uid"))
                .doesNotHaveDuplicates();
        assertThat(Catalogue.dashboards())
                .extracting(dashboard -> dashboard.get("title"))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void aDashboardLetsChooseThePrometheusTheNamespaceAndThePods(JsonNode dashboard) {
        assertThat(dashboard.at("/templating/list"))
                .extracting(variable -> variable.get("name").asText())
                .containsExactly("datasource", "namespace", "pod");
        assertThat(dashboard.findValues("datasource"))
                .filteredOn(JsonNode::isObject)
                .isNotEmpty()
                .allSatisfy(source -> assertThat(source.get("uid").asText()).isEqualTo("${datasource}"));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyPanelHasAnIdOfItsOwnADescriptionAUnitAndQueries(JsonNode dashboard) {
        assertThat(dashboard.get("panels")).extracting(panel -> panel.get("id")).doesNotHaveDuplicates();
        assertThat(Catalogue.panels(dashboard)).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.get("title").asText()).isNotBlank();
            assertThat(panel.get("description").asText()).endsWith(".");
            assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotBlank();
            assertThat(panel.get("targets")).isNotEmpty().allSatisfy(target -> {
                assertThat(target.get("expr").asText()).isNotBlank();
                assertThat(target.get("legendFormat").asText()).isNotBlank();
            });
        });
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void noTwoPanelsLieOnEachOther(JsonNode dashboard) {
        List<JsonNode> places = dashboard.findValues("gridPos");
        assertThat(places).allSatisfy(place -> {
            assertThat(place.get("x").asInt() + place.get("w").asInt()).isLessThanOrEqualTo(24);
            assertThat(places).filteredOn(other -> overlap(place, other)).containsExactly(place);
        });
    }

    private static boolean overlap(JsonNode a, JsonNode b) {
        return share(a, b, "x", "w") && share(a, b, "y", "h");
    }

    /** Whether the two share something on that axis. */
    private static boolean share(JsonNode a, JsonNode b, String start, String length) {
        return a.get(start).asInt() < b.get(start).asInt() + b.get(length).asInt()
                && b.get(start).asInt() < a.get(start).asInt() + a.get(length).asInt();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void aQueryIsOfTheChosenGatewaysOrOfTheirNamespace(JsonNode dashboard) {
        for (JsonNode panel : Catalogue.panels(dashboard)) {
            for (JsonNode target : panel.get("targets")) {
                assertThat(PromQl.selectors(target.get("expr").asText()))
                        .as(panel.get("title").asText())
                        .isNotEmpty()
                        .allSatisfy(selector ->
                                assertThat(selector).containsAnyOf("namespace=~\"$namespace\"", "kube_node_info"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void aPlainGaugeIsShownInTheUnitThatItsNameSays(JsonNode dashboard) {
        for (JsonNode panel : Catalogue.panels(dashboard)) {
            for (JsonNode target : panel.get("targets")) {
                String metric = target.get("expr").asText().replaceFirst("\\{[^}]*}$", "");
                UNIT_OF_SUFFIX.forEach((suffix, unit) -> {
                    if (metric.matches("[a-z_]+" + suffix)) {
                        assertThat(panel.at("/fieldConfig/defaults/unit").asText())
                                .as(metric)
                                .isEqualTo(unit);
                    }
                });
            }
        }
    }

    static List<JsonNode> dashboards() {
        return Catalogue.dashboards();
    }
}
