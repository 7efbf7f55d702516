package io.watertight.gateway.config;

import static io.watertight.gateway.config.ConfigFiles.VALID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigErrorsTest {

    private ConfigFiles files;

    @BeforeEach
    void makeFiles(@TempDir Path directory) throws Exception {
        files = new ConfigFiles(directory);
        files.write("k2", "x".repeat(64));
        files.write("short", "x".repeat(31));
        files.write("lines", "a\nb\n");
        files.write("large", new byte[4097]);
        files.write("empty", "");
        Files.createDirectory(directory.resolve("dir"));
    }

    /** One change to a valid configuration, and everything that is said about it. */
    @ParameterizedTest(name = "{1}")
    @MethodSource({"top", "jwt", "policies", "limiter", "routes", "upstreams", "http", "rest"})
    void aMistakeIsNamedWithItsKeyItsValueAndWhatWasExpected(String part, String changed, String[] errors) {
        // Given
        assertThat(VALID).contains(part);

        // When / Then
        assertThat(files.errorsOf(VALID.replace(part, changed)))
                .containsExactly(Arrays.stream(errors)
                        .map(error -> "gateway.yaml: " + error)
                        .toArray(String[]::new));
    }

    static Stream<Arguments> top() {
        return Stream.of(
                added("listen: 8080", "listen: 8080 (expected: HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080)"),
                added(
                        "listen: 1.2.3:80",
                        "listen: 1.2.3:80 (expected: HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080)"),
                added("listen: [a]", "listen: a list (expected: HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080)"),
                added("listen:", "listen: empty (expected: HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080)"),
                added(
                        "admin: 0.0.0.0:8080",
                        "admin: 0.0.0.0:8080 (expected: another address than listen: the admin port is not for clients)"),
                added("threads: -1", "threads: -1 (expected: 0 to 256, where 0 is one for each core)"),
                added("threads: \"2\"", "threads: 2 (expected: a whole number in decimal digits, without quotes)"),
                added("threads: 010", "threads: 010 (expected: a whole number in decimal digits, without quotes)"),
                added("threads: 0x10", "threads: 0x10 (expected: a whole number in decimal digits, without quotes)"),
                added("threads: 1_0", "threads: 1_0 (expected: a whole number in decimal digits, without quotes)"),
                added("threads: 1.0", "threads: 1.0 (expected: a whole number in decimal digits, without quotes)"),
                added("threads: 4294967296", "threads: 4294967296 (expected: a number of at most 2147483647)"),
                added("transport: kqueue", "transport: kqueue (expected: auto, io_uring, epoll, nio)"),
                added("transport: EPOLL", "transport: EPOLL (expected: auto, io_uring, epoll, nio)"),
                added("accessLog: yes", "accessLog: yes (expected: true or false)"),
                added("accessLog: 1", "accessLog: 1 (expected: true or false)"),
                added(
                        "lisen: 0.0.0.0:80",
                        "lisen: unknown key (expected: one of accessLog, admin, http, jwt, limiter, listen, policies,"
                                + " proof, routes, shutdown, telemetry, threads, transport, upstreams)"),
                added("http: 5", "http: 5 (expected: a mapping)"),
                added("threads: 1\nthreads: 2", "threads: given in line 10 and again in line 11 (expected: once)"));
    }

    static Stream<Arguments> jwt() {
        String key = "{ kid: k1, algorithm: HS256, secretFile: k1 }";
        return Stream.of(
                changed(
                        VALID.substring(0, VALID.indexOf("policies")),
                        "",
                        "routes[0].auth: jwt (expected: a jwt section with keys, or auth: none)"),
                changed("    - " + key + "\n", "", "jwt.keys: empty (expected: a list)"),
                changed(
                        VALID.substring(5, VALID.indexOf("policies")),
                        "  leeway: 5s\n",
                        "jwt.keys: missing (expected: at least one key)"),
                changed(key, "5", "jwt.keys[0]: 5 (expected: a mapping)"),
                changed(
                        "kid: k1",
                        "kid: 2026",
                        "jwt.keys[0].kid: 2026 (expected: a string; a string that looks like a number needs quotes)"),
                changed("kid: k1", "kid: ''", "jwt.keys[0].kid: empty (expected: a string)"),
                changed(
                        "kid: k1",
                        "kid: " + "k".repeat(129),
                        "jwt.keys[0].kid: 129 characters (expected: 1 to 128 characters)"),
                changed(
                        key,
                        key + "\n    - { kid: k1, algorithm: HS256, secretFile: k2 }",
                        "jwt.keys[1].kid: k1 (expected: a kid of its own, keys[0] has this one)"),
                changed(
                        key,
                        key + "\n    - { algorithm: HS256, secretFile: k2 }",
                        "jwt.keys[1].kid: missing (expected: a kid for every key where there are several)"),
                changed(
                        key,
                        key + "\n    - { kid: k2, algorithm: HS512, secretFile: k1 }",
                        "jwt.keys[1].secretFile: k1 (expected: a secret of its own, keys[0] uses the same one with another"
                                + " algorithm)"),
                changed("algorithm: HS256, ", "", "jwt.keys[0].algorithm: missing (expected: HS256, HS384 or HS512)"),
                changed("HS256", "hs256", "jwt.keys[0].algorithm: hs256 (expected: HS256, HS384, HS512)"),
                changed("HS256", "none", "jwt.keys[0].algorithm: none (expected: HS256, HS384, HS512)"),
                changed("HS256", "RS256", "jwt.keys[0].algorithm: RS256 (expected: HS256, HS384, HS512)"),
                changed(
                        ", secretFile: k1",
                        "",
                        "jwt.keys[0].secretFile: missing (expected: the file that holds the secret)"),
                changed(
                        "secretFile: k1",
                        "secretFile: no",
                        "jwt.keys[0].secretFile: no (expected: a readable file; there is no no)"),
                changed(
                        "secretFile: k1",
                        "secretFile: dir",
                        "jwt.keys[0].secretFile: dir (expected: a readable file; dir is not a file)"),
                changed(
                        "secretFile: k1",
                        "secretFile: \"a\\0b\"",
                        "jwt.keys[0].secretFile: a name that no file can have (expected: the file that holds the secret)"),
                changed(
                        "secretFile: k1",
                        "secretFile: lines",
                        "jwt.keys[0].secretFile: lines (expected: a readable file; lines is text of several lines)"),
                changed(
                        "secretFile: k1",
                        "secretFile: large",
                        "jwt.keys[0].secretFile: large (expected: a readable file; large has more than 4096 bytes)"),
                changed(
                        "secretFile: k1",
                        "secretFile: short",
                        "jwt.keys[0].secretFile: 31 bytes in short (expected: >= 32 bytes for HS256, RFC 7518 section 3.2)"),
                changed(
                        "secretFile: k1",
                        "secret: abcdefgh",
                        "jwt.keys[0].secretFile: missing (expected: the file that holds the secret)",
                        "jwt.keys[0].secret: unknown key (expected: one of algorithm, kid, secretFile)"),
                inJwt("issuer: ''", "issuer: empty (expected: a string)"),
                inJwt("audience: [a, b]", "audience: a list (expected: a string)"),
                inJwt("leeway: -5s", "leeway: -5s (expected: a whole number with ms, s, m or h, such as 20ms or 5s)"),
                inJwt("leeway: 301s", "leeway: 301s (expected: 0s to 5m)"),
                inJwt("leeway: 5", "leeway: 5 (expected: a whole number with ms, s, m or h, such as 20ms or 5s)"),
                inJwt(
                        "requiredClaims: [exp]",
                        "requiredClaims: [exp] (expected: with sub, whose quota a request spends)"),
                inJwt("requiredClaims: sub", "requiredClaims: sub (expected: a list)"),
                inJwt("requiredClaims: [sub, 5]", "requiredClaims[1]: 5 (expected: the name of a claim)"),
                inJwt("maxTokenBytes: 255", "maxTokenBytes: 255 (expected: 256 to 65536)"));
    }

    static Stream<Arguments> policies() {
        return Stream.of(
                changed("burst: 20", "burst: 0", "policies.default.burst: 0 (expected: >= 1)"),
                changed(
                        ", burst: 20",
                        "",
                        "policies.default.burst: missing (expected: how many requests a rested subject may send at once, >= 1)"),
                changed(
                        "burst: 20",
                        "burst: lots",
                        "policies.default.burst: lots (expected: a whole number in decimal digits, without quotes)"),
                changed(
                        "limit: 100/1m, ",
                        "",
                        "policies.default.limit: missing (expected: PERMITS/PERIOD, such as 100/1m)"),
                changed("100/1m", "100", "policies.default.limit: 100 (expected: PERMITS/PERIOD, such as 100/1m)"),
                changed(
                        "100/1m",
                        "1e3/1m",
                        "policies.default.limit: 1e3/1m (expected: PERMITS/PERIOD, such as 100/1m)"),
                changed(
                        "100/1m",
                        "100/1d",
                        "policies.default.limit: 100/1d (expected: a whole number with ms, s, m or h, such as 20ms or 5s)"),
                changed("100/1m", "0/1m", "policies.default.limit: 0/1m (expected: permits >= 1)"),
                changed("100/1m", "100/0s", "policies.default.limit: 100/0s (expected: period > PT0S)"),
                changed(
                        "100/1m",
                        "2000000/1ms",
                        "policies.default.limit: 2000000/1ms (expected: permits <= 1 per nanosecond of the period)"),
                changed(
                        "limit: 100/1m, burst: 20",
                        "limit: 0/1m, burst: 0",
                        "policies.default.limit: 0/1m (expected: permits >= 1)",
                        "policies.default.burst: 0 (expected: >= 1)"),
                changed(
                        "limit: 100/1m, burst: 20",
                        "limit: 0/1m, burst: 20, key: exp",
                        "policies.default.limit: 0/1m (expected: permits >= 1)",
                        "policies.default.key: exp (expected: a claim that names a subject, such as sub)"),
                inPolicy("brust: 5", "brust: unknown key (expected: one of burst, key, limit, tiers)"),
                inPolicy(
                        "key: tenant",
                        "key: tenant (expected: one of jwt.requiredClaims [sub, exp]; a token without it would have no bucket)"),
                inPolicy("key: ''", "key: empty (expected: a string)"),
                inPolicy("key: exp", "key: exp (expected: a claim that names a subject, such as sub)"),
                inPolicy("key: nbf", "key: nbf (expected: a claim that names a subject, such as sub)"),
                inPolicy("key: iat", "key: iat (expected: a claim that names a subject, such as sub)"),
                inPolicy("key: aud", "key: aud (expected: a claim that names a subject, such as sub)"),
                inPolicy(
                        "tiers: { gold: { limit: 1/1s, burst: 1 } }",
                        "tiers.claim: missing (expected: the claim whose value names the tier, such as plan)"),
                inPolicy(
                        "tiers: { claim: plan }",
                        "tiers.TIER: missing (expected: at least one tier with limit and burst)"),
                inPolicy("tiers: { claim: plan, gold: 100/1s }", "tiers.gold: 100/1s (expected: a mapping)"),
                inPolicy(
                        "tiers: { claim: plan, gold: { limit: 1/1s, burst: 0, key: sub } }",
                        "tiers.gold.burst: 0 (expected: >= 1)",
                        "tiers.gold.key: unknown key (expected: one of burst, limit)"),
                changed(
                        "  default:",
                        "  de fault:",
                        "policies: de fault (expected: a name of 1 to 64 letters, digits, _ and -, the first a letter or a digit)",
                        "routes[0].policy: default (expected: one of the policies [de fault])"));
    }

    static Stream<Arguments> limiter() {
        return Stream.of(
                added("limiter: { mode: global }", "limiter.mode: global (expected: local, share, redis, lease)"),
                added(
                        "limiter: { mode: share }",
                        "limiter.share: missing (expected: who the members are, for mode share)"),
                added(
                        "limiter: { share: { period: 1ms } }",
                        "limiter.share: no source of members (expected: exactly one of members, dns, endpointSlices)"),
                added(
                        "limiter: { share: { members: [ 'a:1' ], dns: { name: b, port: 1 } } }",
                        "limiter.share: members and dns (expected: exactly one of members, dns, endpointSlices)"),
                added(
                        "limiter: { share: { members: [] } }",
                        "limiter.share.members: an empty list (expected: at least one HOST:PORT, this replica's own)"),
                added(
                        "limiter: { share: { members: [ 'a:1', 'b:1', 'a:1' ] } }",
                        "limiter.share.members[2]: a:1 (expected: each member once)"),
                added(
                        "limiter: { share: { members: [ 'a:1' ], self: 'b:1', period: 1h, belowFloor: maybe } }",
                        "limiter.share.belowFloor: maybe (expected: floor, refuse)",
                        "limiter.share.period: 1h (expected: 100ms to 10m)",
                        "limiter.share.self: b:1 (expected: one of limiter.share.members [a:1])"),
                added(
                        "limiter: { share: { dns: { name: '-', port: 0 } } }",
                        "limiter.share.dns.name: - (expected: a host name)",
                        "limiter.share.dns.port: 0 (expected: 1 to 65535)"),
                added(
                        "limiter: { share: { endpointSlices: { service: s, server: 'http://h' } } }",
                        "limiter.share.endpointSlices.namespace: missing (expected: the name of a namespace)",
                        "limiter.share.endpointSlices.server: not such a URL (expected: https://HOST[:PORT], or http://127.0.0.1[:PORT])"),
                noServer("https://me:secret@h"),
                noServer("https://me:sec ret@h"),
                noServer("http://me:secret@h"),
                noServer("me:secret@h"),
                noServer("https://h:0"),
                noServer("https://h:99999"),
                noServer("https://h/api"),
                noServer("https://h?token=secret"),
                added(
                        "limiter: { mode: share, share: { belowFloor: refuse, members: "
                                + IntStream.range(0, 21)
                                        .mapToObj(i -> "'a:" + i + "'")
                                        .toList() + " } }",
                        "policies.default.burst: 20 (expected: >= 21, one for each of limiter.share.members; or"
                                + " limiter.share.belowFloor: floor)"),
                added("limiter: { mode: redis }", "limiter.redis: missing (expected: where Redis is, for mode redis)"),
                added(
                        "limiter: { mode: lease, redis: {} }",
                        "limiter.redis.uri: missing (expected: " + RedisUri.SYNTAX + ")",
                        "limiter.redis.subjectSecretFile: missing (expected: a file of at least 16 bytes, the same in all"
                                + " replicas)"),
                added(
                        "limiter: { redis: { uri: 'http://:secret@r', subjectSecretFile: k1, timeout: 0s, maxInFlight: 0,"
                                + " onOutage: ignore, prefix: '{wt}' } }",
                        "limiter.redis.onOutage: ignore (expected: share, open, closed)",
                        "limiter.redis.uri: not such a URI (expected: " + RedisUri.SYNTAX + ")",
                        "limiter.redis.timeout: 0s (expected: 1ms to 10s)",
                        "limiter.redis.maxInFlight: 0 (expected: 1 to 1000000)",
                        "limiter.redis.prefix: {wt} (expected: up to 100 printable characters, no braces)"),
                added(
                        "limiter: { mode: redis, maxBuckets: 0, redis: { timeout: 0s } }",
                        "limiter.redis.uri: missing (expected: " + RedisUri.SYNTAX + ")",
                        "limiter.redis.subjectSecretFile: missing (expected: a file of at least 16 bytes, the same in all"
                                + " replicas)",
                        "limiter.redis.timeout: 0s (expected: 1ms to 10s)",
                        "limiter.maxBuckets: 0 (expected: 1 to 1000000000)"),
                added(
                        "limiter: { redis: { uri: 'redis://r', subjectSecretFile: nowhere } }",
                        "limiter.redis.subjectSecretFile: nowhere (expected: a readable file; there is no nowhere)"),
                added(
                        "limiter: { redis: { uri: 'redis://r', subjectSecretFile: k1, caFile: nowhere } }",
                        "limiter.redis.caFile: nowhere (expected: a file of certificates, PEM; there is no nowhere)"),
                added(
                        "limiter: { redis: { uri: 'redis://r', subjectSecretFile: k1, caFile: k2 } }",
                        "limiter.redis.caFile: k2 (expected: a file of certificates, PEM; k2 holds none)"),
                added(
                        "limiter: { redis: { uri: 'redis://r', subjectSecretFile: k1, caFile: empty } }",
                        "limiter.redis.caFile: empty (expected: a file of certificates, PEM; empty holds none)"),
                added("limiter: { lease: { slack: 0 } }", "limiter.lease.slack: 0.0 (expected: above 0, at most 1)"),
                added(
                        "limiter: { lease: { slack: much } }",
                        "limiter.lease.slack: much (expected: a number in decimal digits, such as 0.1, without quotes)"),
                added("limiter: { maxBuckets: 0 }", "limiter.maxBuckets: 0 (expected: 1 to 1000000000)"),
                added("limiter: [ local ]", "limiter: a list (expected: a mapping)"));
    }

    static Stream<Arguments> routes() {
        String route = "  - { path: /api, upstream: echo, policy: default }\n";
        return Stream.of(
                changed(route, "", "routes: empty (expected: a list)"),
                changed("routes:\n" + route, "routes: []\n", "routes: missing (expected: at least one route)"),
                changed("routes:\n" + route, "", "routes: missing (expected: at least one route)"),
                changed("path: /api, ", "", "routes[0].path: missing (expected: a path that starts with /)"),
                changed("/api", "api", "routes[0].path: api (expected: a path that starts with /)"),
                changed("/api", "/api/", "routes[0].path: /api/ (expected: /api, which covers all below it too)"),
                changed(
                        "/api",
                        "/a//b",
                        "routes[0].path: /a//b (expected: a path in normal form: no empty, . or .. segment, no query, nothing encoded)"),
                changed(
                        "/api",
                        "/a/../b",
                        "routes[0].path: /a/../b (expected: a path in normal form: no empty, . or .. segment, no query, nothing encoded)"),
                changed(
                        "/api",
                        "/a/.",
                        "routes[0].path: /a/. (expected: a path in normal form: no empty, . or .. segment, no query, nothing encoded)"),
                changed(
                        "/api",
                        "/a%2fb",
                        "routes[0].path: /a%2fb (expected: a path in normal form: no empty, . or .. segment, no query, nothing encoded)"),
                changed(
                        "/api",
                        "'/a?b'",
                        "routes[0].path: /a?b (expected: a path in normal form: no empty, . or .. segment, no query, nothing encoded)"),
                changed("upstream: echo, ", "", "routes[0].upstream: missing (expected: the name of an upstream)"),
                changed(
                        "upstream: echo",
                        "upstream: eco",
                        "routes[0].upstream: eco (expected: one of the upstreams [echo])"),
                changed(
                        "policy: default",
                        "policy: heavy",
                        "routes[0].policy: heavy (expected: one of the policies [default])"),
                inRoute("auth: basic", "auth: basic (expected: jwt, none)"),
                inRoute(
                        "auth: none",
                        "policy: default (expected: no policy where auth is none: without a token there is no subject to limit)"),
                inRoute("cost: 0", "cost: 0 (expected: >= 1)"),
                inRoute(
                        "cost: 21",
                        "cost: 21 (expected: <= 20, the smallest burst of policy default; a request that costs more could never succeed)"),
                changed(
                        ", policy: default",
                        ", cost: 2",
                        "routes[0].cost: 2 (expected: 1, or a policy to spend it from)"),
                inRoute("host: 'a:80'", "host: a:80 (expected: a host name or an IP address, without a port)"),
                inRoute(
                        "methods: [GET]",
                        "methods: unknown key (expected: one of auth, cost, host, path, policy, upstream)"),
                changed(
                        route,
                        route + route,
                        "routes[1].path: /api (expected: once, routes[0] has the same host and path)"),
                changed(
                        route,
                        "  - { host: A.example, path: /api, upstream: echo }\n  - { host: a.example, path: /api, upstream: echo }\n",
                        "routes[1].path: /api of host a.example (expected: once, routes[0] has the same host and path)"),
                changed(route, "  - /api\n", "routes[0]: /api (expected: a mapping)"));
    }

    static Stream<Arguments> upstreams() {
        return Stream.of(
                changed(
                        "upstreams:\n  echo: { endpoints: [ 127.0.0.1:8081 ] }\n",
                        "",
                        "upstreams: missing (expected: at least one upstream)"),
                changed(
                        "endpoints: [ 127.0.0.1:8081 ]",
                        "",
                        "upstreams.echo.endpoints: missing (expected: a list of HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080)"),
                changed(
                        "127.0.0.1:8081",
                        "http://127.0.0.1:8081",
                        "upstreams.echo.endpoints[0]: http://127.0.0.1:8081 (expected: HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080)"),
                changed(
                        "127.0.0.1:8081",
                        "127.0.0.1:0",
                        "upstreams.echo.endpoints: 127.0.0.1:0 (expected: a port from 1 to 65535)"),
                changed(
                        "127.0.0.1:8081",
                        "a:1, a:1",
                        "upstreams.echo.endpoints: [a:1, a:1] (expected: each endpoint once)"),
                inUpstream("connectTimeout: 0s", "connectTimeout: 0s (expected: 1ms to 1m)"),
                inUpstream("responseTimeout: 2h", "responseTimeout: 2h (expected: 1ms to 1h)"),
                inUpstream("maxConnections: 0", "maxConnections: 0 (expected: 1 to 65535)"));
    }

    static Stream<Arguments> http() {
        return Stream.of(
                added("http: { headTimeout: 1ms }", "http.headTimeout: 1ms (expected: 10ms to 10m)"),
                added("http: { idleTimeout: 2h }", "http.idleTimeout: 2h (expected: 10ms to 1h)"),
                added(
                        "http: { maxHeadBytes: 1023 }",
                        "http.maxHeadBytes: 1023 (expected: 1024 to 1048576)",
                        "http.maxTargetBytes: 8192 (expected: 64 to 1023, which is maxHeadBytes)"),
                added("http: { maxFields: 7 }", "http.maxFields: 7 (expected: 8 to 1000)"),
                added("http: { maxBodyBytes: -1 }", "http.maxBodyBytes: -1 (expected: >= 0, where 0 is no limit)"),
                added(
                        "http: { trustedProxies: [ 10.0.0.1/8 ] }",
                        "http.trustedProxies[0]: 10.0.0.1/8 (expected: 10.0.0.0/8, the first address of the block)"),
                added(
                        "http: { trustedProxies: [ 10.0.0.1 ] }",
                        "http.trustedProxies[0]: 10.0.0.1 (expected: ADDRESS/BITS, such as 10.0.0.0/8 or fd00::/8)"),
                added(
                        "http: { rateLimitFields: draft-12 }",
                        "http.rateLimitFields: draft-12 (expected: draft-11, x-ratelimit, off)"));
    }

    private static final String OTLP_URL = "http://HOST:PORT/PATH or https, such as http://collector:4318/v1/metrics";

    static Stream<Arguments> rest() {
        return Stream.of(
                added("shutdown: { propagation: 6m }", "shutdown.propagation: 6m (expected: 0s to 5m)"),
                added("shutdown: { deadline: 2h }", "shutdown.deadline: 2h (expected: 0s to 1h)"),
                added(
                        "proof: { replica: 'a b' }",
                        "proof.replica: a b (expected: 1 to 63 letters, digits, dots, hyphens or underscores, a letter or"
                                + " digit first)"),
                added("telemetry: on", "telemetry: on (expected: a mapping)"),
                added("telemetry: { otel: {} }", "telemetry.otel: unknown key (expected: one of otlp)"),
                added("telemetry: { otlp: {} }", "telemetry.otlp.url: missing (expected: " + OTLP_URL + ")"),
                noOtlpUrl("collector:4318"),
                noOtlpUrl("me:secret@collector:4318"),
                noOtlpUrl("http://me:sec ret@collector/"),
                noOtlpUrl("http://me:secret@collector/"),
                noOtlpUrl("http://collector/?token=secret"),
                noOtlpUrl("http://collector:0/"),
                noOtlpUrl("http://collector:99999/"),
                noOtlpUrl("http://collector:port/"),
                added(
                        "telemetry: { otlp: { url: \"http://collector:4318/v1/metrics\", step: 10ms } }",
                        "telemetry.otlp.step: 10ms (expected: 1s to 1h)"),
                added("proof: { obituary: [] }", "proof.obituary: a list (expected: the name of a file)"),
                added("proof: { obituary: \"a\\0b\" }", "proof.obituary: a?b (expected: the name of a file)"));
    }

    @Test
    void allMistakesAreReportedAtOnce() {
        // When / Then
        assertThat(files.errorsOf("""
                        listen: here
                        jwt:
                          keys:
                            - { kid: k1, algorithm: HS999, secretFile: nowhere }
                            - { kid: k1, algorithm: HS256, secretFile: k1 }
                          leeway: 1h
                        policies:
                          default: { limit: 100/1m, burst: 0, burst: 0 }
                        routes:
                          - { path: api, upstream: echo, policy: default }
                          - { path: /b, upstream: nobody, policy: default, cost: 1000 }
                        upstreams:
                          echo: { endpoints: [ nowhere ], connectTimeout: 2h }
                        """))
                .containsExactly(
                        "gateway.yaml: policies.default.burst: given in line 8 and again in line 8 (expected: once)",
                        "gateway.yaml: listen: here (expected: HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080)",
                        "gateway.yaml: jwt.keys[0].algorithm: HS999 (expected: HS256, HS384, HS512)",
                        "gateway.yaml: jwt.keys[0].secretFile: nowhere (expected: a readable file; there is no nowhere)",
                        "gateway.yaml: jwt.leeway: 1h (expected: 0s to 5m)",
                        "gateway.yaml: routes[0].path: api (expected: a path that starts with /)",
                        "gateway.yaml: upstreams.echo.endpoints[0]: nowhere (expected: HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080)",
                        "gateway.yaml: upstreams.echo.connectTimeout: 2h (expected: 1ms to 1m)",
                        "gateway.yaml: routes[1].upstream: nobody (expected: one of the upstreams [echo])");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notYaml")
    void textThatIsNoConfigurationsYamlIsNamedWithLineAndColumn(String yaml, String error) {
        // When / Then
        assertThat(files.errorsOf(yaml)).containsExactly("gateway.yaml: " + error);
    }

    static Stream<Arguments> notYaml() {
        return Stream.of(
                Arguments.of("", "line 1, column 1: the file is empty (expected: a mapping)"),
                Arguments.of("# nothing\n", "line 1, column 1: the file is empty (expected: a mapping)"),
                Arguments.of("- a\n", "line 1, column 1: a list (expected: a mapping)"),
                Arguments.of("a\n", "line 1, column 1: a value (expected: a mapping)"),
                Arguments.of("a: 1\n b: 2\n", "line 2, column 3: mapping values are not allowed here"),
                Arguments.of("a: [1,\nb: }\n", "line 2, column 4: expected the node content, but found '}'"),
                Arguments.of("a: 'x\n", "line 2, column 1: found unexpected end of stream"),
                Arguments.of("a: 1\n---\nb: 2\n", "line 2, column 1: a second document (expected: one)"),
                Arguments.of(
                        "a: &x 1\nb: *x\n", "line 2, column 4: an alias (expected: the value itself, written out)"),
                Arguments.of("a: !!int 1\n", "line 1, column 4: a tag (expected: a plain value)"),
                Arguments.of(
                        "a: " + "[".repeat(30), "line 1, column 23: nested too deeply (expected: at most 20 levels)"),
                Arguments.of("!!str a: 1\n", "line 1, column 1: a tag (expected: a plain value)"),
                Arguments.of("? [a]\n: b\n", "line 1, column 3: a key that is no value (expected: a name)"),
                Arguments.of("a: &x 1\n*x : b\n", "line 2, column 1: a key that is an alias (expected: a name)"),
                Arguments.of("a: 1\nb: \u0001\n", "line 2, column 4: a character that text does not have: U+0001"));
    }

    @Test
    void aFileThatIsNotThereIsSaidToBeMissing() {
        // When / Then
        assertThat(catchThrowableOfType(ConfigException.class, () -> ConfigLoader.load(files.path("none.yaml")))
                        .errors())
                .containsExactly(files.path("none.yaml") + ": there is no " + files.path("none.yaml")
                        + " (expected: a readable YAML file)");
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        // Given
        files.write("latin1.yaml", new byte[] {'a', ':', ' ', (byte) 0xe9});

        // When / Then
        assertThat(catchThrowableOfType(ConfigException.class, () -> ConfigLoader.load(files.path("latin1.yaml")))
                        .errors())
                .containsExactly(files.path("latin1.yaml") + ": bytes that are no text (expected: UTF-8)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://h",
                "redis://h/",
                "redis://h:6379/15",
                "redis://[::1]:6379",
                "rediss://somebody:hush@r.example:1/2?clientName=gateway",
                "redis://somebody@10.0.0.1",
                "redis-sentinel://a,b:26380/1#main",
                "rediss-sentinel://:hush@a,b:26380#main"
            })
    void aUriOfOneRedisOrOfItsSentinelsIsAccepted(String uri) {
        assertThat(files.errorsOf(VALID + redis(uri, false))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://h", "redis://a:1,b:2", "rediss://somebody:hush@a,b:2,10.0.0.1:3"})
    void aUriOfNodesOfAClusterIsAccepted(String uri) {
        assertThat(files.errorsOf(VALID + redis(uri, true))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://",
                "redis:///0",
                "redis://:6379",
                "redis://somebody:hush@:1",
                "redis://a:1,b:2",
                "redis://h:",
                "redis://h:0",
                "redis://h:99999",
                "redis://h:-1",
                "redis://h:port",
                "redis://h:6379/one",
                "redis://h:6379/-1",
                "redis://h:6379/0/1",
                "redis://h:6379/99999999999",
                "redis://h h",
                "redis-sentinel://a:1,b:2",
                "redis-sentinel://a:1#",
                "redis-sentinel://#main",
                "redis-sentinel://a:1,b:port#main"
            })
    void aUriThatNoRedisCanBeReachedByIsRefused(String uri) {
        assertThat(files.errorsOf(VALID + redis(uri, false)))
                .containsExactly("gateway.yaml: limiter.redis.uri: not such a URI (expected: " + RedisUri.SYNTAX + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://a:1,,b:2", "redis://,", "redis://a:1,b:99999", "redis-sentinel://a:1#main"})
    void aUriThatNoClusterCanBeReachedByIsRefused(String uri) {
        assertThat(files.errorsOf(VALID + redis(uri, true)))
                .containsExactly("gateway.yaml: limiter.redis.uri: not such a URI (expected: " + RedisUri.SYNTAX + ")");
    }

    private static String redis(String uri, boolean cluster) {
        return "limiter: { redis: { uri: '" + uri + "', cluster: " + cluster + ", subjectSecretFile: k1 } }\n";
    }

    private static Arguments changed(String part, String changed, String... errors) {
        return Arguments.of(part, changed, errors);
    }

    /** A line more at the end of the file. */
    private static Arguments added(String line, String... errors) {
        return changed("[ 127.0.0.1:8081 ] }\n", "[ 127.0.0.1:8081 ] }\n" + line + "\n", errors);
    }

    private static Arguments inJwt(String line, String... errors) {
        return changed("secretFile: k1 }\n", "secretFile: k1 }\n  " + line + "\n", below("jwt.", errors));
    }

    private static Arguments inPolicy(String entry, String... errors) {
        return changed("burst: 20", "burst: 20, " + entry, below("policies.default.", errors));
    }

    private static Arguments inRoute(String entry, String... errors) {
        return changed("policy: default", "policy: default, " + entry, below("routes[0].", errors));
    }

    private static Arguments inUpstream(String entry, String... errors) {
        return changed("[ 127.0.0.1:8081 ]", "[ 127.0.0.1:8081 ], " + entry, below("upstreams.echo.", errors));
    }

    private static Arguments noOtlpUrl(String url) {
        return added(
                "telemetry: { otlp: { url: \"" + url + "\" } }",
                "telemetry.otlp.url: not such a URL (expected: " + OTLP_URL + ")");
    }

    private static Arguments noServer(String url) {
        return added(
                "limiter: { share: { endpointSlices: { namespace: n, service: s, server: '" + url + "' } } }",
                "limiter.share.endpointSlices.server: not such a URL (expected: https://HOST[:PORT], or http://127.0.0.1[:PORT])");
    }

    private static String[] below(String path, String... errors) {
        return Arrays.stream(errors).map(error -> path + error).toArray(String[]::new);
    }
}
