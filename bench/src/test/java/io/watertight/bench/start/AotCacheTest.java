package io.watertight.bench.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCacheTest {

    @Test
    void aChildGetsTheCacheAndNothingElseOfWhatThisJvmWasStartedWith() {
        // Given
        List<String> arguments =
                List.of("-XX:AOTCache=/t/watertight.aot", "-Xlog:aot=off", "-Xlog:gc", "-XX:+UseSerialGC", "-Xmx1g");

        // When / Then
        assertThat(AotCache.optionsIn(arguments)).containsExactly("-XX:AOTCache=/t/watertight.aot", "-Xlog:aot=off");
        assertThat(AotCache.optionsIn(List.of("-Xmx1g"))).isEmpty();
    }

    @Test
    void aGatewayGetsTheCacheThatWasTrainedForItWhereThereIsOne(@TempDir Path folder) throws IOException {
        // Given
        List<String> arguments = List.of("-XX:AOTCache=" + folder.resolve("watertight.aot"));

        // When / Then
        assertThat(AotCache.forGateway(arguments)).isEqualTo(arguments);
        Files.createFile(folder.resolve("gateway.aot"));
        assertThat(AotCache.forGateway(arguments)).containsExactly("-XX:AOTCache=" + folder.resolve("gateway.aot"));
    }
}
