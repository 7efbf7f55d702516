package io.watertight.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the chart says of the gateway, tried on the gateway. */
class RunningGatewayTest {

    /** Leaving at once, since nobody has to be waited for, and a limit that is not refilled meanwhile. */
    private static final String VALUES =
            "shutdown: {propagationSeconds: 0, deadlineSeconds: 1}, policies: {default: {limit: 1/1h, burst: 20}}";

    @TempDir
    private Path folder;

    @Test
    void the_paths_of_all_probes_and_of_the_metrics_are_answered() throws IOException, InterruptedException {
        Objects objects = Render.of("{" + VALUES + ", monitoring: {podMonitor: {enabled: true}}}");
        JsonNode container = objects.get("Deployment", "demo-watertight").at("/spec/template/spec/containers/0");
        List<String> paths = List.of(
                container.at("/startupProbe/httpGet/path").asText(),
                container.at("/livenessProbe/httpGet/path").asText(),
                container.at("/readinessProbe/httpGet/path").asText(),
                objects.get("PodMonitor", "demo-watertight")
                        .at("/spec/podMetricsEndpoints/0/path")
                        .asText());

        try (RunningGateway gateway = new RunningGateway(objects, folder)) {
            for (String path : paths) {
                assertThat(gateway.admin(path)).as(path).isEqualTo(200);
            }
        }
    }

    @Test
    void the_lines_that_the_notes_print_are_answered_with_200_and_then_429() throws IOException, InterruptedException {
        try (RunningGateway gateway = new RunningGateway(Render.of("{" + VALUES + "}"), folder)) {
            String lines = linesOfTheNotes().replace("127.0.0.1:8080", "127.0.0.1:" + gateway.port());
            String curl = lines.lines()
                    .filter(line -> line.startsWith("curl"))
                    .findFirst()
                    .orElseThrow();

            List<String> statuses =
                    statuses(lines + (curl + "\n").repeat(20) + curl.replaceFirst("-H \".*\" http", "http") + "\n");

            assertThat(statuses).hasSize(22);
            assertThat(statuses.subList(0, 20)).containsOnly("200");
            assertThat(statuses.subList(20, 22)).containsExactly("429", "401");
        }
    }

    /** What is indented after "and in another", as one would paste it. */
    private static String linesOfTheNotes() {
        ApiServer.ensure();
        String notes = new Helm(Repository.CHART)
                .install()
                .withName("demo")
                .withNamespace("bench")
                .withKubeVersion("1.35.0")
                .clientOnly()
                .dryRun()
                .withDryRunOption(DryRun.CLIENT)
                .call()
                .getOutput();
        return notes.substring(notes.indexOf("and in another"))
                .lines()
                .skip(2)
                .takeWhile(line -> !line.isBlank())
                .map(line -> line.strip() + "\n")
                .collect(Collectors.joining());
    }

    /** Runs the lines in a shell whose kubectl has the gateway's key. */
    private List<String> statuses(String lines) throws IOException, InterruptedException {
        Path kubectl = folder.resolve("kubectl");
        Files.writeString(kubectl, """
                #!/bin/sh
                [ "$*" = "-n bench get secret demo-watertight-jwt -o jsonpath={.data['k1']}" ] || exit 1
                openssl base64 -A -in '%s/keys/k1'
                """.formatted(folder));
        assertThat(kubectl.toFile().setExecutable(true)).isTrue();
        ProcessBuilder shell = new ProcessBuilder("sh", "-e", "-c", lines).redirectErrorStream(true);
        shell.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
        Process process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return Arrays.stream(output.split("\n"))
                .filter(line -> line.startsWith("HTTP/1.1 "))
                .map(line -> line.substring(9, 12))
                .toList();
    }
}
