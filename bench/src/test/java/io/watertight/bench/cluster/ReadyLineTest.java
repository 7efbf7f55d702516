package io.watertight.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

final class ReadyLineTest {

    @Test
    void addressesMayBeOfEitherFamily() {
        // Given
        ReadyLine line = ReadyLine.parse("ready listen=[::1]:8080 admin=127.0.0.1:9 transport=nio")
                .orElseThrow();

        // When
        InetSocketAddress listen = line.address("listen");

        // Then
        assertThat(listen.getPort()).isEqualTo(8080);
        assertThat(listen.isUnresolved()).isFalse();
    }

    @Test
    void otherLinesAreNotReadyLines() {
        assertThat(ReadyLine.parse("already listen=127.0.0.1:9")).isEmpty();
        assertThat(ReadyLine.parse("readying")).isEmpty();
    }

    @Test
    void aMissingAddressIsNamed() {
        // Given
        ReadyLine line = ReadyLine.parse("ready listen=8080").orElseThrow();

        // When, then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> line.address("listen"))
                .withMessage("ready line: listen: 8080 (expected: HOST:PORT)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> line.address("admin"))
                .withMessage("ready line: admin: none (expected: HOST:PORT)");
    }
}
