package io.watertight.bench.k6;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class K6InstallerTest {
    @TempDir
    private Path directory;

    private final List<String> progress = new ArrayList<>();

    @Test
    void itIsBuiltAsARequirementOfAModuleOfItsOwn() throws Exception {
        // Given a go that shows the module it is given
        FakeK6.program(directory.resolve("go"), """
                while [ "$1" != -o ]; do [ "$1" = -C ] && module=$2; shift; done
                { echo '#!/bin/sh'; echo 'cat <<END'; cat "$module/go.mod"; echo END; } >"$2"
                chmod +x "$2"
                """);

        // When
        Path k6 = K6Installer.install(environment(), progress::add);

        // Then
        Process run = new ProcessBuilder(k6.toString()).start();
        assertThat(new String(run.getInputStream().readAllBytes(), UTF_8))
                .isEqualTo("module k6build\n\nrequire go.k6.io/k6/v2 v2.2.0\n");
        assertThat(progress).last().isEqualTo("k6 v2.2.0 is installed: " + k6);
        try (Stream<Path> left = Files.list(k6.getParent())) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("k6-v2.2.0", "k6-build.log");
        }
    }

    @Test
    void itIsNotBuiltTwice() throws Exception {
        Path tools = Files.createDirectories(directory.resolve("cache/watertight/tools"));
        Path there = FakeK6.program(tools.resolve("k6-v2.2.0"), "");

        assertThat(K6Installer.install(environment(), progress::add)).isEqualTo(there);
        assertThat(progress).containsExactly("k6 v2.2.0 is there already: " + there);
    }

    @Test
    void withoutGoItIsSaidWhatToDo() {
        assertThatThrownBy(() -> K6Installer.install(environment(), progress::add))
                .isInstanceOf(IOException.class)
                .hasMessage("no go on the PATH to build k6 with (install Go, or put k6 v2 on the PATH)");
    }

    @Test
    void aBuildThatFailsIsQuoted() {
        FakeK6.program(directory.resolve("go"), "echo 'dial tcp: lookup proxy: no such host' >&2; exit 1\n");

        assertThatThrownBy(() -> K6Installer.install(environment(), progress::add))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("k6 v2.2.0 cannot be built; the network may be missing, or Go be too old;")
                .hasMessageEndingWith("k6-build.log: dial tcp: lookup proxy: no such host");
    }

    private Map<String, String> environment() {
        return Map.of(
                "PATH",
                directory.toString(),
                "XDG_CACHE_HOME",
                directory.resolve("cache").toString());
    }
}
