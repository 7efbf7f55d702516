package io.watertight.helm;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A gateway in a process of its own, started from the configuration of a render. Addresses are this host's instead of a cluster's, and the
 * limiter is local where it would count members in the cluster.
 */
final class RunningGateway implements AutoCloseable {

    private static final Pattern READY = Pattern.compile(".*listen=[^ ]*:([0-9]+).*admin=[^ ]*:([0-9]+).*");

    private final HttpServer upstream;
    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private final int adminPort;

    /** @param folder where its files go; {@code keys/k1} is the secret it verifies with */
    RunningGateway(Objects objects, Path folder) throws IOException {
        upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        upstream.start();
        Path file = folder.resolve("gateway.yaml");
        Files.writeString(file, adapted(GatewayCheck.mountedBelow(folder, GatewayCheck.text(objects))));
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.watertight.gateway.Main",
                        file.toString())
                .redirectError(folder.resolve("gateway.log").toFile())
                .start();
        Matcher ready = ready(folder.resolve("gateway.log"));
        port = Integer.parseInt(ready.group(1));
        adminPort = Integer.parseInt(ready.group(2));
    }

    private String adapted(String config) {
        return config.replace("0.0.0.0:8080", "127.0.0.1:0")
                .replace("0.0.0.0:9090", "127.0.0.1:0")
                .replace(
                        "demo-watertight-echo:8081",
                        "127.0.0.1:" + upstream.getAddress().getPort())
                .replaceAll("mode: share\\b", "mode: local");
    }

    private Matcher ready(Path log) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null) {
            Matcher ready = READY.matcher(line);
            if (ready.matches()) {
                return ready;
            }
            line = lines.readLine();
        }
        throw new IOException("the gateway did not get ready: " + Files.readString(log));
    }

    int port() {
        return port;
    }

    /** The status that a path of the admin port is answered with. */
    int admin(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + adminPort + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        upstream.stop(0);
        client.close();
    }
}
