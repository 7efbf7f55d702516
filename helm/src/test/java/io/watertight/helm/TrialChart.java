package io.watertight.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A copy of the chart for trials. It has a rule and a dashboard, also where the repository has none yet, and its test pod is no hook,
 * since helm-java leaves the hooks of {@code helm test} out of what it renders.
 */
final class TrialChart {

    static final Path FOLDER = make();

    private TrialChart() {}

    private static Path make() {
        try {
            Path folder = Repository.ROOT.resolve("helm/target/trial/watertight");
            if (Files.exists(folder)) {
                Folders.delete(folder);
            }
            copy(Repository.CHART, folder);
            Path test = folder.resolve("templates/tests/answers.yaml");
            Files.writeString(test, Files.readString(test).replace("helm.sh/hook: test", "trial: plain"));
            add(folder.resolve("files/grafana/dashboards/trial.json"), "{\"title\": \"Trial\"}");
            add(folder.resolve("files/grafana/rules/trial.yaml"), """
                    groups:
                      - name: trial
                        rules:
                          - { alert: Trial, expr: 'up == 0', for: 1m, annotations: { summary: '{{ $labels.pod }} is away' } }
                    """);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            add(to.resolve(from.relativize(file)), Files.readString(file));
        }
    }

    private static void add(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }
}
