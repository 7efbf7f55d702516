package io.watertight.gateway.config;

import static java.util.Objects.requireNonNullElse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads the limiter section and the secrets it refers to. */
final class LimiterReader {

    private static final String CERTIFICATES = "a file of certificates, PEM";

    /** For a secret that is broken, so that its siblings can be judged. */
    private static final Secret STAND_IN = new Secret(Path.of("/"), new byte[RedisConfig.LEAST_SECRET_BYTES]);

    private final Path file;
    private final Inputs inputs;
    private final Errors errors;

    /** @param file where other files are relative to; absolute */
    LimiterReader(Path file, Inputs inputs, Errors errors) {
        this.file = file;
        this.inputs = inputs;
        this.errors = errors;
    }

    /** The section, or null where it is broken. */
    @Nullable
    LimiterConfig read(Section section) {
        LimiterMode mode = section.choice("mode", LimiterMode.LOCAL);
        long maxBuckets = section.wholeNumber("maxBuckets", LimiterConfig.DEFAULT.maxBuckets());
        Section shareSection = section.section("share");
        ShareConfig share = shareSection == null ? null : new ShareReader(file, errors).read(shareSection);
        Section redisSection = section.section("redis");
        RedisConfig redis = redisSection == null ? null : redis(redisSection);
        Section leaseSection = section.section("lease");
        double leaseSlack = leaseSection == null ? LimiterConfig.DEFAULT.leaseSlack() : slack(leaseSection);
        section.end();
        LimiterConfig limiter = errors.collect(
                section.path(),
                UnaryOperator.identity(),
                () -> new LimiterConfig(mode, maxBuckets, share, redis, leaseSlack));
        boolean broken = (share == null && section.has("share")) || (redis == null && section.has("redis"));
        return broken ? null : limiter;
    }

    private static double slack(Section section) {
        double slack = section.fraction("slack", LimiterConfig.DEFAULT.leaseSlack());
        section.end();
        return slack;
    }

    private @Nullable RedisConfig redis(Section section) {
        section.require("uri", RedisUri.SYNTAX);
        String uri = section.text("uri", "");
        boolean cluster = section.flag("cluster", false);
        Secret password = secret(section, "passwordFile");
        Path caFile = certificates(section, "caFile");
        Duration timeout = section.duration("timeout", RedisConfig.DEFAULT_TIMEOUT);
        int maxInFlight = section.intNumber("maxInFlight", RedisConfig.DEFAULT_MAX_IN_FLIGHT);
        OnOutage onOutage = section.choice("onOutage", OnOutage.SHARE);
        String prefix = section.text("prefix", RedisConfig.DEFAULT_PREFIX);
        section.require("subjectSecretFile", "a file of at least 16 bytes, the same in all replicas");
        Secret subjectSecret = secret(section, "subjectSecretFile");
        section.end();
        RedisConfig redis = errors.collect(
                section.path(),
                UnaryOperator.identity(),
                () -> new RedisConfig(
                        uri,
                        cluster,
                        password,
                        caFile,
                        timeout,
                        maxInFlight,
                        onOutage,
                        prefix,
                        requireNonNullElse(subjectSecret, STAND_IN)));
        return subjectSecret == null || !section.has("uri") ? null : redis;
    }

    private @Nullable Secret secret(Section section, String key) {
        String name = section.optionalText(key);
        if (name == null) {
            return null;
        }
        try {
            return SecretFile.read(file.resolveSibling(name), inputs);
        } catch (IOException e) {
            errors.add(section.pathOf(key), name, "a readable file; " + e.getMessage());
        } catch (IllegalArgumentException e) {
            errors.add(section.pathOf(key), "a name that no file can have", "the name of a file");
        }
        return null;
    }

    private @Nullable Path certificates(Section section, String key) {
        String name = section.optionalText(key);
        if (name == null) {
            return null;
        }
        try {
            Path certificates = file.resolveSibling(name);
            checkCertificates(certificates);
            return certificates;
        } catch (IOException e) {
            errors.add(section.pathOf(key), name, CERTIFICATES + "; " + e.getMessage());
        } catch (InvalidPathException e) {
            errors.add(section.pathOf(key), "a name that no file can have", CERTIFICATES);
        }
        return null;
    }

    private void checkCertificates(Path pem) throws IOException {
        InputStream bytes = new ByteArrayInputStream(inputs.read(pem));
        try {
            if (!CertificateFactory.getInstance("X.509")
                    .generateCertificates(bytes)
                    .isEmpty()) {
                return;
            }
        } catch (CertificateException e) {
            throw new IOException(pem + " holds none", e);
        }
        throw new IOException(pem + " holds none");
    }
}
