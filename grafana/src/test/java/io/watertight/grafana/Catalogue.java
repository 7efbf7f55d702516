package io.watertight.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the files say: every dashboard, panel, query and rule. */
final class Catalogue {

    static final Path DASHBOARDS = Path.of("dashboards");
    static final Path RULES = Path.of("rules");
    static final Path RULE_TESTS = RULES.resolve("tests");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();

    private Catalogue() {}

    /**
     * One expression.
     *
     * @param where for people to find it
     */
    record Expression(String where, String text) {
        @Override
        public String toString() {
            return where;
        }
    }

    static List<JsonNode> dashboards() {
        return read(DASHBOARDS, ".json", JSON);
    }

    /** Without the headings. */
    static List<JsonNode> panels(JsonNode dashboard) {
        return dashboard
                .get("panels")
                .valueStream()
                .filter(panel -> !panel.get("type").asText().equals("row"))
                .toList();
    }

    /** Of all panels of all dashboards, with Grafana's variables in them. */
    static List<Expression> queries() {
        List<Expression> queries = new ArrayList<>();
        for (JsonNode dashboard : dashboards()) {
            for (JsonNode panel : panels(dashboard)) {
                String where = dashboard.get("title").asText() + " > "
                        + panel.get("title").asText();
                panel.get("targets")
                        .forEach(target -> queries.add(new Expression(
                                where + " > " + target.get("refId").asText(),
                                target.get("expr").asText())));
            }
        }
        return queries;
    }

    static List<JsonNode> rules() {
        return read(RULES, ".yaml", YAML).stream()
                .flatMap(file -> file.get("groups").valueStream())
                .flatMap(group -> group.get("rules").valueStream())
                .toList();
    }

    static List<JsonNode> alerts() {
        return rules().stream().filter(rule -> rule.has("alert")).toList();
    }

    static List<JsonNode> records() {
        return rules().stream().filter(rule -> rule.has("record")).toList();
    }

    static List<Expression> ruleExpressions() {
        return rules().stream()
                .map(rule -> new Expression(
                        rule.has("alert")
                                ? rule.get("alert").asText()
                                : rule.get("record").asText(),
                        rule.get("expr").asText()))
                .toList();
    }

    static List<Expression> all() {
        return Stream.concat(queries().stream(), ruleExpressions().stream()).toList();
    }

    /** The alerts that promtool is asked about: each test of each file. */
    static List<JsonNode> alertTests() {
        return read(RULE_TESTS, ".yaml", YAML).stream()
                .flatMap(file -> file.get("tests").valueStream())
                .flatMap(test -> test.path("alert_rule_test").valueStream())
                .toList();
    }

    private static List<JsonNode> read(Path directory, String suffix, ObjectMapper mapper) {
        try (Stream<Path> files = Files.list(directory)) {
            List<JsonNode> trees = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(suffix))
                    .sorted()
                    .toList()) {
                trees.add(mapper.readTree(file.toFile()));
            }
            return trees;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
