package io.watertight.gateway.config;

import io.watertight.ratelimit.Quota;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Writes a configuration as YAML, in the order of the documentation. Secrets appear as the files they came from. */
final class ConfigRenderer {

    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setSchema(new CoreSchema())
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setSplitLines(false)
            .build();

    private ConfigRenderer() {}

    static String render(GatewayConfig config) {
        return new Dump(SETTINGS).dumpToString(whole(config));
    }

    private static Map<String, Object> whole(GatewayConfig config) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("listen", config.listen().toString());
        whole.put("admin", config.admin().toString());
        whole.put("threads", config.threads());
        whole.put("transport", config.transport().text());
        whole.put("accessLog", config.accessLog());
        if (config.jwt() != null) {
            whole.put("jwt", jwt(config.jwt()));
        }
        whole.put("policies", each(config.policies(), ConfigRenderer::policy));
        whole.put("limiter", limiter(config.limiter()));
        whole.put("routes", config.routes().stream().map(ConfigRenderer::route).toList());
        whole.put("upstreams", each(config.upstreams(), ConfigRenderer::upstream));
        whole.put("http", http(config.http()));
        whole.put("shutdown", shutdown(config.shutdown()));
        whole.put("proof", proof(config.proof()));
        if (config.otlp() != null) {
            whole.put("telemetry", Map.of("otlp", otlp(config.otlp())));
        }
        return whole;
    }

    private static Map<String, Object> jwt(JwtConfig config) {
        Map<String, Object> jwt = new LinkedHashMap<>();
        jwt.put("keys", config.keys().stream().map(ConfigRenderer::key).toList());
        putText(jwt, "issuer", config.issuer());
        putText(jwt, "audience", config.audience());
        jwt.put("leeway", Durations.text(config.leeway()));
        jwt.put("requiredClaims", texts(config.requiredClaims()));
        jwt.put("maxTokenBytes", config.maxTokenBytes());
        return jwt;
    }

    private static Map<String, Object> key(KeyConfig config) {
        Map<String, Object> key = new LinkedHashMap<>();
        putText(key, "kid", config.kid());
        key.put("algorithm", config.algorithm().text());
        key.put("secretFile", config.secret().file().toString());
        return key;
    }

    private static Map<String, Object> policy(PolicyConfig config) {
        Map<String, Object> policy = quota(config.quota());
        policy.put("key", config.keyClaim());
        TiersConfig tiers = config.tiers();
        if (tiers != null) {
            Map<String, Object> claimAndTiers = new LinkedHashMap<>();
            claimAndTiers.put("claim", tiers.claim());
            claimAndTiers.putAll(each(tiers.quotas(), ConfigRenderer::quota));
            policy.put("tiers", claimAndTiers);
        }
        return policy;
    }

    private static Map<String, Object> quota(Quota config) {
        Map<String, Object> quota = new LinkedHashMap<>();
        quota.put("limit", Limit.text(config));
        quota.put("burst", config.burst());
        return quota;
    }

    private static Map<String, Object> limiter(LimiterConfig config) {
        Map<String, Object> limiter = new LinkedHashMap<>();
        limiter.put("mode", config.mode().text());
        limiter.put("maxBuckets", config.maxBuckets());
        if (config.share() != null) {
            limiter.put("share", share(config.share()));
        }
        if (config.redis() != null) {
            limiter.put("redis", redis(config.redis()));
        }
        limiter.put("lease", Map.of("slack", config.leaseSlack()));
        return limiter;
    }

    private static Map<String, Object> redis(RedisConfig config) {
        Map<String, Object> redis = new LinkedHashMap<>();
        redis.put("uri", config.shownUri());
        redis.put("cluster", config.cluster());
        Secret password = config.password();
        putText(redis, "passwordFile", password == null ? null : password.file());
        putText(redis, "caFile", config.caFile());
        redis.put("timeout", Durations.text(config.timeout()));
        redis.put("maxInFlight", config.maxInFlight());
        redis.put("onOutage", config.onOutage().text());
        redis.put("prefix", config.prefix());
        redis.put("subjectSecretFile", config.subjectSecret().file().toString());
        return redis;
    }

    private static Map<String, Object> share(ShareConfig config) {
        Map<String, Object> share = new LinkedHashMap<>();
        switch (config.source()) {
            case MemberSource.Listed(List<Endpoint> members) -> share.put("members", texts(members));
            case MemberSource.Dns dns -> share.put("dns", dns(dns));
            case MemberSource.EndpointSlices slices -> share.put("endpointSlices", slices(slices));
        }
        putText(share, "self", config.self());
        share.put("period", Durations.text(config.period()));
        share.put("belowFloor", ShareReader.text(config.belowFloor()));
        return share;
    }

    private static Map<String, Object> dns(MemberSource.Dns config) {
        Map<String, Object> dns = new LinkedHashMap<>();
        dns.put("name", config.name());
        dns.put("port", config.port());
        return dns;
    }

    private static Map<String, Object> slices(MemberSource.EndpointSlices config) {
        Map<String, Object> slices = new LinkedHashMap<>();
        slices.put("namespace", config.namespace());
        slices.put("service", config.service());
        slices.put("server", config.server().toString());
        putText(slices, "tokenFile", config.tokenFile());
        putText(slices, "caFile", config.caFile());
        return slices;
    }

    private static Map<String, Object> route(RouteConfig config) {
        Map<String, Object> route = new LinkedHashMap<>();
        putText(route, "host", config.host());
        route.put("path", config.path());
        route.put("upstream", config.upstream());
        putText(route, "policy", config.policy());
        route.put("auth", config.auth().text());
        route.put("cost", config.cost());
        return route;
    }

    private static Map<String, Object> upstream(UpstreamConfig config) {
        Map<String, Object> upstream = new LinkedHashMap<>();
        upstream.put("endpoints", texts(config.endpoints()));
        upstream.put("connectTimeout", Durations.text(config.connectTimeout()));
        upstream.put("responseTimeout", Durations.text(config.responseTimeout()));
        upstream.put("maxConnections", config.maxConnections());
        return upstream;
    }

    private static Map<String, Object> http(HttpConfig config) {
        Map<String, Object> http = new LinkedHashMap<>();
        http.put("headTimeout", Durations.text(config.headTimeout()));
        http.put("idleTimeout", Durations.text(config.idleTimeout()));
        http.put("maxHeadBytes", config.maxHeadBytes());
        http.put("maxTargetBytes", config.maxTargetBytes());
        http.put("maxFields", config.maxFields());
        http.put("maxBodyBytes", config.maxBodyBytes());
        http.put("trustedProxies", texts(config.trustedProxies()));
        http.put("rateLimitFields", config.rateLimitFields().text());
        return http;
    }

    private static Map<String, Object> shutdown(ShutdownConfig config) {
        Map<String, Object> shutdown = new LinkedHashMap<>();
        shutdown.put("propagation", Durations.text(config.propagation()));
        shutdown.put("idle", Durations.text(config.idle()));
        shutdown.put("deadline", Durations.text(config.deadline()));
        return shutdown;
    }

    private static Map<String, Object> proof(ProofConfig config) {
        Map<String, Object> proof = new LinkedHashMap<>();
        proof.put("decisionTime", config.decisionTime());
        putText(proof, "replica", config.replica());
        putText(proof, "obituary", config.obituary());
        return proof;
    }

    private static Map<String, Object> otlp(OtlpConfig config) {
        Map<String, Object> otlp = new LinkedHashMap<>();
        otlp.put("url", config.url().toString());
        otlp.put("step", Durations.text(config.step()));
        return otlp;
    }

    private static <C> Map<String, Object> each(Map<String, C> configs, Function<C, Map<String, Object>> renderer) {
        Map<String, Object> named = new LinkedHashMap<>();
        configs.forEach((name, config) -> named.put(name, renderer.apply(config)));
        return named;
    }

    private static void putText(Map<String, Object> section, String key, @Nullable Object value) {
        if (value != null) {
            section.put(key, value.toString());
        }
    }

    private static List<String> texts(Iterable<?> values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(value.toString()));
        return texts;
    }
}
