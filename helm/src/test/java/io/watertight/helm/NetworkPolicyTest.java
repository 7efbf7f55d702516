package io.watertight.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gateway may connect to what its limiter's mode needs, and to nothing else. The port {@code http} is the echo upstream's. */
class NetworkPolicyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{mode: local}; 53 http",
                "{mode: share}; 443 53 6443 http",
                "{mode: share, share: {membership: dns}}; 53 http",
                "{mode: redis, redis: {uri: 'redis://r:7000', onOutage: open}}; 53 7000 http",
                "{mode: redis, redis: {uri: 'redis://r', onOutage: open}}; 53 6379 http",
                "{mode: redis, redis: {uri: 'redis://r:7000'}}; 443 53 6443 7000 http",
                "{mode: lease, redis: {uri: 'redis://user@a:7000,b:7001/2', onOutage: closed}}; 53 7000 7001 http",
                "{mode: lease, redis: {uri: 'redis-sentinel://a:26379#main', onOutage: closed}}; 26379 53 6379 http"
            })
    void lets_out_what_the_mode_needs(String limiter, String ports) {
        Objects objects = Render.of("limiter: " + limiter);

        assertThat(egressPorts(objects.get("NetworkPolicy", "demo-watertight"))).isEqualTo(Set.of(ports.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "http://c, 80",
        "https://c/v1/metrics, 443",
        "http://c:4318/v1/metrics, 4318",
        "http://[fd00::1]:4318, 4318",
        "http://[fd00::1]/m, 80"
    })
    void lets_metrics_out_to_their_collector(String url, String port) {
        Objects objects = Render.of("{limiter: {mode: local}, monitoring: {otlp: {url: '" + url + "'}}}");

        assertThat(egressPorts(objects.get("NetworkPolicy", "demo-watertight"))).isEqualTo(Set.of("53", port, "http"));
        assertThatCode(() -> GatewayCheck.accepted(objects)).doesNotThrowAnyException();
    }

    @Test
    void the_charts_valkey_is_reached_by_gateways_alone() {
        Objects objects = Render.of(
                "{limiter: {mode: redis, redis: {onOutage: closed}}, valkey: {enabled: true}, echo: {enabled: false}, "
                        + "upstreams: {a: {endpoints: ['a:8443']}}, routes: [{path: /, upstream: a}]}");

        assertThat(egressPorts(objects.get("NetworkPolicy", "demo-watertight")))
                .isEqualTo(Set.of("53", "8443", "redis"));
        JsonNode valkey = objects.get("NetworkPolicy", "demo-watertight-valkey");
        assertThat(valkey.at("/spec/ingress/0/from/0/podSelector/matchLabels/app.kubernetes.io~1component")
                        .asText())
                .isEqualTo("gateway");
        assertThat(valkey.at("/spec/egress")).isEmpty();
    }

    @Test
    void the_charts_own_load_and_test_are_let_in_beside_whoever_else_is() {
        String requests = "networkPolicy: {requestsFrom: [{namespaceSelector: {matchLabels: {edge: 'yes'}}}]}";

        assertThat(mayRequest("{" + requests + ", k6: {kind: Job}}"))
                .containsExactlyInAnyOrder("Job demo-watertight-k6", "Pod demo-watertight-test");
        assertThat(mayRequest("{" + requests + ", tests: {enabled: false}}")).isEmpty();
    }

    /** The chart's own pods that the policy names as such. */
    private static List<String> mayRequest(String values) {
        Objects objects = Render.of(values);
        JsonNode from = objects.get("NetworkPolicy", "demo-watertight").at("/spec/ingress/0/from");
        return Pods.of(objects).stream()
                .filter(pod -> Pods.items(from).anyMatch(peer -> pod.isSelectedBy(peer.at("/podSelector/matchLabels"))))
                .map(Pods.Template::name)
                .toList();
    }

    @Test
    void only_the_mode_that_lists_endpoint_slices_may_list_them_and_has_a_token_to() {
        Objects slices = Render.of("limiter: {mode: share}");
        Objects dns = Render.of("limiter: {mode: share, share: {membership: dns}}");

        assertThat(slices.get("Role", "demo-watertight").at("/rules").toString())
                .isEqualTo(
                        "[{\"apiGroups\":[\"discovery.k8s.io\"],\"resources\":[\"endpointslices\"],\"verbs\":[\"list\"]}]");
        assertThat(hasToken(slices)).isTrue();
        assertThat(dns.ofKind("Role")).isEmpty();
        assertThat(hasToken(dns)).isFalse();
    }

    private static boolean hasToken(Objects objects) {
        return objects.get("Deployment", "demo-watertight")
                .at("/spec/template/spec/automountServiceAccountToken")
                .asBoolean();
    }

    private static Set<String> egressPorts(JsonNode policy) {
        return Pods.items(policy.at("/spec/egress"))
                .flatMap(rule -> Pods.items(rule.path("ports")))
                .map(port -> port.path("port").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
