package io.watertight.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.echo.EchoOptions;
import io.watertight.echo.EchoServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is said in one line, with the mend, and the exit code is 2. */
class UsageTest {
    @ParameterizedTest
    @ValueSource(strings = {"--help", "prove --help", "load --help", "token --help", "echo --help"})
    void everyCommandHasHelp(String arguments) {
        Invocation help = Invocation.of(arguments.split(" "));

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).startsWith("Usage: watertight").contains("Exit codes:");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void theMicrobenchmarksAreListedToo() {
        assertThat(Invocation.of("--help").out().lines()).anyMatch(line -> line.startsWith("  bench    "));
    }

    @Test
    void theVersionIsOnlyAQuestionAway() {
        Invocation version = Invocation.of("--version");

        assertThat(version.exitCode()).isZero();
        assertThat(version.out()).startsWith("watertight ").contains("Java 25");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "| no command given (see: watertight --help)",
                "laod | Unmatched argument at index 0: 'laod' (see: watertight --help)",
                "load | Missing required parameter: 'URL' (see: watertight load --help)",
                "load http://h/ --duration 5 | Invalid value for option '--duration': '5' (expected: a whole number with ms, s, m or h, such as 20ms or 5s) (see: watertight load --help)",
                "load http://h/ --rate fast | Invalid value for option '--rate': 'fast' (expected: requests per second such as 500, or 100-500 for a ramp) (see: watertight load --help)",
                "load http://h/ --rate 0 | Invalid value for option '--rate': '0' (expected: above 0, at most 10000000 per second) (see: watertight load --help)",
                "load http://h/ --rate 0-0 --dry-run | Invalid value for option '--rate': '0-0' (expected: above 0, at most 10000000 per second) (see: watertight load --help)",
                "load http://h/ --rate 1-10000001 | Invalid value for option '--rate': '1-10000001' (expected: above 0, at most 10000000 per second) (see: watertight load --help)",
                "load http://127.0.0.1/ --rate 0.1 --duration 5s | schedule: 0.5 requests (expected: at least 1; raise the rate or the duration)",
                "load http://127.0.0.1:99999/ | http://127.0.0.1:99999/: no URL that load can be sent to (expected: http://HOST:PORT/PATH)",
                "load http://127.0.0.1:0/ | http://127.0.0.1:0/: no URL that load can be sent to (expected: http://HOST:PORT/PATH)",
                "load http://h/ --subjects some | Invalid value for option '--subjects': 'some' (expected: rolling, fixed, pool-uniform:N, pool-zipf:N[:EXPONENT], rolling-with-revisit:P) (see: watertight load --help)",
                "load http://h/ --subjects pool-uniform:0 | Invalid value for option '--subjects': 'pool-uniform:0': pool: 0 (expected: 1..100000000) (see: watertight load --help)",
                "load http://h/ --kid k1 | Missing required argument(s): --secret-file=FILE (see: watertight load --help)",
                "load https://127.0.0.1/ | https://127.0.0.1/: https is not supported (expected: the plain http port of the gateway)",
                "load 127.0.0.1:80 | 127.0.0.1:80: no URL (expected: http://HOST:PORT/PATH)",
                "load ftp://127.0.0.1/ | ftp://127.0.0.1/: no URL that load can be sent to (expected: http://HOST:PORT/PATH)",
                "load http://127.0.0.1/a http://127.0.0.1/b | the URLs differ in more than host and port (run one load for each path)",
                "load http://127.0.0.1/ --scenario soaking | soaking: no such scenario (expected: constant-vus, ramping-vus, constant-arrival-rate, ramping-arrival-rate, autoscaling-gradual, hpa-baseline, fan-out-pulses, sustained, spike, soak, rolling-sub, rolling-with-revisit, pool-uniform, pool-zipf, fixed)",
                "load http://127.0.0.1/ --scenario spike --steps 3 | steps: scenario spike has none (leave it out)",
                "load http://127.0.0.1/ --scenario spike --rate 1-2 | a scenario has a shape of its own (give --rate one number)",
                "load http://127.0.0.1/ --scenario sustained | sustained: users and pulses are sent by k6 only (k6 run bench/k6/sustained.ts)",
                "load http://127.0.0.1/ --connections 0 | connections: 0 (expected: 1..100000)",
                "load http://127.0.0.1/ --method get | method: get (expected: a method such as GET)",
                "load http://127.0.0.1/ --timeout 0ms | timeout: 0s (expected: > 0)",
                "load http://127.0.0.1/ --duration 0s | duration: 0s (expected: > 0, at most 366 days)",
                "prove --engine k7 | Invalid value for option '--engine': 'k7' (expected: built-in, k6) (see: watertight prove --help)",
                "prove --engine k6 | --engine k6: needs a scenario (such as --scenario rolling-sub)",
                "prove --scenario spike --steps 3 | steps: scenario spike has none (leave it out) (see: watertight prove --help)",
                "prove --scenario sustained | --scenario sustained: users and pulses are sent by k6 only (expected: --engine k6) (see: watertight prove --help)",
                "prove --scenario spike --control ledger-forgets | --control: needs the proof's own load (leave out --scenario) (see: watertight prove --help)",
                "prove --replicas 0 | replicas: 0 (expected: 1..100) (see: watertight prove --help)",
                "prove --replicas -1 | replicas: -1 (expected: 1..100) (see: watertight prove --help)",
                "prove --rate 0 | rate: 0.0 (expected: above 0, at most 10000000 per second) (see: watertight prove --help)",
                "prove --rate -5 | rate: -5.0 (expected: above 0, at most 10000000 per second) (see: watertight prove --help)",
                "prove --rate NaN | rate: NaN (expected: above 0, at most 10000000 per second) (see: watertight prove --help)",
                "prove --rate 1e300 | rate: 1.0E300 (expected: above 0, at most 10000000 per second) (see: watertight prove --help)",
                "prove --rate 1e7 --duration 1h | rate: 1.0E7 for 3600s (expected: at most 2147483647 requests; lower it or the duration) (see: watertight prove --help)",
                "prove --autoscale --rate NaN | rate: NaN (expected: above 0, at most 10000000 per second) (see: watertight prove --help)",
                "prove --quick --time-scale 60 | --time-scale: 60.0 (expected: with --autoscale or --storm) (see: watertight prove --help)",
                "prove --min-replicas 2 | --min-replicas: 2 (expected: with --autoscale or --storm) (see: watertight prove --help)",
                "prove --values /nowhere | --values: /nowhere (expected: with --autoscale or --storm) (see: watertight prove --help)",
                "prove --autoscale --capacity-scale Infinity | --capacity-scale: Infinity (expected: 1 to 1000) (see: watertight prove --help)",
                "prove --autoscale --min-replicas 0 | --min-replicas: 0, --max-replicas: 8 (expected: at least 1, and more at most than at least: nothing is scaled from 0, nor between equals) (see: watertight prove --help)",
                "doctor --kubernetes --kubeconfig / | --kubeconfig: / (expected: a file that can be read)",
                "doctor --kubernetes --kubeconfig /etc/hostname | --kubeconfig: /etc/hostname (expected: a kubeconfig)",
                "prove --duration 0s | duration: 0s (expected: above 0, at most 366 days) (see: watertight prove --help)",
                "prove --duration 999999999h | duration: 3599999996400s (expected: above 0, at most 366 days) (see: watertight prove --help)",
                "prove --connections 0 | connections: 0 (expected: 1..100000) (see: watertight prove --help)",
                "prove --duration 60s --event reload@10s,kill@60s | --event: kill@60s (expected: before the load ends, after 60s) (see: watertight prove --help)",
                "prove --mode redis --redis-timeout 0s | redis timeout: 0s (expected: 1ms to 10s) (see: watertight prove --help)",
                "report /nope.json | /nope.json: no such file",
                "report /proc | /proc: Is a directory",
                "compare --from /nope.json | /nope.json: no such file",
                "compare --from /proc | /proc: Is a directory",
                "compare --from ../docs/results/prove-local.json | ../docs/results/prove-local.json: not a comparison (expected: the JSON that compare writes)",
                "compare --folder /nope | /nope: no such file",
                "compare --reference nobody --gateways haproxy,nginx-lua | --reference: nobody (expected: of those compared, [haproxy, nginx-lua])",
                "compare --list --folder /proc | /proc: no gateway is described there (expected: folders with a gateway.yaml each)",
                "token --sub alice | Missing required argument(s): (--secret-file=FILE [--kid=ID] [--algorithm=ALG] [--issuer=ISS] [--audience=AUD] [--plan=PLAN] [--ttl=D]) (see: watertight token --help)",
            })
    void whatIsWrongIsSaidInOneLine(String arguments, String message) {
        Invocation wrong = arguments == null
                ? Invocation.of()
                : Invocation.of(arguments.strip().split(" "));

        assertThat(wrong.err()).isEqualTo("error: " + message + System.lineSeparator());
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.out()).isEmpty();
    }

    @Test
    void aSecretThatIsNotThereIsSaidWithHowToMakeOne(@TempDir Path folder) {
        Path file = folder.resolve("k1");

        Invocation wrong = Invocation.of("token", "--sub", "alice", "--secret-file", file.toString());

        assertThat(wrong.err())
                .isEqualTo("error: " + file + ": no such file (make a secret with: head -c 32 /dev/urandom > " + file
                        + ")" + System.lineSeparator());
        assertThat(wrong.exitCode()).isEqualTo(2);
    }

    @Test
    void aSecretThatIsTooShortIsSaidWithHowToMakeOne(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("k1"), "short");

        Invocation wrong =
                Invocation.of("token", "--sub", "alice", "--algorithm", "HS512", "--secret-file", file.toString());

        assertThat(wrong.err())
                .isEqualTo("error: " + file + ": 5 bytes (expected: >= 64 for HS512; make a secret with: head -c 64"
                        + " /dev/urandom > " + file + ")" + System.lineSeparator());
        assertThat(wrong.exitCode()).isEqualTo(2);
    }

    @Test
    void aTargetWhereNobodyListensIsSaidBeforeAnythingIsSent() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        Invocation wrong = Invocation.of("load", "http://127.0.0.1:" + port + "/", "--duration", "1h");

        assertThat(wrong.err())
                .startsWith("error: cannot connect to 127.0.0.1:" + port + ": ")
                .endsWith(" (start what should listen there, or correct the URL)" + System.lineSeparator())
                .hasLineCount(1);
        assertThat(wrong.exitCode()).isEqualTo(2);
    }

    @Test
    void aStoreThatDoesNotAnswerIsSaidBeforeAnythingIsStarted(@TempDir Path folder) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path reports = folder.resolve("reports");

        Invocation wrong = Invocation.of(
                "prove", "--mode", "redis", "--redis", "redis://:hush@127.0.0.1:" + port, "--out", reports.toString());

        assertThat(wrong.err())
                .isEqualTo("error: --redis redis://127.0.0.1:" + port + ": Connection refused (start a Redis there, or"
                        + " leave --redis out for one of the bench's own)" + System.lineSeparator());
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(reports).doesNotExist();
    }

    @Test
    void anEchoPortInUseIsSaidByTheMountedCommandToo() throws IOException {
        try (EchoServer first = EchoServer.start(EchoOptions.local())) {
            String address = "127.0.0.1:" + first.address().getPort();

            Invocation wrong = Invocation.of("echo", "--listen", address);

            assertThat(wrong.err())
                    .startsWith("error: cannot listen on " + address)
                    .hasLineCount(1);
            assertThat(wrong.exitCode()).isEqualTo(2);
        }
    }
}
