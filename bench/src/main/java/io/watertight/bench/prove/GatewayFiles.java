package io.watertight.bench.prove;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;

/** The configuration of the gateways of one run, and the key that their tokens are signed with, made anew for each run. */
final class GatewayFiles {

    static final String POLICY = "default";
    static final String KEY_ID = "proof";

    private final ProofPlan plan;
    private final byte[] secret;
    private final Path secretFile;

    /** Writes the key, readable by its owner alone. */
    GatewayFiles(ProofPlan plan) throws IOException {
        this.plan = plan;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.secret = HexFormat.of().formatHex(random).getBytes(US_ASCII);
        this.secretFile = plan.directory().resolve("key");
        Files.deleteIfExists(secretFile);
        Files.createFile(
                secretFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(secretFile, secret);
    }

    byte[] secret() {
        return secret;
    }

    /** Where the replica of that name writes its last ledger. */
    Path obituary(String replica) {
        return plan.directory().resolve(replica + "-obituary.json");
    }

    /** Writes one replica's configuration. */
    Path writeConfig(String replica, InetSocketAddress upstream) throws IOException {
        Path file = plan.directory().resolve(replica + ".yaml");
        Files.writeString(
                file,
                String.format(
                        Locale.ROOT,
                        """
                        listen: 127.0.0.1:0
                        admin: 127.0.0.1:0
                        threads: 2
                        jwt:
                          keys:
                            - { kid: %s, algorithm: HS256, secretFile: %s }
                        policies:
                          %s: { limit: %s, burst: %d }
                        routes:
                          - { path: /, upstream: echo, policy: %s }
                        upstreams:
                          echo: { endpoints: [ "127.0.0.1:%d" ] }
                        shutdown: { propagation: 0s, deadline: 5s }
                        proof: { decisionTime: true, obituary: %s }
                        """,
                        KEY_ID,
                        secretFile.getFileName(),
                        POLICY,
                        plan.limit(),
                        plan.quota().burst(),
                        POLICY,
                        upstream.getPort(),
                        obituary(replica).toAbsolutePath()));
        return file;
    }

    /** The key is of no more use, and no secret stays behind with the results. */
    void deleteSecret() throws IOException {
        Files.deleteIfExists(secretFile);
    }
}
