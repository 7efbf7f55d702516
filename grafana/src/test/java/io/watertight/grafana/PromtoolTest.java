package io.watertight.grafana;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("prometheus")
class PromtoolTest {

    @Test
    void theRulesAreValid() throws Exception {
        Promtool.assertSuccess(arguments("check", Catalogue.RULES));
    }

    @Test
    void everyAlertFiresWhenItShouldInTheseWordsAndNotWhenItShouldNot() throws Exception {
        Promtool.assertSuccess(arguments("test", Catalogue.RULE_TESTS));
    }

    private static String[] arguments(String command, Path directory) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(command, "rules"));
        try (Stream<Path> files = Files.list(directory)) {
            files.map(Path::toString).filter(file -> file.endsWith(".yaml")).forEach(arguments::add);
        }
        return arguments.toArray(String[]::new);
    }
}
