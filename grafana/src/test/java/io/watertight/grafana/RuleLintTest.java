package io.watertight.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleLintTest {

    @Test
    void noTwoRulesHaveTheSameName() {
        assertThat(Catalogue.alerts())
                .extracting(RuleLintTest::name)
                .isNotEmpty()
                .doesNotHaveDuplicates();
        assertThat(Catalogue.records())
                .extracting(rule -> rule.get("record").asText())
                .isNotEmpty()
                .doesNotHaveDuplicates();
    }

    @Test
    void everyRecordIsReadSomewhere() {
        List<String> read = Catalogue.all().stream()
                .flatMap(expression -> PromQl.metrics(expression.text()).stream())
                .distinct()
                .toList();
        assertThat(read)
                .containsAll(Catalogue.records().stream()
                        .map(rule -> rule.get("record").asText())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void anAlertSaysWhatItMeansHowBadItIsAndWhereToReadOn(JsonNode alert) {
        assertThat(name(alert)).startsWith("Watertight");
        assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning");
        assertThat(alert.at("/annotations/summary").asText()).endsWith(".").doesNotContain("{{");
        assertThat(alert.at("/annotations/description").asText()).endsWith(".").contains("{{ $labels.namespace }}");
        assertThat(alert.at("/annotations/runbook_url").asText())
                .isEqualTo("docs/runbook.md#" + name(alert).toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void anAlertIsTestedFiringAndNotFiring(JsonNode alert) {
        List<JsonNode> tests = Catalogue.alertTests().stream()
                .filter(test -> test.get("alertname").asText().equals(name(alert)))
                .toList();
        assertThat(tests).anySatisfy(test -> assertThat(test.path("exp_alerts")).isNotEmpty());
        assertThat(tests).anySatisfy(test -> assertThat(test.path("exp_alerts")).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void theReadmeSaysWhatAnAlertMeansAndWhatToDo(JsonNode alert) throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md")))
                .filteredOn(line -> line.startsWith("| `" + name(alert) + "` |"))
                .singleElement()
                .satisfies(line -> assertThat(line.split("\\|", -1)).hasSize(5));
    }

    static List<JsonNode> alerts() {
        return Catalogue.alerts();
    }

    private static String name(JsonNode alert) {
        return alert.get("alert").asText();
    }
}
