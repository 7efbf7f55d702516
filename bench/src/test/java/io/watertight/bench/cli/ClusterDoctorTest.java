package io.watertight.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watertight.bench.kubernetes.ApiStandIn;
import io.watertight.bench.kubernetes.HealthyCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code doctor --kubernetes} against recorded answers: a healthy release, and each fault by its own line. */
class ClusterDoctorTest {
    private static final String DEPLOYMENT = "/apis/apps/v1/namespaces/bench/deployments/watertight";
    private static final String AUTOSCALERS = "/apis/autoscaling/v2/namespaces/bench/horizontalpodautoscalers";
    private static final String PODS = "/api/v1/namespaces/bench/pods";
    private static final String POD = PODS + "/watertight-7d9c5b8f6-z8vbm";
    private static final String METRICS = "/apis/metrics.k8s.io/v1beta1/namespaces/bench/pods";
    private static final String SLICE = "/apis/discovery.k8s.io/v1/namespaces/bench/endpointslices/watertight-x7jpl";
    private static final String SERVICES = "/api/v1/namespaces/bench/services";
    private static final String BUDGET = "/apis/policy/v1/namespaces/bench/poddisruptionbudgets/watertight";
    private static final String KEDA = "/apis/keda.sh/v1alpha1/namespaces/bench/scaledobjects/watertight";

    private final ApiStandIn api;
    private final Set<String> forbidden;

    ClusterDoctorTest(@TempDir Path directory) throws Exception {
        api = ApiStandIn.start(directory);
        forbidden = HealthyCluster.load(api);
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Invocation doctor(String... more) {
        return Invocation.of(Stream.concat(
                        Stream.of(
                                "doctor",
                                "--kubernetes",
                                "--kubeconfig",
                                api.kubeconfig().toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void aHealthyReleaseIsWellInEveryLine() {
        // When
        Invocation seen = doctor();

        // Then
        assertThat(lines(seen))
                .first()
                .asString()
                .matches("ok API server https://127\\.0\\.0\\.1:\\d+, v1\\.34\\.1-gke\\.2037001");
        assertThat(lines(seen))
                .filteredOn(line -> !line.startsWith("ok API server"))
                .containsExactly(
                        "ok permissions all that prove --kubernetes needs",
                        "ok ServiceMonitor 1 of this release",
                        "ok PodMonitor known, and not used",
                        "ok PrometheusRule known, and not used",
                        "note ScaledObject not known to this cluster: leave it off in the values, or install KEDA",
                        "note TestRun not known to this cluster: leave it off in the values, or install k6-operator",
                        "ok HTTPRoute known, and not used",
                        "ok release Deployment watertight, image watertight/gateway:0.1.0",
                        "ok probes startup /livez, liveness /livez, readiness /readyz",
                        "ok pods all 2 ready",
                        "ok metrics API answers for all ready pods",
                        "ok endpoints 2 of Service watertight, the ready pods",
                        "ok members Service watertight-members names pods before they are ready",
                        "ok ledger of watertight-7d9c5b8f6-2xkqp can be read: mode share, default",
                        "ok autoscaler watertight: 2 to 12 replicas, now 2; cpu 35% of 70%",
                        "ok disruption 1 allowed, 2 healthy of 1 needed");
        assertThat(seen.err()).isEmpty();
        assertThat(seen.exitCode()).isZero();
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("faults")
    void aFaultIsOneLineWithItsMend(Consumer<ApiStandIn> fault, int exitCode, String line) {
        // Given
        fault.accept(api);

        // When
        Invocation seen = doctor();

        // Then
        assertThat(lines(seen)).contains(line);
        assertThat(seen.out().lines().filter(printed -> printed.startsWith("bad")))
                .hasSize(exitCode == 0 ? 0 : 1);
        assertThat(seen.exitCode()).isEqualTo(exitCode);
    }

    /** What was printed, without the columns. */
    private static List<String> lines(Invocation seen) {
        return seen.out().lines().map(line -> line.replaceAll(" +", " ")).toList();
    }

    private static Arguments bad(String line, Consumer<ApiStandIn> fault) {
        return Arguments.of(fault, 2, "bad " + line);
    }

    private static Arguments note(String line, Consumer<ApiStandIn> fault) {
        return Arguments.of(fault, 0, "note " + line);
    }

    private static ObjectNode condition(ApiStandIn api, String path, int index) {
        return (ObjectNode)
                api.object(path).withObject("/status").withArray("conditions").get(index);
    }

    private static ObjectNode gatewayStatus(ApiStandIn api) {
        return (ObjectNode) api.object(POD)
                .withObject("/status")
                .withArray("containerStatuses")
                .get(0);
    }

    private static ObjectNode container(ApiStandIn api) {
        return (ObjectNode) api.object(DEPLOYMENT)
                .withObject("/spec/template/spec")
                .withArray("containers")
                .get(1);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                bad(
                        "metrics API answers 404, so no autoscaler can see CPU: install metrics-server, or mend the one that is there",
                        api -> api.remove("/apis/metrics.k8s.io/v1beta1")),
                bad(
                        "metrics API answers 503, so no autoscaler can see CPU: install metrics-server, or mend the one that is there",
                        api -> api.fail(METRICS, 503, "the server is currently unable to handle the request")),
                bad(
                        "metrics API has nothing on watertight-7d9c5b8f6-z8vbm: wait a minute for a young pod, else look at metrics-server's log",
                        api -> api.remove(METRICS + "/watertight-7d9c5b8f6-z8vbm")),
                bad(
                        "autoscaler watertight: FailedGetResourceMetric: missing request for cpu in container gateway (needs metrics-server, and a CPU request on the container)",
                        api -> condition(api, AUTOSCALERS + "/watertight", 1)
                                .put("status", "False")
                                .put("reason", "FailedGetResourceMetric")
                                .put("message", "missing request for cpu in container gateway")),
                bad(
                        "autoscaler watertight: FailedGetScale: the HPA controller was unable to get the target's current scale",
                        api -> condition(api, AUTOSCALERS + "/watertight", 0)
                                .put("status", "False")
                                .put("reason", "FailedGetScale")
                                .put("message", "the HPA controller was unable to get the target's current scale")),
                bad(
                        "autoscaler watertight: 2 to 12 replicas, now 2; cpu 35% of 70%: no controller has looked at it yet",
                        api -> api.object(AUTOSCALERS + "/watertight")
                                .withObject("/status")
                                .remove("conditions")),
                bad("autoscaler by-hand and watertight scale the same Deployment: keep one", api -> {
                    ObjectNode second = api.object(AUTOSCALERS + "/watertight").deepCopy();
                    second.withObject("/metadata").put("name", "by-hand");
                    api.put(AUTOSCALERS + "/by-hand", second);
                }),
                bad(
                        "KEDA ScaledObject watertight and HorizontalPodAutoscaler watertight scale the same Deployment: turn one off",
                        api -> api.put(KEDA, api.object(AUTOSCALERS + "/watertight"))),
                bad("KEDA ScaledObject watertight has no status: is KEDA's operator running?", api -> {
                    ObjectNode scaled = api.object(AUTOSCALERS + "/watertight").deepCopy();
                    scaled.remove("status");
                    api.remove(AUTOSCALERS + "/watertight");
                    api.put(KEDA, scaled);
                }),
                bad("KEDA ScaledObject watertight is ready, and there is no HorizontalPodAutoscaler of it", api -> {
                    ObjectNode scaled = api.object(AUTOSCALERS + "/watertight").deepCopy();
                    scaled.putObject("status")
                            .putArray("conditions")
                            .addObject()
                            .put("type", "Ready")
                            .put("status", "True");
                    api.remove(AUTOSCALERS + "/watertight");
                    api.put(KEDA, scaled);
                }),
                note("autoscaler none: 2 replicas, fixed", api -> api.remove(AUTOSCALERS + "/watertight")),
                note(
                        "autoscaler watertight: 2 to 2 replicas, now 2; cpu 35% of 70%: its minimum is its maximum",
                        api -> api.object(AUTOSCALERS + "/watertight")
                                .withObject("/spec")
                                .put("maxReplicas", 2)),
                bad(
                        "probes readiness does not ask /readyz: traffic would come before the gateway has its share, and while it leaves",
                        api -> container(api).remove("readinessProbe")),
                note("probes none for startup", api -> container(api).remove("startupProbe")),
                bad(
                        "release the rollout of watertight is stuck: ReplicaSet \"watertight-5b\" has timed out progressing. (kubectl rollout status, and the events of the new pods, say why)",
                        api -> condition(api, DEPLOYMENT, 1)
                                .put("status", "False")
                                .put("message", "ReplicaSet \"watertight-5b\" has timed out progressing.")),
                bad(
                        "release pods of watertight cannot be made: exceeded quota: cpu",
                        api -> condition(api, DEPLOYMENT, 1)
                                .put("type", "ReplicaFailure")
                                .put("status", "True")
                                .put("message", "exceeded quota: cpu")),
                note(
                        "release Deployment watertight is rolling out: 2 of 5 are new",
                        api -> api.object(DEPLOYMENT).withObject("/spec").put("replicas", 5)),
                note(
                        "release Deployment watertight is rolling out: 1 of 2 are new",
                        api -> api.object(DEPLOYMENT).withObject("/status").put("updatedReplicas", 1)),
                note(
                        "restarts watertight-7d9c5b8f6-z8vbm 3 times, last: OOMKilled",
                        api -> gatewayStatus(api)
                                .put("restartCount", 3)
                                .putObject("lastState")
                                .putObject("terminated")
                                .put("reason", "OOMKilled")),
                bad(
                        "endpoints Service watertight lacks the ready watertight-7d9c5b8f6-z8vbm: while it scales, look again; else compare its selector with the pods' labels",
                        api -> api.object(SLICE).withArray("endpoints").remove(1)),
                bad(
                        "endpoints Service watertight has none: its selector matches no pod that is ready",
                        api -> api.remove(SLICE)),
                bad(
                        "endpoints no Service watertight: helm upgrade makes it again",
                        api -> api.remove(SERVICES + "/watertight")),
                bad(
                        "members Service watertight-members has to be headless with publishNotReadyAddresses: true, or no new replica can claim a share",
                        api -> api.object(SERVICES + "/watertight-members")
                                .withObject("/spec")
                                .remove("publishNotReadyAddresses")),
                bad(
                        "ledger the admin port of watertight-7d9c5b8f6-2xkqp answers 503 through the API server: a NetworkPolicy has to let the control plane in on port 9090",
                        api -> api.fail(
                                PODS + "/watertight-7d9c5b8f6-2xkqp:9090/proxy/ledger",
                                503,
                                "error trying to reach service: dial tcp 10.8.1.17:9090: i/o timeout")),
                bad(
                        "disruption none allowed, 2 healthy of 2 needed: a node cannot be drained (more replicas, or a budget that leaves one to spare)",
                        api -> api.object(BUDGET)
                                .withObject("/status")
                                .put("desiredHealthy", 2)
                                .put("disruptionsAllowed", 0)),
                note("disruption no budget: a drained node may take all replicas at once", api -> api.remove(BUDGET)));
    }

    @Test
    void aPodThatIsNotReadyIsNamedWithItsReason() {
        // Given
        condition(api, POD, 1).put("status", "False");
        gatewayStatus(api).putObject("state").putObject("waiting").put("reason", "CrashLoopBackOff");

        // When
        Invocation seen = doctor();

        // Then
        assertThat(String.join("\n", lines(seen)))
                .contains("bad pods 1 of 2 ready, not watertight-7d9c5b8f6-z8vbm (CrashLoopBackOff):"
                        + " kubectl describe pod, kubectl logs")
                .contains("bad endpoints Service watertight has watertight-7d9c5b8f6-z8vbm that is no ready pod");
        assertThat(seen.exitCode()).isEqualTo(2);
    }

    @Test
    void whatAProofNeedsAndMayNotDoIsNamed() {
        // Given
        forbidden.addAll(Set.of("get pods/proxy", "patch deployments/scale"));

        // When
        Invocation seen = doctor();

        // Then
        assertThat(lines(seen))
                .contains(
                        "bad permissions may not get pods/proxy: prove --kubernetes needs a Role with them in bench",
                        "note permissions may not patch deployments/scale.apps: a proof goes without");
        assertThat(seen.exitCode()).isEqualTo(2);
    }

    @Test
    void aReleaseThatIsNotThereIsSaidWithHowToInstallIt() {
        // When
        Invocation seen = doctor("--release", "other");

        // Then
        assertThat(lines(seen))
                .contains("bad release no Deployment other-watertight in namespace bench: helm install other"
                        + " helm/watertight, or name it with --release and --namespace");
        assertThat(seen.exitCode()).isEqualTo(2);
    }

    @Test
    void aClusterThatIsTooOldIsTheOnlyLine() {
        // Given
        api.object("/version").put("minor", "27").put("gitVersion", "v1.27.3");

        // When
        Invocation seen = doctor();

        // Then
        assertThat(seen.out())
                .contains("v1.27.3: the chart needs 1.30 or newer")
                .hasLineCount(1);
        assertThat(seen.exitCode()).isEqualTo(2);
    }

    @Test
    void aServerThatDoesNotAnswerIsTheOnlyLine() {
        // Given
        api.close();

        // When
        Invocation seen = doctor();

        // Then
        assertThat(seen.out())
                .startsWith("bad   API server  https://127.0.0.1:")
                .contains("does not answer")
                .hasLineCount(1);
        assertThat(seen.exitCode()).isEqualTo(2);
    }

    @Test
    void aContextIsTakenByItsName() {
        // When
        Invocation seen = doctor("--context", "stranger");

        // Then
        assertThat(seen.out().strip())
                .isEqualTo("bad   API server  /version answered 401: Unauthorized (log in again: the credentials of the"
                        + " context are not accepted)");
        assertThat(seen.exitCode()).isEqualTo(2);
    }

    @Test
    void aContextThatIsNotThereIsWrongUsage() {
        // When
        Invocation seen = doctor("--context", "nowhere");

        // Then
        assertThat(seen.err())
                .isEqualTo("error: --context: nowhere (expected: one that kubectl config get-contexts shows)"
                        + System.lineSeparator());
        assertThat(seen.exitCode()).isEqualTo(2);
    }
}
