package io.watertight.helm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What Helm finds where it looks for a cluster: an API server that has Secrets and nothing else. The build points
 * {@code KUBECONFIG} to it, so that no test ever sees the cluster of whoever runs it.
 */
final class ApiServer {

    private static final String SECRETS = "/api/v1/namespaces/bench/secrets/";
    private static final Map<String, String> PRESENT = new ConcurrentHashMap<>();

    static {
        start();
    }

    private ApiServer() {}

    /** Makes sure that it runs. */
    static void ensure() {}

    /** Runs something while there is a Secret of this name in namespace {@code bench}. */
    static void withSecret(String name, String dataAsJson, Runnable action) {
        PRESENT.put(SECRETS + name, """
                {"apiVersion":"v1","kind":"Secret","metadata":{"name":"%s","namespace":"bench"},"data":%s}
                """.formatted(name, dataAsJson));
        try {
            action.run();
        } finally {
            PRESENT.remove(SECRETS + name);
        }
    }

    private static void start() {
        try {
            // without this each answer of a kept connection waits 40 ms
            System.setProperty("sun.net.httpserver.nodelay", "true");
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", ApiServer::answer);
            server.start();
            Files.writeString(Path.of(System.getenv("KUBECONFIG")), """
                    apiVersion: v1
                    kind: Config
                    current-context: tests
                    contexts: [{name: tests, context: {cluster: tests}}]
                    clusters: [{name: tests, cluster: {server: "http://127.0.0.1:%d"}}]
                    """.formatted(
                            server.getAddress().getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String present = path.equals("/api/v1") ? """
                  {"kind":"APIResourceList","apiVersion":"v1","groupVersion":"v1","resources":[
                   {"name":"secrets","singularName":"secret","namespaced":true,"kind":"Secret","verbs":["get","list"]}]}
                  """ : PRESENT.get(path);
        String body = present == null ? """
                  {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"NotFound","code":404}
                  """ : present;
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(present == null ? 404 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
