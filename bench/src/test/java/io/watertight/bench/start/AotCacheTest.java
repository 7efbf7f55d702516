package io.watertight.bench.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

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
}
