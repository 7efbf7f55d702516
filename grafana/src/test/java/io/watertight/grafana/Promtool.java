package io.watertight.grafana;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The promtool on the PATH. */
final class Promtool {

    private Promtool() {}

    /** Runs it; what it says is in the failure. */
    static void assertSuccess(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Prometheus.program("promtool").toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
