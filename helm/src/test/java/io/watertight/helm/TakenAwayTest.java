package io.watertight.helm;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Helm takes a null for a wish to have no such value, and one that an earlier chart did not have is missing with {@code --reuse-values}. */
class TakenAwayTest {

    static Stream<List<String>> sections() throws IOException {
        return values().flatMap(value -> IntStream.range(1, value.path().size())
                        .mapToObj(depth -> value.path().subList(0, depth)))
                .distinct();
    }

    static Stream<List<String>> needed() throws IOException {
        return values().filter(value -> !value.mayBeNull()).map(Value::path);
    }

    static Stream<List<String>> empty() throws IOException {
        return values().filter(Value::mayBeNull).map(Value::path);
    }

    @ParameterizedTest
    @MethodSource({"sections", "needed"})
    void what_is_needed_is_missed_by_its_name(List<String> path) {
        assertThatThrownBy(() -> Render.of(without(path)))
                .hasMessageContaining("missing property '" + path.getLast() + "'");
    }

    @ParameterizedTest
    @MethodSource("empty")
    void what_is_empty_anyway_may_be_taken_away(List<String> path) {
        Soundness.check(Render.of(without(path)));
    }

    private static Stream<Value> values() throws IOException {
        return ValuesFile.read(Repository.CHART.resolve("values.yaml")).stream();
    }

    private static String without(List<String> path) {
        return "{" + String.join(": {", path) + ": null" + "}".repeat(path.size());
    }
}
