package io.watertight.gateway.config;

import static java.util.Objects.requireNonNullElse;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * From the file's tree to records. Each part is read on its own; a part that is broken becomes null, so that what does
 * not depend on it is judged all the same.
 */
final class ConfigReader {

    private final Path file;
    private final Errors errors;
    private final JwtReader jwtReader;
    private final PolicyReader policyReader;
    private final LimiterReader limiterReader;
    private final TelemetryReader telemetryReader;

    /** @param file where paths in it are relative to */
    ConfigReader(Path file, Inputs inputs, Errors errors) {
        this.file = file.toAbsolutePath();
        this.errors = errors;
        this.jwtReader = new JwtReader(this.file, inputs, errors);
        this.policyReader = new PolicyReader(errors);
        this.limiterReader = new LimiterReader(this.file, inputs, errors);
        this.telemetryReader = new TelemetryReader(errors);
    }

    /** The configuration, or null if there are errors. */
    @Nullable
    GatewayConfig read(Node.Mapping tree) {
        Section root = new Section("", tree, errors);
        Endpoint listen = root.parsed("listen", GatewayConfig.DEFAULT_LISTEN, Endpoint.SYNTAX, Endpoint::parse);
        Endpoint admin = root.parsed("admin", GatewayConfig.DEFAULT_ADMIN, Endpoint.SYNTAX, Endpoint::parse);
        int threads = root.intNumber("threads", 0);
        Transport transport = root.choice("transport", Transport.AUTO);
        boolean accessLog = root.flag("accessLog", false);
        JwtConfig jwt = part(root, "jwt", jwtReader::read);
        Map<String, @Nullable PolicyConfig> policies = named(root, "policies", policyReader::read);
        LimiterConfig limiter = requireNonNullElse(part(root, "limiter", limiterReader::read), LimiterConfig.DEFAULT);
        List<@Nullable RouteConfig> routes = routes(root);
        Map<String, @Nullable UpstreamConfig> upstreams = named(root, "upstreams", this::upstream);
        HttpConfig http = requireNonNullElse(part(root, "http", this::http), HttpConfig.DEFAULT);
        ShutdownConfig shutdown = requireNonNullElse(part(root, "shutdown", this::shutdown), ShutdownConfig.DEFAULT);
        ProofConfig proof = requireNonNullElse(part(root, "proof", this::proof), ProofConfig.DEFAULT);
        OtlpConfig otlp = part(root, "telemetry", telemetryReader::read);
        root.end();

        Violations violations = new Violations();
        Wiring.checkProcess(listen, admin, threads, violations);
        if (!errors.has("policies") && !errors.has("routes") && !errors.has("upstreams")) {
            new Wiring(root.has("jwt"), jwt, policies, routes, upstreams.keySet()).check(violations);
            Wiring.checkFloor(limiter, policies, violations);
        }
        errors.addAll("", violations.found(), UnaryOperator.identity());
        if (!errors.messages().isEmpty()) {
            return null;
        }
        return new GatewayConfig(
                listen,
                admin,
                threads,
                transport,
                accessLog,
                jwt,
                whole(policies),
                limiter,
                whole(routes),
                whole(upstreams),
                http,
                shutdown,
                proof,
                otlp);
    }

    private List<@Nullable RouteConfig> routes(Section root) {
        List<@Nullable RouteConfig> routes = new ArrayList<>();
        for (Section section : root.sections("routes")) {
            routes.add(section == null ? null : route(section));
        }
        return routes;
    }

    private @Nullable RouteConfig route(Section section) {
        String host = section.optionalText("host");
        String path = section.text("path", "");
        String upstream = section.text("upstream", "");
        String policy = section.optionalText("policy");
        Auth auth = section.choice("auth", Auth.JWT);
        long cost = section.wholeNumber("cost", 1);
        return end(section, () -> new RouteConfig(host, path, upstream, policy, auth, cost));
    }

    private @Nullable UpstreamConfig upstream(Section section) {
        List<Endpoint> endpoints = section.parsedList("endpoints", List.of(), Endpoint.SYNTAX, Endpoint::parse);
        Duration connectTimeout = section.duration("connectTimeout", UpstreamConfig.DEFAULT_CONNECT_TIMEOUT);
        Duration responseTimeout = section.duration("responseTimeout", UpstreamConfig.DEFAULT_RESPONSE_TIMEOUT);
        int maxConnections = section.intNumber("maxConnections", UpstreamConfig.DEFAULT_MAX_CONNECTIONS);
        return end(section, () -> new UpstreamConfig(endpoints, connectTimeout, responseTimeout, maxConnections));
    }

    private @Nullable HttpConfig http(Section section) {
        HttpConfig fallback = HttpConfig.DEFAULT;
        Duration headTimeout = section.duration("headTimeout", fallback.headTimeout());
        Duration idleTimeout = section.duration("idleTimeout", fallback.idleTimeout());
        int maxHeadBytes = section.intNumber("maxHeadBytes", fallback.maxHeadBytes());
        int maxTargetBytes = section.intNumber("maxTargetBytes", fallback.maxTargetBytes());
        int maxFields = section.intNumber("maxFields", fallback.maxFields());
        long maxBodyBytes = section.wholeNumber("maxBodyBytes", fallback.maxBodyBytes());
        List<Cidr> trustedProxies =
                section.parsedList("trustedProxies", fallback.trustedProxies(), Cidr.SYNTAX, Cidr::parse);
        RateLimitFields rateLimitFields = section.choice("rateLimitFields", fallback.rateLimitFields());
        return end(
                section,
                () -> new HttpConfig(
                        headTimeout,
                        idleTimeout,
                        maxHeadBytes,
                        maxTargetBytes,
                        maxFields,
                        maxBodyBytes,
                        trustedProxies,
                        rateLimitFields));
    }

    private @Nullable ShutdownConfig shutdown(Section section) {
        Duration propagation = section.duration("propagation", ShutdownConfig.DEFAULT.propagation());
        Duration idle = section.duration("idle", ShutdownConfig.DEFAULT.idle());
        Duration deadline = section.duration("deadline", ShutdownConfig.DEFAULT.deadline());
        return end(section, () -> new ShutdownConfig(propagation, idle, deadline));
    }

    private @Nullable ProofConfig proof(Section section) {
        boolean decisionTime = section.flag("decisionTime", ProofConfig.DEFAULT.decisionTime());
        String replica = section.optionalText("replica");
        Path obituary = section.optionalParsed("obituary", "the name of a file", this::resolve);
        return end(section, () -> new ProofConfig(decisionTime, replica, obituary));
    }

    private Path resolve(String name) {
        try {
            return file.resolveSibling(name);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("the name of a file", e);
        }
    }

    private <T> @Nullable T end(Section section, Supplier<T> newRecord) {
        section.end();
        return errors.collect(section.path(), UnaryOperator.identity(), newRecord);
    }

    /** What a reader makes of the mapping under the key; null where there is none or it is broken. */
    private static <T> @Nullable T part(Section root, String key, Function<Section, @Nullable T> reader) {
        Section section = root.section(key);
        return section == null ? null : reader.apply(section);
    }

    private static <T> Map<String, @Nullable T> named(Section root, String key, Function<Section, @Nullable T> reader) {
        Map<String, @Nullable T> parts = new LinkedHashMap<>();
        Section section = root.section(key);
        if (section != null) {
            for (String name : section.keys()) {
                Section part = section.section(name);
                parts.put(name, part == null ? null : reader.apply(part));
            }
        }
        return parts;
    }

    private static <T> Map<String, T> whole(Map<String, @Nullable T> parts) {
        Map<String, T> whole = new LinkedHashMap<>();
        parts.forEach((name, part) -> whole.put(name, Objects.requireNonNull(part, name)));
        return whole;
    }

    private static <T> List<T> whole(List<@Nullable T> parts) {
        List<T> whole = new ArrayList<>();
        parts.forEach(part -> whole.add(Objects.requireNonNull(part)));
        return whole;
    }
}
