package io.watertight.bench.cli;

import io.watertight.bench.load.JwtAlgorithm;
import io.watertight.bench.load.TokenTemplate;
import java.nio.file.Path;
import java.time.Duration;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how tokens are signed, shared by all commands that sign any. */
final class TokenOptions {
    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            required = true,
            description = "the secret that tokens are signed with")
    private Path secretFile = Path.of("");

    @Option(names = "--kid", paramLabel = "ID", description = "key id in the token's header")
    private @Nullable String keyId;

    @Option(names = "--algorithm", paramLabel = "ALG", description = "HS256, HS384 or HS512 (default: HS256)")
    private JwtAlgorithm algorithm = JwtAlgorithm.HS256;

    @Option(names = "--issuer", paramLabel = "ISS", description = "claim iss")
    private @Nullable String issuer;

    @Option(names = "--audience", paramLabel = "AUD", description = "claim aud")
    private @Nullable String audience;

    @Option(names = "--plan", paramLabel = "PLAN", description = "claim plan")
    private @Nullable String plan;

    @Option(
            names = "--ttl",
            paramLabel = "D",
            converter = DurationConverter.class,
            description = "how long tokens are valid (default: 1h)")
    private Duration ttl = Duration.ofHours(1);

    /** @throws UsageException if the secret cannot be read or is too short */
    TokenTemplate template() {
        byte[] secret = SecretFile.read(secretFile);
        if (secret.length < algorithm.hashBytes()) {
            throw new UsageException(secretFile + ": " + secret.length + " bytes (expected: >= " + algorithm.hashBytes()
                    + " for " + algorithm + "; make a secret with: head -c " + algorithm.hashBytes()
                    + " /dev/urandom > " + secretFile + ")");
        }
        try {
            SecretKeySpec key = new SecretKeySpec(secret, algorithm.name());
            return new TokenTemplate(algorithm, key, keyId, issuer, audience, plan, ttl);
        } catch (IllegalArgumentException outOfRange) {
            throw UsageException.because(outOfRange);
        }
    }
}
