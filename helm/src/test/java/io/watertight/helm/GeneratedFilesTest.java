package io.watertight.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class GeneratedFilesTest {

    @Test
    void everything_generated_is_as_its_sources_say() throws IOException {
        GeneratedFiles files = new GeneratedFiles(Repository.ROOT);
        if (Boolean.getBoolean("chart.rewrite")) {
            files.rewrite();
        }

        assertThat(files.differences())
                .as("run helm/generate and commit what it writes")
                .isEmpty();
    }
}
