package io.watertight.helm;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Helm makes of the chart, without a cluster: release {@code demo} in namespace {@code bench}, where no other is named. */
final class Render {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Render() {}

    /**
     * All objects, those of hooks included.
     *
     * @param values in YAML, over those of the chart and its overlays
     * @throws IllegalStateException with Helm's message, where values are refused or a template fails
     */
    static Objects of(String values, String... overlays) {
        return release("demo", "bench", values, overlays);
    }

    /** The same for a release of any name. */
    static Objects release(String name, String namespace, String values, String... overlays) {
        ApiServer.ensure();
        TemplateCommand command = new Helm(TrialChart.FOLDER)
                .template()
                .withName(name)
                .withNamespace(namespace)
                .withKubeVersion("1.35.0");
        for (String overlay : overlays) {
            command.withValuesFile(Repository.CHART.resolve(overlay));
        }
        try {
            Path file = Files.createTempFile("values", ".yaml");
            try {
                Files.writeString(file, values);
                return new Objects(parse(command.withValuesFile(file).call()));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> parse(String yaml) throws IOException {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(yaml)) {
            return documents.readAll().stream().filter(JsonNode::isObject).toList();
        }
    }
}
