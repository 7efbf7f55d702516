package io.watertight.helm;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WrongValuesTest {

    static Stream<Arguments> contradictions() {
        return Stream.of(
                wrong(
                        "autoscaling: {hpa: {enabled: true}, keda: {enabled: true}}",
                        "autoscaling: hpa and keda are both enabled (expected: one of them; set autoscaling.hpa.enabled=false or autoscaling.keda.enabled=false)"),
                wrong(
                        "autoscaling: {profile: fast}",
                        "autoscaling.profile: fast (expected: one of demo, production, seed; choose one, or add autoscaling.profiles.fast)"),
                wrong(
                        "autoscaling: {profiles: {demo: {minReplicas: 7}}}",
                        "autoscaling.profiles.demo.maxReplicas: 5 (expected: >= minReplicas, which is 7)"),
                wrong(
                        "autoscaling: {keda: {enabled: true, prometheus: {serverAddress: 'http://prometheus:9090'}}}",
                        "autoscaling.keda.prometheus.query: empty (expected: a query for autoscaling.keda.prometheus.serverAddress; set it, or leave serverAddress empty)"),
                wrong(
                        "{autoscaling: {hpa: {enabled: true}}, resources: {requests: {cpu: null}}}",
                        "resources.requests.cpu: missing (expected: a quantity such as 500m, since autoscaling is by the part of it that is used; set it, or turn autoscaling off)"),
                wrong(
                        "shutdown: {terminationGracePeriodSeconds: 30}",
                        "shutdown.terminationGracePeriodSeconds: 30 (expected: > 30, which is preStopSeconds + propagationSeconds + deadlineSeconds; set it to 35, or shorten these)"),
                wrong(
                        "limiter: {mode: redis}",
                        "limiter.redis.uri: empty (expected: redis://HOST:PORT for limiter.mode=redis; set it, or valkey.enabled=true)"),
                wrong(
                        "{limiter: {mode: lease, redis: {uri: 'redis://r:6379'}}, valkey: {enabled: true}}",
                        "limiter.redis.uri: set beside valkey.enabled=true (expected: one of them; leave the URI empty, or set valkey.enabled=false)"),
                wrong(
                        "valkey: {enabled: true}",
                        "valkey.enabled: true with limiter.mode=share (expected: limiter.mode=redis or lease; set that, or valkey.enabled=false)"),
                wrong(
                        "{limiter: {mode: redis, redis: {cluster: true}}, valkey: {enabled: true}}",
                        "limiter.redis.cluster: true with valkey.enabled=true (expected: false, since the chart's Valkey is one node)"),
                wrong(
                        "limiter: {mode: redis, redis: {uri: 'redis://user:secret@r:6379'}}",
                        "limiter.redis.uri: holds a password (expected: redis://USER@HOST:PORT; put the password into a Secret named by limiter.redis.existingSecret and its entry into limiter.redis.passwordKey)"),
                wrong(
                        "limiter: {mode: redis, redis: {uri: 'redis://r:6379', passwordKey: password}}",
                        "limiter.redis.existingSecret: empty (expected: the Secret that has limiter.redis.passwordKey and caKey; name it, or leave these empty)"),
                wrong(
                        "upstreams: {echo: {endpoints: ['a:80']}}",
                        "upstreams.echo: is the chart's own (expected: another name; rename it, or set echo.enabled=false)"),
                wrong(
                        "echo: {enabled: false}",
                        "routes[0].upstream: echo (expected: one of upstreams: none; add upstreams.echo, or set echo.enabled=true)"),
                wrong(
                        "routes: [{path: /, upstream: echo}, {path: /a, upstream: a}]",
                        "routes[1].upstream: a (expected: one of upstreams: echo; add upstreams.a)"),
                wrong(
                        "routes: [{path: /, upstream: echo, policy: gold}]",
                        "routes[0].policy: gold (expected: one of policies: default; add policies.gold)"),
                wrong(
                        "routes: [{path: /, upstream: echo, policy: default, cost: 21}]",
                        "routes[0].cost: 21 (expected: <= 20, the smallest burst of policy default; lower it, or raise the burst)"),
                wrong(
                        "{policies: {default: {tiers: {claim: plan, free: {limit: 1/1s, burst: 5}, gold: {limit: 9/1s, burst: 90}}}}, routes: [{path: /, upstream: echo, policy: default, cost: 6}]}",
                        "routes[0].cost: 6 (expected: <= 5, the smallest burst of policy default; lower it, or raise the burst)"),
                wrong(
                        "monitoring: {podMonitor: {enabled: true}, serviceMonitor: {enabled: true}}",
                        "monitoring: podMonitor and serviceMonitor are both enabled (expected: one of them, or every pod is scraped twice; set monitoring.podMonitor.enabled=false or monitoring.serviceMonitor.enabled=false)"),
                wrong(
                        "httpRoute: {enabled: true}",
                        "httpRoute.parentRefs: empty (expected: at least one Gateway; set httpRoute.parentRefs[0].name, or httpRoute.enabled=false)"),
                wrong(
                        "ingress: {enabled: true, tlsSecret: tls}",
                        "ingress.hosts: empty (expected: the hosts that ingress.tlsSecret has a certificate for; set them, or leave tlsSecret empty)"),
                wrong(
                        "k6: {scenario: rolling}",
                        "k6.scenario: rolling (expected: one of autoscaling-gradual, constant-arrival-rate, constant-vus, fan-out-pulses, fixed, hpa-baseline, pool-uniform, pool-zipf, ramping-arrival-rate, ramping-vus, rolling-sub, rolling-with-revisit, soak, spike, sustained)"),
                wrong(
                        "jwt: {keys: [{kid: k1, algorithm: HS512}]}",
                        "jwt.keys[0].algorithm: HS512 (expected: HS256 for the first key, since k6 signs with it; put such a key first, or set k6.kind=None and tests.enabled=false)"));
    }

    private static Arguments wrong(String values, String message) {
        return Arguments.of(values, message);
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void values_that_contradict_each_other_are_refused_with_the_mend(String values, String message) {
        assertThatThrownBy(() -> Render.of(values))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("): " + message + "\n");
    }

    static Stream<Arguments> misspelt() {
        return Stream.of(
                wrong("replica: 3", "additional properties 'replica' not allowed"),
                wrong("limiter: {mod: local}", "additional properties 'mod' not allowed"),
                wrong("policies: {default: {bursts: 3}}", "additional properties 'bursts' not allowed"),
                wrong(
                        "autoscaling: {profiles: {demo: {behavior: {scaleUp: {policy: []}}}}}",
                        "additional properties 'policy' not allowed"),
                wrong("resources: {limits: {gpu: 1}}", "additional properties 'gpu' not allowed"),
                wrong("limiter: {mode: shared}", "value must be one of 'local', 'share', 'redis', 'lease'"),
                wrong("replicas: 0", "minimum: got 0, want 1"),
                wrong("routes: []", "minItems: got 0, want 1"),
                wrong("gateway: {accessLog: 'yes'}", "got string, want boolean"));
    }

    @ParameterizedTest
    @MethodSource("misspelt")
    void what_the_schema_does_not_know_is_refused(String values, String message) {
        assertThatThrownBy(() -> Render.of(values))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(message);
    }
}
