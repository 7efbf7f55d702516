package io.watertight.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The echo server as a process. */
class EchoMainTest {
    @Test
    void aProcessSaysWhereItListensServesAndEndsCleanlyOnSigterm() throws Exception {
        Process process = start("--listen", "127.0.0.1:0", "--plain");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String ready = out.readLine();
            assertThat(ready).matches("ready listen=127\\.0\\.0\\.1:\\d+ transport=(epoll|nio)");
            int port = Integer.parseInt(ready.replaceAll(".*:(\\d+) .*", "$1"));
            try (RawClient client = new RawClient(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
                client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
                assertThat(client.readAnswer()).startsWith("HTTP/1.1 200 OK\r\n");

                process.destroy();

                assertThat(client.readUntilClosed()).isEmpty();
            }
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
    }

    @Test
    void aPortInUseIsSaidWithTheMend() throws Exception {
        try (EchoServer first = EchoServer.start(EchoOptions.local())) {
            String address = "127.0.0.1:" + first.address().getPort();
            StringWriter error = new StringWriter();

            int exitCode = run(error, "--listen", address);

            assertThat(exitCode).isEqualTo(2);
            assertThat(error.toString())
                    .startsWith("error: cannot listen on " + address + ": ")
                    .contains("choose another address with --listen HOST:PORT")
                    .hasLineCount(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--listen=nowhere | expected: HOST:PORT, such as 127.0.0.1:8081",
                "--listen=h:70000 | expected: HOST:PORT, such as 127.0.0.1:8081",
                "--listen=nowhere.invalid:0 | cannot listen on nowhere.invalid:0: no such host (",
                "--threads=0 | threads: 0 (expected: 1..256)",
                "--burn-threads=-1 | burn threads: -1 (expected: 1..256)",
                "--transport=pigeon | 'pigeon'",
                "--bogus | Unknown option: '--bogus'",
            })
    void wrongUsageIsOneLineAndExitCode2(String argument, String message) {
        StringWriter error = new StringWriter();

        int exitCode = run(error, argument);

        assertThat(exitCode).isEqualTo(2);
        assertThat(error.toString()).startsWith("error: ").contains(message).hasLineCount(1);
    }

    private static int run(StringWriter error, String... arguments) {
        return EchoMain.commandLine().setErr(new PrintWriter(error)).execute(arguments);
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                EchoMain.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }
}
