package io.watertight.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.watertight.bench.cluster.FreePorts;
import io.watertight.bench.cluster.JvmProbe;
import io.watertight.bench.cluster.RedisBinary;
import io.watertight.bench.cluster.RedisServer;
import io.watertight.gateway.Main;
import io.watertight.grafana.Catalogue.Expression;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus scrapes three real gateways under load, one over Redis and two that share the limit, of which one leaves. The tests are one story, in
 * this order: all is well, and then it is not.
 */
@Tag("prometheus")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class EveryQueryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String POLICY = "limit: 10/1s, burst: 5";

    /** What must not hold while gateways do what they promise; of these every selector is asked for instead. */
    private static final Set<String> QUIET = Set.of(
            "WatertightBucketsAboveBound",
            "WatertightLedgerOutOfBalance",
            "WatertightRetentionNotFalling",
            "WatertightMembersDisagree");

    /** What holds or not as this machine is slow or fast; of these every selector is asked for as well. */
    private static final Set<String> SLOW = Set.of("WatertightStoreSlow", "WatertightLatencyHigh");

    /** What holds once Redis and the upstream are killed. */
    private static final Set<String> BROKEN = Set.of("WatertightFallbackActive", "WatertightServerErrors");

    private Lab lab;
    private RedisServer redis;
    private ClusterStandIn cluster;
    private Clients clients;
    private Prometheus prometheus;
    private List<Lab.Replica> replicas;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        lab = new Lab(directory);
        redis = RedisServer.start(RedisBinary.find(System.getenv()), directory);
        List<Integer> ports = FreePorts.find(2);
        String members =
                ports.stream().map(port -> "\"127.0.0.1:" + port + "\"").collect(Collectors.joining(", "));
        String share = "limiter: { mode: share, share: { members: [ %s ], period: 1s, self: \"127.0.0.1:%d\" } }\n";
        replicas = List.of(
                gateway("watertight-7d4b9c6f5-aaaaa", 0, """
                        limiter:
                          mode: redis
                          redis: { uri: "redis://127.0.0.1:%d", onOutage: closed, subjectSecretFile: subject-key, timeout: 1s }
                        """.formatted(
                                redis.address().port())),
                gateway("watertight-7d4b9c6f5-bbbbb", ports.get(0), share.formatted(members, ports.get(0))),
                gateway("watertight-7d4b9c6f5-ccccc", ports.get(1), share.formatted(members, ports.get(1))));
        cluster = new ClusterStandIn(replicas.stream().map(Lab.Replica::name).toList());
        prometheus = Prometheus.start(directory, scrapeConfigs());
        clients = Clients.rude(replicas.stream().map(Lab.Replica::listen).toList());
        for (Lab.Replica replica : replicas) {
            try (JvmProbe probe = JvmProbe.attach(replica.process().pid())) {
                probe.collectAndRead();
            }
        }
    }

    private Lab.Replica gateway(String name, int port, String limiter) throws Exception {
        return lab.gateway(name, Main.class, List.of(), port, POLICY, limiter);
    }

    private String scrapeConfigs() {
        String gateways = replicas.stream()
                .map(replica -> "      - { targets: [ \"127.0.0.1:%d\" ], labels: { namespace: lab, pod: %s } }\n"
                        .formatted(replica.admin().getPort(), replica.name()))
                .collect(Collectors.joining());
        // a fleet of its own for the one over Redis, which knows of no members
        return """
                - job_name: redis
                  static_configs:
                %s- job_name: share
                  static_configs:
                %s- job_name: cluster
                  honor_labels: true
                  static_configs:
                      - { targets: [ "127.0.0.1:%d" ] }
                """.formatted(
                        gateways.lines().limit(1).collect(Collectors.joining("\n", "", "\n")),
                        gateways.lines().skip(1).collect(Collectors.joining("\n", "", "\n")),
                        cluster.port());
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable part : Stream.<AutoCloseable>of(prometheus, clients, redis, lab, cluster)
                .toList()) {
            part.close();
        }
    }

    @Test
    @Order(1)
    void everyQueryOfEveryPanelAndEveryRecordHasData() throws Exception {
        List<Expression> records = Catalogue.records().stream()
                .map(rule -> new Expression("record", rule.get("record").asText()))
                .toList();
        assertAllHaveData(
                Stream.concat(Catalogue.queries().stream(), records.stream()).toList());
    }

    @Test
    @Order(2)
    void noAlertHoldsForGatewaysThatDoWhatTheyPromiseAndAllThatTheyReadIsThere() throws Exception {
        for (Expression alert : alerts(QUIET)) {
            assertThat(prometheus.query(alert.text())).as(alert.where()).isEmpty();
        }
        for (Expression alert :
                Stream.concat(alerts(QUIET).stream(), alerts(SLOW).stream()).toList()) {
            for (String selector : PromQl.selectors(alert.text())) {
                assertThat(prometheus.query(selector))
                        .as(alert.where() + ": " + selector)
                        .isNotEmpty();
            }
        }
    }

    @Test
    @Order(3)
    void theClustersAlertsHoldForTheSickReleaseAndNotForTheHealthyOne() throws Exception {
        List<Expression> ofTheCluster = Catalogue.ruleExpressions().stream()
                .filter(rule -> rule.where().startsWith("Watertight"))
                .filter(rule -> Stream.of(QUIET, SLOW, BROKEN).noneMatch(other -> other.contains(rule.where())))
                .toList();
        assertAllHaveData(ofTheCluster);
        for (Expression alert : ofTheCluster) {
            assertThat(prometheus.query(alert.text()))
                    .as(alert.where())
                    .extracting(sample -> sample.at("/metric/namespace").asText())
                    .containsOnly(ClusterStandIn.SICK);
        }
    }

    @Test
    @Order(4)
    void aReplicaThatLeavesTakesNothingFromThePanelsOfTheOthers() throws Exception {
        // Given
        Lab.Replica leaver = replicas.getLast();
        InetSocketAddress address = leaver.listen();

        // When
        clients.leave(address);
        int exitCode = leaver.process().stop(Duration.ofSeconds(20));

        // Then
        assertThat(exitCode).isZero();
        assertAllHaveData(List.of(new Expression("the target is gone", "up{pod=\"" + leaver.name() + "\"} == 0")));
        assertAllHaveData(Catalogue.queries());
    }

    @Test
    @Order(5)
    void alertsFollowWhenRedisAndTheUpstreamAreKilled() throws Exception {
        // When
        redis.kill();
        lab.killUpstream();

        // Then
        assertAllHaveData(alerts(BROKEN));
    }

    private static List<Expression> alerts(Set<String> names) {
        List<Expression> alerts = Catalogue.ruleExpressions().stream()
                .filter(rule -> names.contains(rule.where()))
                .toList();
        assertThat(alerts).hasSameSizeAs(names);
        return alerts;
    }

    /** Waits, as some need several scrapes. */
    private void assertAllHaveData(List<Expression> expressions) throws Exception {
        Set<Expression> empty = new LinkedHashSet<>(expressions);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!empty.isEmpty() && System.nanoTime() - end < 0) {
            Set<Expression> asked = Set.copyOf(empty);
            for (Expression expression : asked) {
                List<JsonNode> samples = prometheus.query(inGrafana(expression.text()));
                if (samples.stream()
                        .anyMatch(sample -> !sample.at("/value/1").asText().equals("NaN"))) {
                    empty.remove(expression);
                }
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
        assertThat(empty).isEmpty();
    }

    /** With what Grafana would put in for its variables. */
    private String inGrafana(String expression) {
        String pods = replicas.stream().map(Lab.Replica::name).collect(Collectors.joining("|"));
        return expression
                .replace("$namespace", ClusterStandIn.HEALTHY)
                .replace("$pod", pods)
                .replace("$__rate_interval", "10s")
                .replace("$__range", "1m");
    }
}
