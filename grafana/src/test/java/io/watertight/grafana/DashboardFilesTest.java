package io.watertight.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code -Ddashboards=write} writes the files instead of finding that they differ. */
class DashboardFilesTest {

    @BeforeAll
    static void writeIfAsked() throws IOException {
        if ("write".equals(System.getProperty("dashboards"))) {
            for (Dashboard dashboard : Dashboards.all()) {
                Files.writeString(file(dashboard), DashboardJson.of(dashboard));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void theFileIsWhatTheCodeSays(Dashboard dashboard) throws IOException {
        assertThat(Files.readString(file(dashboard)))
                .as("%s; write it with -Dtest=DashboardFilesTest -Ddashboards=write", file(dashboard))
                .isEqualTo(DashboardJson.of(dashboard));
    }

    @Test
    void thereIsNoOtherFile() throws IOException {
        try (Stream<Path> files = Files.list(Catalogue.DASHBOARDS)) {
            assertThat(files)
                    .containsExactlyInAnyOrderElementsOf(Dashboards.all().stream()
                            .map(DashboardFilesTest::file)
                            .toList());
        }
    }

    static List<Dashboard> dashboards() {
        return Dashboards.all();
    }

    private static Path file(Dashboard dashboard) {
        return Catalogue.DASHBOARDS.resolve(dashboard.name() + ".json");
    }
}
