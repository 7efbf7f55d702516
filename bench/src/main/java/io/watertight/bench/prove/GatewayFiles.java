package io.watertight.bench.prove;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.watertight.bench.control.Fault;
import io.watertight.bench.localcluster.EndpointSliceServer;
import io.watertight.bench.proof.LimiterMode;
import io.watertight.bench.text.Durations;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The configuration of the gateways of one run, and the keys of their tokens and subjects, made anew for each run. */
final class GatewayFiles {

    static final String POLICY = "default";
    static final String KEY_ID = "proof";

    private final ProofPlan plan;
    private final byte[] secret;
    private final Path secretFile;
    private final Path subjectSecretFile;
    private final String prefix = String.format(Locale.ROOT, "wt-prove-%08x:", new SecureRandom().nextInt());

    /** Writes the keys, readable by their owner alone. */
    GatewayFiles(ProofPlan plan) throws IOException {
        this.plan = plan;
        this.secret = randomText();
        this.secretFile = writeSecret("key", secret);
        this.subjectSecretFile = writeSecret("subject-key", randomText());
    }

    private static byte[] randomText() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random).getBytes(US_ASCII);
    }

    private Path writeSecret(String name, byte[] content) throws IOException {
        Path file = plan.directory().resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, content);
        return file;
    }

    byte[] secret() {
        return secret;
    }

    /** Where the secret is, until {@link #deleteSecrets}. */
    Path secretFile() {
        return secretFile;
    }

    /** What the keys of this run begin with in a store. */
    String prefix() {
        return prefix;
    }

    /** Where the replica of that name writes its last ledger. */
    Path obituary(String replica) {
        return plan.directory().resolve(replica + "-obituary.json");
    }

    /**
     * Writes one replica's configuration. Written again it says the same, but for the time that it takes to leave.
     *
     * @param listen where it listens
     * @param api the server that knows all gateways; means nothing where they do not know each other
     * @param store what they share, if they share one
     * @param version another number at each time, at least 0
     */
    Path writeConfig(
            String replica,
            InetSocketAddress listen,
            URI api,
            InetSocketAddress upstream,
            @Nullable Store store,
            int version)
            throws IOException {
        Path file = plan.directory().resolve(replica + ".yaml");
        Files.writeString(
                file,
                String.format(
                        Locale.ROOT,
                        """
                        listen: %s:%d
                        admin: 127.0.0.1:0
                        threads: 2
                        jwt:
                          keys:
                            - { kid: %s, algorithm: HS256, secretFile: %s }
                        policies:
                          %s: { limit: %s, burst: %d }
                        %sroutes:
                          - { path: /, upstream: echo, policy: %s }
                        upstreams:
                          echo: { endpoints: [ "127.0.0.1:%d" ] }
                        shutdown: { propagation: 0s, idle: 500ms, deadline: %dms }
                        proof: { decisionTime: true, replica: %s, obituary: %s }
                        """,
                        listen.getAddress().getHostAddress(),
                        listen.getPort(),
                        KEY_ID,
                        secretFile.getFileName(),
                        POLICY,
                        plan.limit(),
                        plan.quota().burst(),
                        limiter(listen, api, store),
                        POLICY,
                        upstream.getPort(),
                        5000 + version,
                        replica,
                        obituary(replica).getFileName()));
        return file;
    }

    private String limiter(InetSocketAddress listen, URI api, @Nullable Store store) {
        SharingPlan sharing = plan.sharing();
        if (sharing.mode() == LimiterMode.LOCAL) {
            return "";
        }
        StringBuilder text =
                new StringBuilder("limiter:\n  mode: " + configuredMode().text() + "\n");
        if (sharing.hasMembers()) {
            String self = "\"" + listen.getAddress().getHostAddress() + ":" + listen.getPort() + "\"";
            text.append("  share: { period: ")
                    .append(Durations.text(sharing.period()))
                    .append(", self: ")
                    .append(self)
                    .append(", ")
                    .append(members(self, api))
                    .append(" }\n");
        }
        if (store != null) {
            text.append("  redis: { uri: \"")
                    .append(store.uri())
                    .append("\", timeout: ")
                    .append(Durations.text(sharing.storeTimeout()))
                    .append(", onOutage: ")
                    .append(sharing.onOutage().text())
                    .append(", prefix: \"")
                    .append(prefix)
                    .append("\", subjectSecretFile: ")
                    .append(subjectSecretFile.getFileName())
                    .append(" }\n");
        }
        if (sharing.mode() == LimiterMode.LEASE) {
            text.append("  lease: { slack: ").append(configuredSlack()).append(" }\n");
        }
        return text.toString();
    }

    /** Where a gateway reads who the members are. */
    private String members(String self, URI api) {
        return plan.fault() == Fault.COUNTS_ITSELF
                ? "members: [ " + self + " ]"
                : "endpointSlices: { namespace: " + EndpointSliceServer.NAMESPACE + ", service: "
                        + EndpointSliceServer.SERVICE + ", server: \"" + api + "\" }";
    }

    /** A control that brings a store of its own is a limiter of this process to the gateway. */
    private LimiterMode configuredMode() {
        return plan.fault() == Fault.TTL_FLOORED
                ? LimiterMode.LOCAL
                : plan.sharing().mode();
    }

    /** How long leases live, as a part of D; the law goes by what the plan says. */
    private double configuredSlack() {
        double slack = plan.sharing().leaseSlack();
        return plan.fault() == Fault.LEASE_OUTLIVED ? Math.min(1, slack * Fault.OUTLIVED_TIMES) : slack;
    }

    /** The keys are of no more use, and no secret stays behind with the results. */
    void deleteSecrets() throws IOException {
        Files.deleteIfExists(secretFile);
        Files.deleteIfExists(subjectSecretFile);
    }

    /** The same where nobody is left to be told that it cannot be done. */
    void tryDeleteSecrets() {
        try {
            deleteSecrets();
        } catch (IOException e) {
            // they are good for gateways that are gone
        }
    }
}
