package io.watertight.gateway.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Why a gateway does not start is said in one line, with the key and the reason. */
class ServerTest {

    private static final String MEND = "; choose another address or port, or end the process that has it)\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("gateway.yaml");
    }

    private String errorOf(String addresses) throws IOException {
        Files.writeString(file, addresses + """
                transport: nio
                threads: 1
                routes: [ { path: /, upstream: none, auth: none } ]
                upstreams: { none: { endpoints: [ '127.0.0.1:1' ] } }
                """);
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = Server.run(
                List.of(file.toString()),
                new PrintStream(new ByteArrayOutputStream()),
                new PrintStream(err, true, UTF_8));
        assertThat(exitCode).isEqualTo(2);
        return err.toString(UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"listen", "admin"})
    void aPortThatIsTakenIsNamedWithItsListener(String key) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String endpoint = "127.0.0.1:" + taken.getLocalPort();
            String other = key.equals("listen") ? "admin" : "listen";

            String error = errorOf(key + ": " + endpoint + "\n" + other + ": 127.0.0.1:0\n");

            assertThat(error)
                    .isEqualTo("error: " + file + ": " + key + ": " + endpoint
                            + " (cannot be listened on: Address already in use" + MEND);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"listen", "admin"})
    void aHostThatThereIsNotIsSaidToBeNone(String key) throws IOException {
        String other = key.equals("listen") ? "admin" : "listen";

        String error = errorOf(key + ": nowhere.invalid:0\n" + other + ": 127.0.0.1:0\n");

        assertThat(error)
                .isEqualTo("error: " + file + ": " + key + ": nowhere.invalid:0 (cannot be listened on: no such host"
                        + MEND);
    }
}
