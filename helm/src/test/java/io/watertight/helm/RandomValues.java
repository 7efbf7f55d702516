package io.watertight.helm;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws values that go together, as YAML. The same seed draws the same. */
final class RandomValues {

    private final Random random;
    private final List<String> lines = new ArrayList<>();

    private RandomValues(long seed) {
        random = new Random(seed);
    }

    static String of(long seed) {
        RandomValues values = new RandomValues(seed);
        values.draw();
        return String.join("\n", values.lines) + "\n";
    }

    private void draw() {
        set("replicas: " + between(1, 20));
        // mostly keys of one's own: looking for earlier ones takes Helm longer than all the rest
        boolean ownKeys = random.nextInt(8) > 0;
        set("jwt: {existingSecret: '" + (ownKeys ? "keys" : "") + "', issuer: '" + one("", "https://i.example")
                + "', audience: '" + one("", "a") + "', keys: [{kid: k1, algorithm: HS256}"
                + one("", ", {kid: k_2, algorithm: HS512}") + "]}");
        limiter(ownKeys);
        int preStop = between(0, 30);
        int propagation = between(0, 30);
        int deadline = between(0, 600);
        set(
                "shutdown: {preStopSeconds: %d, propagationSeconds: %d, deadlineSeconds: %d, terminationGracePeriodSeconds: %d}"
                        .formatted(preStop, propagation, deadline, preStop + propagation + deadline + between(2, 60)));
        int scaler = random.nextInt(3);
        set(
                "autoscaling: {profile: %s, hpa: {enabled: %s, podsMetric: {name: '%s'}}, keda: {enabled: %s, prometheus: {serverAddress: '%s', query: q}}}"
                        .formatted(
                                one("demo", "seed", "production"),
                                scaler == 1,
                                one("", "requests"),
                                scaler == 2,
                                one("", "http://prometheus:9090")));
        boolean echo = random.nextBoolean();
        set("echo: {enabled: " + echo + "}");
        set(
                "upstreams: {a: {endpoints: ['a.example:80', '10.0.0.1:8080']}, b: {endpoints: ['b:443'], connectTimeout: 2s}}");
        set("routes: [{path: /, upstream: " + (echo ? one("echo", "a") : "b") + one("", ", policy: default")
                + "}, {path: /x, upstream: a, auth: none}]");
        set("policies: {gold: {limit: 5/1s, burst: " + between(1, 100_000)
                + ", tiers: {claim: plan, a: {limit: 1/1s, burst: 1}}}}");
        placement();
        extras();
    }

    private void limiter(boolean ownKeys) {
        String mode = one("local", "share", "redis", "lease");
        boolean redis = mode.equals("redis") || mode.equals("lease");
        boolean valkey = redis && random.nextBoolean();
        String uri = redis && !valkey
                ? one(
                        "redis://r:6379",
                        "rediss://gateway@r",
                        "redis://a:7000,b:7001/2",
                        "redis-sentinel://s1:26379,s2:26379#main")
                : "";
        boolean ownSecret = redis && ownKeys;
        set("valkey: {enabled: " + valkey + "}");
        set(
                "limiter: {mode: %s, maxBuckets: %d, share: {membership: %s, period: '%s', belowFloor: %s}, redis: {uri: '%s', cluster: %s, onOutage: %s, existingSecret: '%s', passwordKey: '%s', caKey: '%s'}}"
                        .formatted(
                                mode,
                                between(1, 100_000_000),
                                one("dns", "endpointSlices"),
                                one("", "3s"),
                                one("floor", "refuse"),
                                uri,
                                uri.startsWith("redis://a:"),
                                one("share", "open", "closed"),
                                ownSecret ? "redis" : "",
                                ownSecret ? one("", "password") : "",
                                ownSecret ? one("", "ca") : ""));
    }

    private void placement() {
        set("antiAffinity: " + one("None", "Preferred", "Required"));
        set("topologySpread: {zones: %s, nodes: %s, maxSkew: %d}"
                .formatted(
                        one("None", "DoNotSchedule", "ScheduleAnyway"),
                        one("None", "DoNotSchedule", "ScheduleAnyway"),
                        between(1, 5)));
        set("tolerations: [" + one("", "{key: bench, operator: Exists, effect: NoSchedule}") + "]");
        set("nodeSelector: {" + one("", "pool: bench") + "}");
        set("priorityClassName: '" + one("", "high") + "'");
        set("imagePullSecrets: [" + one("", "registry") + "]");
        set("image: {registry: '" + one("", "registry.example") + "', digest: '" + one("", "sha256:" + "a".repeat(64))
                + "'}");
        set("podDisruptionBudget: {enabled: " + random.nextBoolean() + ", maxUnavailable: " + between(1, 3) + "}");
    }

    private void extras() {
        set("networkPolicy: {enabled: " + random.nextBoolean() + ", requestsFrom: ["
                + one("", "{namespaceSelector: {matchLabels: {a: b}}}")
                + "], egress: [" + one("", "{to: [{ipBlock: {cidr: 10.0.0.0/8}}], ports: [{port: 443}]}") + "]}");
        set("ingress: {enabled: " + random.nextBoolean() + ", hosts: [" + one("", "a.example, b.example") + "]}");
        set("httpRoute: {enabled: " + random.nextBoolean() + ", parentRefs: [{name: public}], hostnames: ["
                + one("", "a.example") + "]}");
        int monitor = random.nextInt(3);
        set(
                "monitoring: {podMonitor: {enabled: %s}, serviceMonitor: {enabled: %s}, labels: {release: p}, prometheusRule: {enabled: %s}, dashboards: {enabled: %s}, otlp: {url: '%s'}}"
                        .formatted(
                                monitor == 1,
                                monitor == 2,
                                random.nextBoolean(),
                                random.nextBoolean(),
                                one("", "http://collector:4318/v1/metrics")));
        set("k6: {kind: %s, scenario: %s, knobs: {RATE: '%d'}, parallelism: %d}"
                .formatted(
                        one("None", "Job", "TestRun"),
                        one("rolling-sub", "soak", "spike"),
                        between(1, 900),
                        between(1, 9)));
        set("tests: {enabled: " + random.nextBoolean() + "}");
        set("service: {type: " + one("ClusterIP", "NodePort", "LoadBalancer") + ", annotations: {" + one("", "a: b")
                + "}}");
        set("env: [" + one("", "{name: JAVA_TOOL_OPTIONS, value: '-Xmx64m'}") + "]");
        set("labels: {" + one("", "team: gateways") + "}");
    }

    private void set(String line) {
        lines.add(line);
    }

    private int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
