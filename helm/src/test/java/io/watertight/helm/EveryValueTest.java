package io.watertight.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A value that changes nothing is a promise that is not kept. */
class EveryValueTest {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final Map<String, Objects> BEFORE = new HashMap<>();

    /** What has to be so for the values below a path to count; the longest path goes. */
    private static final Map<String, String> WHERE = Map.ofEntries(
            Map.entry("", "jwt: {existingSecret: keys}"),
            Map.entry("jwt", "jwt: {existingSecret: keys}"),
            Map.entry("jwt.keys", "{jwt: {existingSecret: keys}, tests: {enabled: false}}"),
            Map.entry(
                    "routes",
                    "{jwt: {existingSecret: keys}, upstreams: {a: {endpoints: ['a:80']}}, policies: {gold: {limit: 1/1s, burst: 1}}}"),
            Map.entry(
                    "echo.enabled",
                    "{jwt: {existingSecret: keys}, upstreams: {a: {endpoints: ['a:80']}}, routes: [{path: /, upstream: a}]}"),
            Map.entry("k6", "{jwt: {existingSecret: keys}, k6: {kind: Job}}"),
            Map.entry("k6.parallelism", "{jwt: {existingSecret: keys}, k6: {kind: TestRun}}"),
            Map.entry("clusterDomain", "{jwt: {existingSecret: keys}, limiter: {share: {membership: dns}}}"),
            Map.entry(
                    "limiter.redis",
                    "{jwt: {existingSecret: keys}, limiter: {mode: redis, redis: {uri: 'redis://r', existingSecret: redis}}}"),
            Map.entry(
                    "limiter.redis.onOutage",
                    "{jwt: {existingSecret: keys}, limiter: {mode: redis, redis: {uri: 'redis://r', existingSecret: redis}}}"),
            Map.entry(
                    "limiter.lease",
                    "{jwt: {existingSecret: keys}, limiter: {mode: lease, redis: {uri: 'redis://r', existingSecret: redis}}}"),
            Map.entry(
                    "valkey",
                    "{jwt: {existingSecret: keys}, limiter: {mode: redis, redis: {existingSecret: redis}}, valkey: {enabled: true}}"),
            Map.entry("autoscaling", "{jwt: {existingSecret: keys}, autoscaling: {hpa: {enabled: true}}}"),
            Map.entry("autoscaling.hpa.enabled", "jwt: {existingSecret: keys}"),
            Map.entry(
                    "autoscaling.hpa.podsMetric",
                    "{jwt: {existingSecret: keys}, autoscaling: {hpa: {enabled: true, podsMetric: {name: n}}}}"),
            Map.entry("autoscaling.keda.enabled", "jwt: {existingSecret: keys}"),
            Map.entry(
                    "autoscaling.keda",
                    "{jwt: {existingSecret: keys}, autoscaling: {keda: {enabled: true, prometheus: {serverAddress: 'http://p', query: q}}}}"),
            Map.entry(
                    "autoscaling.profiles.seed",
                    "{jwt: {existingSecret: keys}, autoscaling: {profile: seed, hpa: {enabled: true}}}"),
            Map.entry(
                    "autoscaling.profiles.production",
                    "{jwt: {existingSecret: keys}, autoscaling: {profile: production, hpa: {enabled: true}}}"),
            Map.entry("ingress", "{jwt: {existingSecret: keys}, ingress: {enabled: true, hosts: [a]}}"),
            Map.entry("ingress.enabled", "jwt: {existingSecret: keys}"),
            Map.entry(
                    "httpRoute", "{jwt: {existingSecret: keys}, httpRoute: {enabled: true, parentRefs: [{name: a}]}}"),
            Map.entry("httpRoute.enabled", "{jwt: {existingSecret: keys}, httpRoute: {parentRefs: [{name: a}]}}"),
            Map.entry(
                    "monitoring",
                    "{jwt: {existingSecret: keys}, monitoring: {podMonitor: {enabled: true}, dashboards: {enabled: true}}}"),
            Map.entry("monitoring.otlp", "{jwt: {existingSecret: keys}, monitoring: {otlp: {url: 'http://c:4318/'}}}"),
            Map.entry("monitoring.podMonitor", "jwt: {existingSecret: keys}"),
            Map.entry("monitoring.serviceMonitor", "jwt: {existingSecret: keys}"));

    /** The values that some texts are one of. */
    private static final List<List<String>> CHOICES = List.of(
            List.of("Always", "IfNotPresent", "Never"),
            List.of("auto", "io_uring", "epoll", "nio"),
            List.of("draft-11", "x-ratelimit", "off"),
            List.of("local", "share"),
            List.of("redis", "lease"),
            List.of("endpointSlices", "dns"),
            List.of("floor", "refuse"),
            List.of("open", "closed"),
            List.of("ClusterIP", "NodePort", "LoadBalancer"),
            List.of("ScheduleAnyway", "DoNotSchedule", "None"),
            List.of("Preferred", "Required"),
            List.of("Max", "Min", "Disabled"),
            List.of("Pods", "Percent"),
            List.of("Job", "TestRun"),
            List.of("HS256", "HS384"));

    /** What a text becomes where not any text will do. */
    private static final Map<String, String> OTHER = Map.ofEntries(
            Map.entry("autoscaling.profile", "production"),
            Map.entry("k6.scenario", "soak"),
            Map.entry("k6.kind", "None"),
            Map.entry("limiter.redis.onOutage", "open"),
            Map.entry("echo.image.tag", "2"),
            Map.entry("jwt.keys.0.kid", "k9"),
            Map.entry("routes.0.path", "/other"),
            Map.entry("routes.0.upstream", "a"),
            Map.entry("routes.0.policy", "gold"),
            Map.entry("limiter.redis.uri", "redis://other:6380"),
            Map.entry("limiter.share.period", "7s"),
            Map.entry("gateway.proof.obituary", "/tmp/obituary"),
            Map.entry("tests.path", "/other"),
            Map.entry("monitoring.otlp.url", "https://other:4318/v1/metrics"),
            Map.entry("valkey.maxMemory", "64mb"),
            Map.entry("networkPolicy.apiServer.cidrs.0", "10.0.0.0/8"),
            Map.entry("networkPolicy.apiServer.cidrs.1", "10.0.0.0/8"),
            Map.entry("policies.default.limit", "7/1s"));

    /** What something empty, or a whole list, becomes. */
    private static final Map<String, String> FILLED = Map.ofEntries(
            Map.entry("upstreams", "{a: {endpoints: ['a:80']}}"),
            Map.entry("env", "[{name: A, value: b}]"),
            Map.entry("tolerations", "[{operator: Exists}]"),
            Map.entry("networkPolicy.requestsFrom", "[{podSelector: {matchLabels: {a: b}}}]"),
            Map.entry("networkPolicy.metricsFrom", "[{podSelector: {matchLabels: {a: b}}}]"),
            Map.entry("networkPolicy.egress", "[{ports: [{port: 1}]}]"),
            Map.entry("httpRoute.parentRefs", "[{name: b}]"),
            Map.entry("gateway.http.trustedProxies", "[10.0.0.0/8]"),
            Map.entry("jwt.requiredClaims", "[sub, exp, plan]"),
            Map.entry("k6.knobs", "{RATE: '7'}"));

    static Stream<List<String>> leaves() throws IOException {
        List<List<String>> leaves = new ArrayList<>();
        collect(standard(), List.of(), leaves);
        // what goes with another value, so that one alone is refused; WrongValuesTest and RandomValuesTest have it
        leaves.remove(List.of("valkey", "enabled"));
        return leaves.stream();
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void changes_what_is_rendered(List<String> leaf) throws IOException {
        String path = String.join(".", leaf);
        JsonNode standard = standard();
        merge((ObjectNode) standard, YAML.readTree(where(path)));
        Objects before = BEFORE.computeIfAbsent(where(path), context -> Render.of(standard.toString()));

        JsonNode changed = standard.deepCopy();
        set(changed, leaf, other(path, at(standard, leaf)));
        Objects after = Render.of(changed.toString());

        assertThat(after).as(path).isNotEqualTo(before);
    }

    private static JsonNode standard() throws IOException {
        return YAML.readTree(Repository.CHART.resolve("values.yaml").toFile());
    }

    /** Everything that is no object or list with something in it; of lists of plain texts, the whole. */
    private static void collect(JsonNode node, List<String> path, List<List<String>> leaves) {
        if (FILLED.containsKey(String.join(".", path)) || !node.isContainerNode() || node.isEmpty()) {
            leaves.add(path);
        } else if (node.isObject()) {
            node.properties().forEach(child -> collect(child.getValue(), with(path, child.getKey()), leaves));
        } else {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), with(path, String.valueOf(i)), leaves);
            }
        }
    }

    private static List<String> with(List<String> path, String key) {
        return Stream.concat(path.stream(), Stream.of(key)).toList();
    }

    private static String where(String path) {
        return WHERE.entrySet().stream()
                .filter(each ->
                        each.getKey().isEmpty() || path.equals(each.getKey()) || path.startsWith(each.getKey() + "."))
                .max(Map.Entry.comparingByKey(Comparator.comparingInt(String::length)))
                .orElseThrow()
                .getValue();
    }

    private static JsonNode other(String path, JsonNode value) throws IOException {
        if (FILLED.containsKey(path)) {
            return YAML.readTree(FILLED.get(path));
        }
        return switch (value.getNodeType()) {
            case BOOLEAN -> JSON.booleanNode(!value.asBoolean());
            case NUMBER -> value.isInt() ? JSON.numberNode(value.asInt() + 1) : JSON.numberNode(value.asDouble() / 2);
            case STRING -> JSON.textNode(OTHER.getOrDefault(path, otherText(path, value.asText())));
            case ARRAY -> JSON.arrayNode().add("other");
            default -> JSON.objectNode().put("other", "value");
        };
    }

    private static String otherText(String path, String text) {
        return CHOICES.stream()
                .filter(choices -> choices.contains(text))
                .map(choices -> choices.get((choices.indexOf(text) + 1) % choices.size()))
                .findFirst()
                .orElseGet(() -> path.endsWith("digest")
                        ? "sha256:" + "b".repeat(64)
                        : text.matches("[0-9]+[a-zA-Z]*") ? "7" + text : text + "x");
    }

    private static JsonNode at(JsonNode node, List<String> path) {
        JsonNode found = node;
        for (String key : path) {
            found = found.isArray() ? found.get(Integer.parseInt(key)) : found.get(key);
        }
        return found;
    }

    private static void set(JsonNode root, List<String> path, JsonNode value) {
        JsonNode parent = at(root, path.subList(0, path.size() - 1));
        switch (parent) {
            case ObjectNode object -> object.set(path.getLast(), value);
            case ArrayNode array -> array.set(Integer.parseInt(path.getLast()), value);
            default -> throw new AssertionError(path);
        }
    }

    /** As Helm does: sections are merged, anything else is replaced. */
    private static void merge(ObjectNode into, JsonNode values) {
        values.properties().forEach(each -> {
            if (each.getValue().isObject() && into.path(each.getKey()) instanceof ObjectNode section) {
                merge(section, each.getValue());
            } else {
                into.set(each.getKey(), each.getValue());
            }
        });
    }
}
