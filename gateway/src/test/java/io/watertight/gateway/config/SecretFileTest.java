package io.watertight.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {

    private ConfigFiles files;

    @BeforeEach
    void makeFiles(@TempDir Path directory) {
        files = new ConfigFiles(directory);
    }

    @Test
    void textIsTheSecretAsItStands() throws Exception {
        assertThat(secretIn(" open \t sesame ")).isEqualTo(bytes(" open \t sesame "));
    }

    @Test
    void oneLineEndBehindTextDoesNotBelongToTheSecret() throws Exception {
        assertThat(secretIn("sesame\n")).isEqualTo(bytes("sesame"));
        assertThat(secretIn("sesame\r\n")).isEqualTo(bytes("sesame"));
    }

    @Test
    void textOfSeveralLinesIsRefused() {
        for (String text : new String[] {"open\nsesame", "sesame\n\n", "sesame\r", "\r\n\r\n"}) {
            assertThatThrownBy(() -> secretIn(text))
                    .isInstanceOf(IOException.class)
                    .hasMessage(files.path("secret") + " is text of several lines");
        }
    }

    @Test
    void aFileThatIsNotTextIsTakenToTheLastByte() throws Exception {
        for (byte[] binary : new byte[][] {{0, '\n'}, {(byte) 0xff, '\r', '\n'}, {'a', 0x7f, '\n', '\n'}, {27, '\n'}}) {
            files.write("secret", binary);

            assertThat(read().copyBytes()).isEqualTo(binary);
        }
    }

    @Test
    void anEmptyFileIsAnEmptySecret() throws Exception {
        assertThat(secretIn("")).isEmpty();
        assertThat(secretIn("\n")).isEmpty();
    }

    @Test
    void aSecretNeverPrintsItself() throws Exception {
        files.write("secret", "sesame");

        assertThat(read()).hasToString("Secret[redacted]");
    }

    @Test
    void secretsAreEqualIfFileAndBytesAre() throws Exception {
        // Given
        files.write("secret", "sesame");
        Secret secret = read();
        Secret again = read();

        // When
        files.write("secret", "sesame!");
        Secret changed = read();

        // Then
        assertThat(again).isEqualTo(secret).hasSameHashCodeAs(secret);
        assertThat(changed).isNotEqualTo(secret);
    }

    private byte[] secretIn(String text) throws IOException {
        files.write("secret", text);
        return read().copyBytes();
    }

    private Secret read() throws IOException {
        return SecretFile.read(files.path("secret"), new Inputs());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
