package io.watertight.gateway.membership;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.watertight.gateway.config.Endpoint;
import io.watertight.gateway.config.MemberSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a stand-in of the API server: TLS by a certificate of its own, a token, the answer of a real one. */
class EndpointSliceMembersTest {

    private static final String PASSWORD = "changeit";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @TempDir
    static Path directory;

    private final List<String> asked = new ArrayList<>();
    private int status = 200;
    private String answer = EndpointSliceListTest.LIST;
    private HttpsServer server;
    private static SSLContext tls;

    @BeforeAll
    static void makeCertificate() throws Exception {
        Path store = directory.resolve("server.p12");
        keytool(
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=kubernetes",
                "-ext",
                "SAN=IP:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "server",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-file",
                directory.resolve("ca.crt").toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, PASSWORD.toCharArray());
        tls = SSLContext.getInstance("TLS");
        tls.init(keyManagers.getKeyManagers(), null, null);
    }

    @BeforeEach
    void startServer() throws Exception {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", this::answer);
        server.start();
        Files.writeString(directory.resolve("token"), "t0ken\n");
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] body = answer.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    private EndpointSliceMembers members(@Nullable String caFile) {
        URI uri = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
        return new EndpointSliceMembers(
                new MemberSource.EndpointSlices(
                        "default",
                        "gw-headless",
                        uri,
                        directory.resolve("token"),
                        caFile == null ? null : directory.resolve(caFile)),
                8080,
                TIMEOUT);
    }

    @Test
    void asksForTheSlicesOfTheServiceWithItsTokenAsItIsNow() throws Exception {
        try (EndpointSliceMembers members = members("ca.crt")) {
            // When
            members.read();
            Files.writeString(directory.resolve("token"), "another\n");
            // Then
            assertThat(members.read()).hasSize(3).contains(new Endpoint("10.244.1.7", 8080));
        }
        String target = "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices"
                + "?labelSelector=kubernetes.io%2Fservice-name%3Dgw-headless";
        assertThat(asked).containsExactly("GET " + target + " Bearer t0ken", "GET " + target + " Bearer another");
    }

    @Test
    void asksNobodyWhoseCertificateIsNotTrusted() {
        try (EndpointSliceMembers members = members(null)) {
            assertThatThrownBy(members::read).isInstanceOf(IOException.class);
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void aRefusalIsNoAnswer() {
        status = 403;
        answer = "{\"kind\":\"Status\",\"code\":403}";
        try (EndpointSliceMembers members = members("ca.crt")) {
            assertThatThrownBy(members::read).isInstanceOf(IOException.class).hasMessage("the API server answered 403");
        }
    }

    @Test
    void somethingElseThanAListIsNoAnswer() {
        answer = "<html>";
        try (EndpointSliceMembers members = members("ca.crt")) {
            assertThatThrownBy(members::read).isInstanceOf(IOException.class);
        }
    }

    @Test
    void withoutItsCertificatesThereIsNoAnswerUntilTheyAreThere() throws Exception {
        try (EndpointSliceMembers members = members("later.crt")) {
            // Given
            assertThatThrownBy(members::read).isInstanceOf(IOException.class);
            // When
            Files.copy(directory.resolve("ca.crt"), directory.resolve("later.crt"));
            // Then
            assertThat(members.read()).hasSize(3);
        }
    }
}
