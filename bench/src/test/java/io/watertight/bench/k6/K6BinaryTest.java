package io.watertight.bench.k6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class K6BinaryTest {
    private static final String V2 = "echo 'k6 v2.3.4 (commit/abc, go1.26.8, linux/amd64)'\n";
    private static final String V1 = "echo 'k6 v1.0.0 (go1.24, linux/amd64)'\n";

    @TempDir
    private Path directory;

    @Test
    void theOneOnThePathIsTaken() throws Exception {
        Path k6 = FakeK6.program(directory.resolve("k6"), V2);

        assertThat(K6Binary.find(environment())).isEqualTo(new K6Binary(k6, "v2.3.4"));
    }

    @Test
    void theOneThatWasInstalledIsTakenWhereThePathHasAnOlderOne() throws Exception {
        FakeK6.program(directory.resolve("k6"), V1);
        Path tools = Files.createDirectories(directory.resolve("cache/watertight/tools"));
        Path installed =
                FakeK6.program(tools.resolve("k6-v2.2.0"), "echo \"$(basename $0) v2.2.0 (go1.26.8, linux/amd64)\"\n");

        assertThat(K6Binary.find(environment()).file()).isEqualTo(installed);
    }

    @Test
    void whereThereIsNoneItIsSaidHowToGetIt() {
        assertThatThrownBy(() -> K6Binary.find(environment()))
                .isInstanceOf(IOException.class)
                .hasMessage("no k6 v2 found (put one on the PATH, or have v2.2.0 built with Go: ./watertight prove"
                        + " --install-tools)");
    }

    @Test
    void anOlderOneIsNamed() {
        Path old = FakeK6.program(directory.resolve("k6"), V1);

        assertThatThrownBy(() -> K6Binary.find(environment()))
                .hasMessageStartingWith("no k6 v2 found: " + old + " is k6 v1.0.0 (go1.24, linux/amd64) (put one");
    }

    private Map<String, String> environment() {
        return Map.of(
                "PATH",
                directory + ":/nowhere",
                "XDG_CACHE_HOME",
                directory.resolve("cache").toString());
    }
}
