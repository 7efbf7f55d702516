package io.watertight.helm;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the schema lets through, the gateway starts with: a wrong value is better refused by Helm than by pods that do not start. */
class BoundsTest {

    /** Sections that go into the gateway's configuration. */
    private static final List<String> CONFIGURED = List.of("gateway", "jwt", "limiter");

    static Stream<String> ends() throws IOException {
        return ValuesFile.read(Repository.CHART.resolve("values.yaml")).stream()
                .filter(value -> CONFIGURED.contains(value.path().getFirst()))
                .flatMap(value -> Stream.of("minimum", "maximum")
                        .map(end -> value.type().schema().get(end))
                        .filter(java.util.Objects::nonNull)
                        .map(end -> with(value.path(), end)));
    }

    private static String with(List<String> path, JsonNode end) {
        return String.join(": {", path) + ": " + end + "}".repeat(path.size() - 1);
    }

    @ParameterizedTest
    @MethodSource("ends")
    void both_ends_of_every_range_are_what_the_gateway_takes(String value) {
        // the mode that has all of the limiter's values
        String all = value.startsWith("limiter")
                ? value.replaceFirst("\\{", "{mode: lease, ") + ", valkey: {enabled: true}"
                : value;

        assertThatCode(() -> GatewayCheck.accepted(Render.of("{" + all + "}"))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "policies: {default: {limit: 0/1s}}",
                "policies: {default: {limit: 1/0s}}",
                "policies: {default: {burst: 0}}",
                "routes: [{path: /a b, upstream: echo}]",
                "routes: [{path: '/a?b', upstream: echo}]",
                "upstreams: {a: {endpoints: ['a:0']}}",
                "upstreams: {a: {endpoints: ['http://a:80']}}",
                "limiter: {redis: {prefix: ''}}",
                "limiter: {redis: {subjectSecretKey: ''}}",
                "limiter: {redis: {subjectSecretKey: a/b}}",
                "monitoring: {otlp: {url: 'collector:4318'}}",
                "monitoring: {otlp: {url: 'http://user:hush@collector:4318/'}}",
                "clusterDomain: ''"
            })
    void what_the_gateway_would_not_start_with_is_refused(String values) {
        assertThatThrownBy(() -> Render.of(values))
                .hasMessageContaining("values don't meet the specifications of the schema");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "policies: {default: {limit: 1000000/1s, burst: 1000000}}",
                "policies: {default: {limit: 1000000/1s, burst: 2147483647}}",
                "{policies: {default: {limit: 1000000/1s, burst: 3000000}}, routes: [{path: /, upstream: echo, policy: default, cost: 2000000}]}"
            })
    void large_numbers_are_written_as_whole_ones(String values) {
        assertThatCode(() -> GatewayCheck.accepted(Render.of(values))).doesNotThrowAnyException();
    }
}
