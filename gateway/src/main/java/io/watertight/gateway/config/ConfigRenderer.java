package io.watertight.gateway.config;

import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.watertight.ratelimit.Quota;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a configuration as YAML, in the order of the documentation. Secrets appear as the files they came from. */
final class ConfigRenderer {

    private static final YAMLFactory FACTORY = YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    private final YAMLGenerator yaml;

    private ConfigRenderer(YAMLGenerator yaml) {
        this.yaml = yaml;
    }

    static String render(GatewayConfig config) {
        StringWriter text = new StringWriter();
        try (YAMLGenerator yaml = FACTORY.createGenerator(text)) {
            new ConfigRenderer(yaml).write(config);
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be written", e);
        }
        return text.toString();
    }

    private void write(GatewayConfig config) throws IOException {
        yaml.writeStartObject();
        yaml.writeStringField("listen", config.listen().toString());
        yaml.writeStringField("admin", config.admin().toString());
        yaml.writeNumberField("threads", config.threads());
        yaml.writeStringField("transport", config.transport().text());
        yaml.writeBooleanField("accessLog", config.accessLog());
        if (config.jwt() != null) {
            jwt(config.jwt());
        }
        yaml.writeObjectFieldStart("policies");
        for (Map.Entry<String, PolicyConfig> policy : config.policies().entrySet()) {
            policy(policy.getKey(), policy.getValue());
        }
        yaml.writeEndObject();
        limiter(config.limiter());
        yaml.writeArrayFieldStart("routes");
        for (RouteConfig route : config.routes()) {
            route(route);
        }
        yaml.writeEndArray();
        yaml.writeObjectFieldStart("upstreams");
        for (Map.Entry<String, UpstreamConfig> upstream : config.upstreams().entrySet()) {
            upstream(upstream.getKey(), upstream.getValue());
        }
        yaml.writeEndObject();
        http(config.http());
        process(config.shutdown(), config.proof());
        if (config.otlp() != null) {
            telemetry(config.otlp());
        }
        yaml.writeEndObject();
    }

    private void jwt(JwtConfig jwt) throws IOException {
        yaml.writeObjectFieldStart("jwt");
        yaml.writeArrayFieldStart("keys");
        for (KeyConfig key : jwt.keys()) {
            yaml.writeStartObject();
            optional("kid", key.kid());
            yaml.writeStringField("algorithm", key.algorithm().text());
            yaml.writeStringField("secretFile", key.secret().file().toString());
            yaml.writeEndObject();
        }
        yaml.writeEndArray();
        optional("issuer", jwt.issuer());
        optional("audience", jwt.audience());
        yaml.writeStringField("leeway", Durations.text(jwt.leeway()));
        strings("requiredClaims", jwt.requiredClaims());
        yaml.writeNumberField("maxTokenBytes", jwt.maxTokenBytes());
        yaml.writeEndObject();
    }

    private void policy(String name, PolicyConfig policy) throws IOException {
        yaml.writeObjectFieldStart(name);
        quota(policy.quota());
        yaml.writeStringField("key", policy.keyClaim());
        TiersConfig tiers = policy.tiers();
        if (tiers != null) {
            yaml.writeObjectFieldStart("tiers");
            yaml.writeStringField("claim", tiers.claim());
            for (Map.Entry<String, Quota> tier : tiers.quotas().entrySet()) {
                yaml.writeObjectFieldStart(tier.getKey());
                quota(tier.getValue());
                yaml.writeEndObject();
            }
            yaml.writeEndObject();
        }
        yaml.writeEndObject();
    }

    private void quota(Quota quota) throws IOException {
        yaml.writeStringField("limit", Limit.text(quota));
        yaml.writeNumberField("burst", quota.burst());
    }

    private void limiter(LimiterConfig limiter) throws IOException {
        yaml.writeObjectFieldStart("limiter");
        yaml.writeStringField("mode", limiter.mode().text());
        yaml.writeNumberField("maxBuckets", limiter.maxBuckets());
        if (limiter.share() != null) {
            share(limiter.share());
        }
        RedisConfig redis = limiter.redis();
        if (redis != null) {
            yaml.writeObjectFieldStart("redis");
            yaml.writeStringField("uri", redis.shownUri());
            yaml.writeBooleanField("cluster", redis.cluster());
            Secret password = redis.password();
            optional("passwordFile", password == null ? null : password.file());
            optional("caFile", redis.caFile());
            yaml.writeStringField("timeout", Durations.text(redis.timeout()));
            yaml.writeNumberField("maxInFlight", redis.maxInFlight());
            yaml.writeStringField("onOutage", redis.onOutage().text());
            yaml.writeStringField("prefix", redis.prefix());
            yaml.writeStringField(
                    "subjectSecretFile", redis.subjectSecret().file().toString());
            yaml.writeEndObject();
        }
        yaml.writeObjectFieldStart("lease");
        yaml.writeNumberField("slack", limiter.leaseSlack());
        yaml.writeEndObject();
        yaml.writeEndObject();
    }

    private void share(ShareConfig share) throws IOException {
        yaml.writeObjectFieldStart("share");
        switch (share.source()) {
            case MemberSource.Listed(List<Endpoint> members) -> strings("members", members);
            case MemberSource.Dns(String name, int port) -> {
                yaml.writeObjectFieldStart("dns");
                yaml.writeStringField("name", name);
                yaml.writeNumberField("port", port);
                yaml.writeEndObject();
            }
            case MemberSource.EndpointSlices slices -> {
                yaml.writeObjectFieldStart("endpointSlices");
                yaml.writeStringField("namespace", slices.namespace());
                yaml.writeStringField("service", slices.service());
                yaml.writeStringField("server", slices.server().toString());
                optional("tokenFile", slices.tokenFile());
                optional("caFile", slices.caFile());
                yaml.writeEndObject();
            }
        }
        optional("self", share.self());
        yaml.writeStringField("period", Durations.text(share.period()));
        yaml.writeStringField("belowFloor", ShareReader.text(share.belowFloor()));
        yaml.writeEndObject();
    }

    private void route(RouteConfig route) throws IOException {
        yaml.writeStartObject();
        optional("host", route.host());
        yaml.writeStringField("path", route.path());
        yaml.writeStringField("upstream", route.upstream());
        optional("policy", route.policy());
        yaml.writeStringField("auth", route.auth().text());
        yaml.writeNumberField("cost", route.cost());
        yaml.writeEndObject();
    }

    private void upstream(String name, UpstreamConfig upstream) throws IOException {
        yaml.writeObjectFieldStart(name);
        strings("endpoints", upstream.endpoints());
        yaml.writeStringField("connectTimeout", Durations.text(upstream.connectTimeout()));
        yaml.writeStringField("responseTimeout", Durations.text(upstream.responseTimeout()));
        yaml.writeNumberField("maxConnections", upstream.maxConnections());
        yaml.writeEndObject();
    }

    private void http(HttpConfig http) throws IOException {
        yaml.writeObjectFieldStart("http");
        yaml.writeStringField("headTimeout", Durations.text(http.headTimeout()));
        yaml.writeStringField("idleTimeout", Durations.text(http.idleTimeout()));
        yaml.writeNumberField("maxHeadBytes", http.maxHeadBytes());
        yaml.writeNumberField("maxTargetBytes", http.maxTargetBytes());
        yaml.writeNumberField("maxFields", http.maxFields());
        yaml.writeNumberField("maxBodyBytes", http.maxBodyBytes());
        strings("trustedProxies", http.trustedProxies());
        yaml.writeStringField("rateLimitFields", http.rateLimitFields().text());
        yaml.writeEndObject();
    }

    private void process(ShutdownConfig shutdown, ProofConfig proof) throws IOException {
        yaml.writeObjectFieldStart("shutdown");
        yaml.writeStringField("propagation", Durations.text(shutdown.propagation()));
        yaml.writeStringField("idle", Durations.text(shutdown.idle()));
        yaml.writeStringField("deadline", Durations.text(shutdown.deadline()));
        yaml.writeEndObject();
        yaml.writeObjectFieldStart("proof");
        yaml.writeBooleanField("decisionTime", proof.decisionTime());
        optional("replica", proof.replica());
        optional("obituary", proof.obituary());
        yaml.writeEndObject();
    }

    private void telemetry(OtlpConfig otlp) throws IOException {
        yaml.writeObjectFieldStart("telemetry");
        yaml.writeObjectFieldStart("otlp");
        yaml.writeStringField("url", otlp.url().toString());
        yaml.writeStringField("step", Durations.text(otlp.step()));
        yaml.writeEndObject();
        yaml.writeEndObject();
    }

    private void optional(String key, @Nullable Object value) throws IOException {
        if (value != null) {
            yaml.writeStringField(key, value.toString());
        }
    }

    private void strings(String key, Iterable<?> values) throws IOException {
        yaml.writeArrayFieldStart(key);
        for (Object value : values) {
            yaml.writeString(value.toString());
        }
        yaml.writeEndArray();
    }
}
