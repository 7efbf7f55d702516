package io.watertight.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules and dashboards that speak of the gateway find it by its name, and leave out by name what else the chart makes. */
class RulesTest {

    private static final Objects OBJECTS = Render.of(
            "{limiter: {mode: redis}, valkey: {enabled: true}, monitoring: {serviceMonitor: {enabled: true}, prometheusRule: {enabled: true}, dashboards: {enabled: true}}}");

    @ParameterizedTest
    @CsvSource({"deployment, Deployment", "service, Service", "endpoint, Service"})
    void what_is_not_the_gateway_is_left_out(String label, String kind) {
        List<String> others = OBJECTS.ofKind(kind).stream()
                .map(object -> object.at("/metadata/name").asText())
                .filter(name -> !name.equals("demo-watertight"))
                .toList();
        List<Pattern> leftOut = Stream.concat(
                        OBJECTS.ofKind("PrometheusRule").stream(),
                        OBJECTS.ofKind("ConfigMap").stream()
                                .filter(map -> map.at("/metadata/name").asText().contains("-dashboard-")))
                .flatMap(RulesTest::texts)
                .flatMap(text -> Pattern.compile("\\b" + label + "!~\\\\?\"([^\"\\\\]+)")
                        .matcher(text)
                        .results()
                        .map(MatchResult::group))
                .map(text -> Pattern.compile(text.substring(text.indexOf('"') + 1)))
                .toList();

        assertThat(leftOut)
                .isNotEmpty()
                .allSatisfy(pattern -> assertThat(others).allMatch(pattern.asMatchPredicate()));
    }

    private static Stream<String> texts(JsonNode node) {
        return node.isTextual() ? Stream.of(node.asText()) : Pods.items(node).flatMap(RulesTest::texts);
    }
}
