package io.watertight.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aTokenIsPrintedAloneOnItsLine() throws Exception {
        Path file = Files.writeString(folder.resolve("k1"), SECRET);

        Invocation done = Invocation.of(
                "token",
                "--secret-file",
                file.toString(),
                "--sub",
                "alice",
                "--ttl",
                "5m",
                "--kid",
                "k1",
                "--plan",
                "gold",
                "--issuer",
                "i",
                "--audience",
                "a");

        assertThat(done.exitCode()).isZero();
        JsonNode claims = verifiedClaims(done.out().strip(), SECRET.getBytes(StandardCharsets.US_ASCII));
        assertThat(claims.get("sub").asText()).isEqualTo("alice");
        assertThat(claims.get("plan").asText()).isEqualTo("gold");
        assertThat(claims.get("iss").asText()).isEqualTo("i");
        assertThat(claims.get("aud").asText()).isEqualTo("a");
        assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(300);
    }

    @Test
    void theLineEndOfATextSecretIsNoPartOfIt() throws Exception {
        Path file = Files.writeString(folder.resolve("k1"), SECRET + "\n");

        Invocation done = Invocation.of("token", "--secret-file", file.toString(), "--sub", "alice", "--json");

        String token = JSON.readTree(done.out()).get("token").asText();
        assertThat(verifiedClaims(token, SECRET.getBytes(StandardCharsets.US_ASCII))
                        .get("sub")
                        .asText())
                .isEqualTo("alice");
    }

    @Test
    void aBinarySecretIsTakenByteForByte() throws Exception {
        byte[] secret = new byte[33];
        secret[0] = (byte) 0xff;
        secret[32] = '\n';
        Path file = Files.write(folder.resolve("k1"), secret);

        Invocation done = Invocation.of("token", "--secret-file", file.toString(), "--sub", "alice");

        assertThat(verifiedClaims(done.out().strip(), secret).get("sub").asText())
                .isEqualTo("alice");
    }

    @Test
    void aSecretOfSeveralLinesIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("k1"), SECRET + "\n" + SECRET + "\n");

        Invocation wrong = Invocation.of("token", "--secret-file", file.toString(), "--sub", "alice");

        assertThat(wrong.err())
                .isEqualTo("error: " + file + ": text of several lines (expected: one line, or binary)"
                        + System.lineSeparator());
    }

    @Test
    void aSecretCanComeThroughAPipe() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Process writer = new ProcessBuilder("sh", "-c", "printf " + SECRET + " > " + pipe).start();

        Invocation done = Invocation.of("token", "--secret-file", pipe.toString(), "--sub", "alice");

        assertThat(verifiedClaims(done.out().strip(), SECRET.getBytes(StandardCharsets.US_ASCII))
                        .get("sub")
                        .asText())
                .isEqualTo("alice");
        assertThat(writer.waitFor()).isZero();
    }

    @Test
    void aSecretWithoutEndIsRefused() {
        Invocation wrong = Invocation.of("token", "--secret-file", "/dev/zero", "--sub", "alice");

        assertThat(wrong.err())
                .isEqualTo("error: /dev/zero: more than 4096 bytes (expected: a secret)" + System.lineSeparator());
        assertThat(wrong.exitCode()).isEqualTo(2);
    }

    @Test
    void aFolderIsNoSecret() {
        Invocation wrong = Invocation.of("token", "--secret-file", folder.toString(), "--sub", "alice");

        assertThat(wrong.err()).isEqualTo("error: " + folder + ": Is a directory" + System.lineSeparator());
        assertThat(wrong.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"--sub, sub", "--kid, kid", "--issuer, issuer", "--audience, audience", "--plan, plan"})
    void aClaimOrAKeyIdThatIsEmptyIsRefused(String option, String name) throws Exception {
        Path file = Files.writeString(folder.resolve("k1"), SECRET);
        List<String> arguments = new ArrayList<>(List.of("token", "--secret-file", file.toString(), option, ""));
        if (!option.equals("--sub")) {
            arguments.addAll(List.of("--sub", "alice"));
        }

        Invocation wrong = Invocation.of(arguments.toArray(String[]::new));

        assertThat(wrong.err())
                .isEqualTo("error: " + name + ": empty (expected: at least one character)" + System.lineSeparator());
        assertThat(wrong.exitCode()).isEqualTo(2);
    }

    private static JsonNode verifiedClaims(String token, byte[] secret) throws Exception {
        List<String> parts = List.of(token.split("\\.", -1));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        assertThat(Base64.getUrlDecoder().decode(parts.get(2)))
                .isEqualTo(mac.doFinal((parts.get(0) + "." + parts.get(1)).getBytes(StandardCharsets.US_ASCII)));
        return JSON.readTree(Base64.getUrlDecoder().decode(parts.get(1)));
    }
}
