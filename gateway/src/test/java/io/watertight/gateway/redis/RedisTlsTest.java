package io.watertight.gateway.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.gateway.FreePort;
import io.watertight.gateway.config.Secret;
import io.watertight.gateway.redis.Answer.Granted;
import io.watertight.ratelimit.RemoteStore;
import io.watertight.ratelimit.SubjectKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that is spoken to over TLS, by a user with a password who may do what the documentation asks for and nothing else. */
class RedisTlsTest {

    private static final String PASSWORD = "correct-horse-battery-staple";
    private static final char[] STORE_PASSWORD = "for the test".toCharArray();
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final SubjectKey ALICE = new SubjectKey(1, 2);

    @TempDir
    private Path directory;

    private Path certificate;
    private RedisProcess redis;
    private int tlsPort;

    @BeforeEach
    void start() throws Exception {
        certificate = directory.resolve("certificate.pem");
        Path key = directory.resolve("key.pem");
        writeCertificate(certificate, key);
        tlsPort = FreePort.find();
        redis = RedisProcess.start(
                directory,
                "--tls-port",
                Integer.toString(tlsPort),
                "--tls-cert-file",
                certificate.toString(),
                "--tls-key-file",
                key.toString(),
                "--tls-ca-cert-file",
                certificate.toString(),
                "--tls-auth-clients",
                "no",
                "--user",
                "gateway",
                "on",
                ">" + PASSWORD,
                "~wt:*",
                "+evalsha",
                "+eval",
                "+time",
                "+get",
                "+mget",
                "+set",
                "+del",
                "+info",
                "+ping");
    }

    @AfterEach
    void stop() {
        redis.close();
    }

    @Test
    void chargesOverTlsAsAUserWithAPassword() {
        try (RedisStores stores = Stores.connected(options("rediss://gateway@localhost:" + tlsPort, certificate))) {
            RemoteStore store = stores.store(Stores.POLICY);
            Memory.begunLongAgo(redis);
            Answer answer = Answer.charge(store, ALICE, HOUR, 10, 1, 1);
            assertThat(answer).isInstanceOf(Granted.class);
            Answer.giveBack(store, ALICE, HOUR, 1, ((Granted) answer).grant());
            assertThat(redis.keys("wt:*:*")).isEmpty();
        }
    }

    @Test
    void doesNotTalkToAServerThatItCannotVerify() {
        try (ToxicProxy network = new ToxicProxy(tlsPort);
                RedisStores stores = Stores.open(options("rediss://gateway@localhost:" + network.port(), null))) {
            Await.until("it has tried several times", () -> network.accepted() > 3);

            assertThat(stores.isConnected()).isFalse();
        }
    }

    @Test
    void isNotLetInWithAnotherPassword() {
        Secret wrong = new Secret(Path.of("password"), "wrong".getBytes(UTF_8));
        try (ToxicProxy network = new ToxicProxy(tlsPort);
                RedisStores stores = Stores.open(new RedisOptions(
                        "rediss://gateway@localhost:" + network.port(),
                        false,
                        wrong,
                        certificate,
                        Stores.PATIENT,
                        1024,
                        Stores.PREFIX))) {
            Await.until("it has tried several times", () -> network.accepted() > 3);

            assertThat(stores.isConnected()).isFalse();
        }
    }

    private static RedisOptions options(String uri, @Nullable Path caFile) {
        Secret password = new Secret(Path.of("password"), PASSWORD.getBytes(UTF_8));
        return new RedisOptions(uri, false, password, caFile, Stores.PATIENT, 1024, Stores.PREFIX);
    }

    private void writeCertificate(Path certificate, Path key)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = directory.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "redis",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-ext",
                        "bc:c",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(STORE_PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE_PASSWORD);
        }
        writePem(certificate, "CERTIFICATE", keys.getCertificate("redis").getEncoded());
        writePem(key, "PRIVATE KEY", keys.getKey("redis", STORE_PASSWORD).getEncoded());
    }

    private static void writePem(Path file, String what, byte[] der) throws IOException {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(UTF_8)).encodeToString(der);
        Files.writeString(file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, base64, what));
    }
}
