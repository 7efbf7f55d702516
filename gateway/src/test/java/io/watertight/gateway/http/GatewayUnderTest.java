package io.watertight.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.watertight.gateway.admission.LimiterFactory;
import io.watertight.gateway.config.ConfigException;
import io.watertight.gateway.config.ConfigLoader;
import io.watertight.gateway.config.GatewayConfig;
import io.watertight.gateway.lifecycle.Gateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The real gateway, with a configuration of a few lines; everything that is not said is as fast as a test likes it. */
final class GatewayUnderTest implements AutoCloseable {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final Gateway gateway;

    private GatewayUnderTest(Gateway gateway) {
        this.gateway = gateway;
    }

    /** Says how the gateway is to be. */
    static final class Builder {
        private final Path directory;
        private final String transport;
        private final List<String> upstreams = new ArrayList<>();
        private final List<String> routes = new ArrayList<>();
        private String http = "";
        private String shutdown = "propagation: 0s, deadline: 5s";
        private int threads = 1;
        private LimiterFactory limiters = Gateway.LIMITERS;
        private String listen = "127.0.0.1:0";
        private String limiter = "mode: local";
        private String policy = "limit: 1000/1s, burst: 1000, key: sub";
        private boolean accessLog;
        private String proof = "decisionTime: false";

        Builder(Path directory, String transport) {
            this.directory = directory;
            this.transport = transport;
        }

        /** Everything goes there. */
        Builder to(ScriptedOrigin origin) {
            return upstream("origin", origin.endpoint(), "").route("{ path: /, upstream: origin, auth: none }");
        }

        /** Everything goes there. */
        Builder to(ScriptedOrigin origin, String settings) {
            return upstream("origin", origin.endpoint(), ", " + settings)
                    .route("{ path: /, upstream: origin, auth: none }");
        }

        Builder upstream(String name, String endpoints, String settings) {
            upstreams.add(name + ": { endpoints: [ " + endpoints + " ]" + settings + " }");
            return this;
        }

        Builder route(String route) {
            routes.add(route);
            return this;
        }

        Builder http(String settings) {
            http = settings;
            return this;
        }

        Builder shutdown(String settings) {
            shutdown = settings;
            return this;
        }

        Builder threads(int count) {
            threads = count;
            return this;
        }

        /** A port of its choice, for replicas that have to know each other's. */
        Builder listen(String endpoint) {
            listen = endpoint;
            return this;
        }

        Builder limiter(String settings) {
            limiter = settings;
            return this;
        }

        Builder policy(String settings) {
            policy = settings;
            return this;
        }

        /** A line in the log for each request. */
        Builder accessLog() {
            accessLog = true;
            return this;
        }

        Builder proof(String settings) {
            proof = settings;
            return this;
        }

        /** Requests with a token are decided by these. */
        Builder limiters(LimiterFactory factory) {
            limiters = factory;
            return this;
        }

        GatewayUnderTest start() {
            return new GatewayUnderTest(Gateway.start(load(), limiters));
        }

        private GatewayConfig load() {
            try {
                Files.writeString(directory.resolve("key"), SECRET);
                return ConfigLoader.load(Files.writeString(directory.resolve("gateway.yaml"), yaml()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (ConfigException e) {
                throw new AssertionError(e.getMessage(), e);
            }
        }

        private String yaml() {
            return """
                    listen: %s
                    admin: 127.0.0.1:0
                    threads: %d
                    transport: %s
                    accessLog: %b
                    jwt: { keys: [ { kid: k1, algorithm: HS256, secretFile: key } ] }
                    policies: { default: { %s } }
                    limiter: { %s }
                    routes:
                      - %s
                    upstreams:
                      %s
                    http: { %s }
                    shutdown: { %s }
                    proof: { %s }
                    """.formatted(
                            listen,
                            threads,
                            transport,
                            accessLog,
                            policy,
                            limiter,
                            String.join("\n  - ", routes),
                            String.join("\n  ", upstreams),
                            http,
                            shutdown,
                            proof);
        }
    }

    InetSocketAddress address() {
        return gateway.address();
    }

    String transport() {
        return gateway.transport();
    }

    void reload(Builder builder) {
        try {
            gateway.reload(builder.load());
        } catch (ConfigException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    String ledger() {
        return gateway.ledger();
    }

    /** What a page of the admin port answers: the status, and the body. */
    HttpMessage admin(String target) throws IOException {
        try (RawConnection client = RawConnection.to(gateway.adminAddress())) {
            return client.send("GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    .readResponse();
        }
    }

    RawConnection connect() {
        return RawConnection.to(gateway.address());
    }

    /** One request of a client of its own. */
    HttpMessage get(String target) throws IOException {
        try (RawConnection client = connect()) {
            return client.send("GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    .readResponse();
        }
    }

    /** An Authorization field whose token is valid for an hour. */
    static String authorization(String subject) {
        long now = System.currentTimeMillis() / 1000;
        String content = base64("{\"alg\":\"HS256\",\"kid\":\"k1\",\"typ\":\"JWT\"}".getBytes(US_ASCII)) + "."
                + base64(("{\"sub\":\"" + subject + "\",\"iat\":" + now + ",\"exp\":" + (now + 3600) + "}")
                        .getBytes(US_ASCII));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(US_ASCII), "HmacSHA256"));
            return "Authorization: Bearer " + content + "." + base64(mac.doFinal(content.getBytes(US_ASCII))) + "\r\n";
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        gateway.close();
    }
}
