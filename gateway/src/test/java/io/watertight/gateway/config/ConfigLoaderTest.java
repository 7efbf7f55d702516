package io.watertight.gateway.config;

import static io.watertight.gateway.config.ConfigFiles.VALID;
import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.ratelimit.BelowFloor;
import io.watertight.ratelimit.Quota;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {

    private static final String EVERYTHING = """
            listen: 127.0.0.1:8443
            admin: '[::1]:9443'
            threads: 3
            transport: io_uring
            accessLog: true
            jwt:
              keys:
                - { kid: k1, algorithm: HS256, secretFile: k1 }
                - { kid: "2026", algorithm: HS512, secretFile: k2 }
              issuer: https://issuer.example
              audience: api
              leeway: 500ms
              requiredClaims: [ sub, exp, tenant ]
              maxTokenBytes: 4096
            policies:
              default: { limit: 100/1m, burst: 20 }
              heavy:
                limit: 10/1s
                burst: 20
                key: tenant
                tiers: { claim: plan, gold: { limit: 100/1s, burst: 200 } }
            limiter:
              mode: lease
              maxBuckets: 7
              share: { dns: { name: gw.default.svc, port: 8080 }, self: '10.0.0.1:8080', period: 3s, belowFloor: refuse }
              redis:
                uri: rediss://a,b:26380/1
                cluster: true
                passwordFile: k1
                caFile: ca.pem
                timeout: 5ms
                maxInFlight: 8
                onOutage: closed
                prefix: "g:"
                subjectSecretFile: k1
              lease: { slack: 0.25 }
            routes:
              - { host: API.example, path: /api, upstream: echo, policy: default }
              - { path: /api, upstream: echo, policy: heavy, cost: 20 }
              - { path: /, upstream: echo, auth: none }
            upstreams:
              echo:
                endpoints: [ 127.0.0.1:8081, '[::1]:8082', 'echo.default.svc:80' ]
                connectTimeout: 20ms
                responseTimeout: 1h
                maxConnections: 9
            http:
              headTimeout: 1s
              idleTimeout: 2m
              maxHeadBytes: 2048
              maxTargetBytes: 1024
              maxFields: 50
              maxBodyBytes: 12345678901
              trustedProxies: [ 10.0.0.0/8, fd00::/8 ]
              rateLimitFields: off
            shutdown: { propagation: 0s, idle: 500ms, deadline: 3s }
            proof: { decisionTime: true, replica: gw-1.2, obituary: out/ledger.json }
            telemetry: { otlp: { url: "https://collector:4318/v1/metrics", step: 15s } }
            """;

    private ConfigFiles files;

    @BeforeEach
    void makeFiles(@TempDir Path directory) {
        files = new ConfigFiles(directory);
        files.write("k2", new byte[64]);
        files.write("ca.pem", CaPem.TEXT);
    }

    @Test
    void everyKeyOfTheFileReachesItsRecord() throws Exception {
        // When
        GatewayConfig config = files.load(EVERYTHING);

        // Then
        Quota twentyAtOnce = new Quota(100, Duration.ofMinutes(1), 20);
        assertThat(config)
                .isEqualTo(new GatewayConfig(
                        new Endpoint("127.0.0.1", 8443),
                        new Endpoint("::1", 9443),
                        3,
                        Transport.IO_URING,
                        true,
                        new JwtConfig(
                                List.of(
                                        new KeyConfig("k1", MacAlgorithm.HS256, secret("k1", ConfigFiles.SECRET)),
                                        new KeyConfig("2026", MacAlgorithm.HS512, secret("k2", "\0".repeat(64)))),
                                "https://issuer.example",
                                "api",
                                Duration.ofMillis(500),
                                Set.of("sub", "exp", "tenant"),
                                4096),
                        Map.of(
                                "default",
                                new PolicyConfig(twentyAtOnce, "sub", null),
                                "heavy",
                                new PolicyConfig(
                                        new Quota(10, Duration.ofSeconds(1), 20),
                                        "tenant",
                                        new TiersConfig(
                                                "plan", Map.of("gold", new Quota(100, Duration.ofSeconds(1), 200))))),
                        new LimiterConfig(
                                LimiterMode.LEASE,
                                7,
                                new ShareConfig(
                                        new MemberSource.Dns("gw.default.svc", 8080),
                                        new Endpoint("10.0.0.1", 8080),
                                        Duration.ofSeconds(3),
                                        BelowFloor.REFUSE),
                                new RedisConfig(
                                        "rediss://a,b:26380/1",
                                        true,
                                        secret("k1", ConfigFiles.SECRET),
                                        files.path("ca.pem"),
                                        Duration.ofMillis(5),
                                        8,
                                        OnOutage.CLOSED,
                                        "g:",
                                        secret("k1", ConfigFiles.SECRET)),
                                0.25),
                        List.of(
                                new RouteConfig("api.example", "/api", "echo", "default", Auth.JWT, 1),
                                new RouteConfig(null, "/api", "echo", "heavy", Auth.JWT, 20),
                                new RouteConfig(null, "/", "echo", null, Auth.NONE, 1)),
                        Map.of(
                                "echo",
                                new UpstreamConfig(
                                        List.of(
                                                new Endpoint("127.0.0.1", 8081),
                                                new Endpoint("::1", 8082),
                                                new Endpoint("echo.default.svc", 80)),
                                        Duration.ofMillis(20),
                                        Duration.ofHours(1),
                                        9)),
                        new HttpConfig(
                                Duration.ofSeconds(1),
                                Duration.ofMinutes(2),
                                2048,
                                1024,
                                50,
                                12_345_678_901L,
                                List.of(
                                        new Cidr(InetAddress.ofLiteral("10.0.0.0"), 8),
                                        new Cidr(InetAddress.ofLiteral("fd00::"), 8)),
                                RateLimitFields.OFF),
                        new ShutdownConfig(Duration.ZERO, Duration.ofMillis(500), Duration.ofSeconds(3)),
                        new ProofConfig(true, "gw-1.2", files.path("out/ledger.json")),
                        new OtlpConfig(URI.create("https://collector:4318/v1/metrics"), Duration.ofSeconds(15))));
    }

    @Test
    void whatTheFileLeavesOutHasItsDefault() throws Exception {
        // When
        GatewayConfig config = files.load(VALID);

        // Then
        assertThat(config)
                .isEqualTo(new GatewayConfig(
                        new Endpoint("0.0.0.0", 8080),
                        new Endpoint("0.0.0.0", 9090),
                        0,
                        Transport.AUTO,
                        false,
                        new JwtConfig(
                                List.of(new KeyConfig("k1", MacAlgorithm.HS256, secret("k1", ConfigFiles.SECRET))),
                                null,
                                null,
                                Duration.ofSeconds(5),
                                Set.of("sub", "exp"),
                                8192),
                        Map.of("default", new PolicyConfig(new Quota(100, Duration.ofMinutes(1), 20), "sub", null)),
                        new LimiterConfig(LimiterMode.LOCAL, 5_000_000, null, null, 0.1),
                        List.of(new RouteConfig(null, "/api", "echo", "default", Auth.JWT, 1)),
                        Map.of(
                                "echo",
                                new UpstreamConfig(
                                        List.of(new Endpoint("127.0.0.1", 8081)),
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(30),
                                        1024)),
                        new HttpConfig(
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(60),
                                16_384,
                                8192,
                                100,
                                0,
                                List.of(),
                                RateLimitFields.DRAFT_11),
                        new ShutdownConfig(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(20)),
                        new ProofConfig(false, null, null),
                        null));
    }

    @Test
    void aGatewayThatAsksForNoTokenNeedsNoKeys() throws Exception {
        // When
        GatewayConfig config = files.load("""
                routes: [ { path: /, upstream: echo, auth: none } ]
                upstreams: { echo: { endpoints: [ 127.0.0.1:8081 ] } }
                """);

        // Then
        assertThat(config.jwt()).isNull();
        assertThat(config.policies()).isEmpty();
    }

    @Test
    void theRenderedConfigurationLoadsToAnEqualOne() throws Exception {
        // Given
        GatewayConfig config = files.load(EVERYTHING);

        // When
        String rendered = ConfigLoader.render(config);

        // Then
        assertThat(files.load(rendered)).isEqualTo(config);
    }

    @Test
    void theRenderedConfigurationFillsInDefaultsAndLeavesOutSecrets() throws Exception {
        // Given
        GatewayConfig config = files.load(VALID);

        // When
        String rendered = files.withoutDirectory(ConfigLoader.render(config));

        // Then
        assertThat(rendered).isEqualTo("""
                        listen: 0.0.0.0:8080
                        admin: 0.0.0.0:9090
                        threads: 0
                        transport: auto
                        accessLog: false
                        jwt:
                          keys:
                          - kid: k1
                            algorithm: HS256
                            secretFile: k1
                          leeway: 5s
                          requiredClaims:
                          - sub
                          - exp
                          maxTokenBytes: 8192
                        policies:
                          default:
                            limit: 100/1m
                            burst: 20
                            key: sub
                        limiter:
                          mode: local
                          maxBuckets: 5000000
                          lease:
                            slack: 0.1
                        routes:
                        - path: /api
                          upstream: echo
                          policy: default
                          auth: jwt
                          cost: 1
                        upstreams:
                          echo:
                            endpoints:
                            - 127.0.0.1:8081
                            connectTimeout: 1s
                            responseTimeout: 30s
                            maxConnections: 1024
                        http:
                          headTimeout: 10s
                          idleTimeout: 1m
                          maxHeadBytes: 16384
                          maxTargetBytes: 8192
                          maxFields: 100
                          maxBodyBytes: 0
                          trustedProxies: []
                          rateLimitFields: draft-11
                        shutdown:
                          propagation: 5s
                          idle: 1s
                          deadline: 20s
                        proof:
                          decisionTime: false
                        """);
    }

    @Test
    void noSecretIsInWhatAConfigurationPrints() throws Exception {
        // Given
        GatewayConfig config = files.load(VALID);

        // When
        String printed = config + ConfigLoader.render(config);

        // Then
        assertThat(printed).contains("Secret[redacted]").doesNotContain(ConfigFiles.SECRET.substring(0, 8));
    }

    @Test
    void aPasswordInTheUriIsNotPrintedEither() throws Exception {
        // Given
        GatewayConfig config = files.load(
                VALID
                        + "limiter: { mode: redis, redis: { uri: 'rediss://somebody:hush@r:1/2', subjectSecretFile: k1, onOutage: open } }\n");

        // When
        String printed = config + ConfigLoader.render(config);

        // Then
        assertThat(printed).contains("rediss://r:1/2").doesNotContain("hush", "somebody");
    }

    private Secret secret(String file, String bytes) {
        return new Secret(files.path(file), bytes.getBytes(StandardCharsets.UTF_8));
    }
}
