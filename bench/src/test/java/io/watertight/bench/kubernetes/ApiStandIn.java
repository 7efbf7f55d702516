package io.watertight.bench.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Answers as the API server of a cluster does: over HTTPS, to those who have the token, objects by their paths and lists by
 * labels. What is behind a path can be replaced by a handler, as a pod's proxy or its log.
 */
public final class ApiStandIn implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "a-token-of-the-tests";

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Path kubeconfig;
    private final Map<String, ObjectNode> objects = new ConcurrentSkipListMap<>();
    private final Map<String, Handler> handlers = new ConcurrentHashMap<>();

    /** Answers one path. */
    public interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private ApiStandIn(HttpsServer server, Path kubeconfig) {
        this.server = server;
        this.kubeconfig = kubeconfig;
    }

    /** Listens, and writes a kubeconfig with the contexts {@code here} and {@code nowhere} into the directory. */
    public static ApiStandIn start(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        Certificate certificate = Certificate.shared();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        Path kubeconfig = Files.writeString(directory.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: here
                clusters:
                  - name: stand-in
                    cluster: { server: "https://127.0.0.1:%d", certificate-authority-data: %s }
                users:
                  - { name: tester, user: { token: %s } }
                  - { name: stranger, user: { token: another } }
                contexts:
                  - { name: here, context: { cluster: stand-in, user: tester, namespace: bench } }
                  - { name: stranger, context: { cluster: stand-in, user: stranger, namespace: bench } }
                """.formatted(
                        server.getAddress().getPort(), certificate.pemBase64(), TOKEN));
        ApiStandIn standIn = new ApiStandIn(server, kubeconfig);
        server.setExecutor(standIn.threads);
        server.createContext("/", standIn::handle);
        server.start();
        return standIn;
    }

    /** The file with which it is reached. */
    public Path kubeconfig() {
        return kubeconfig;
    }

    /** Puts an object at its path, or in the place of the one there. */
    public void put(String path, JsonNode object) {
        objects.put(path, (ObjectNode) object);
    }

    /** The object at the path, to be changed. */
    public ObjectNode object(String path) {
        ObjectNode found = objects.get(path);
        if (found == null) {
            throw new IllegalArgumentException(path + " (expected: one of " + objects.keySet() + ")");
        }
        return found;
    }

    /** Takes the object away, and what is below its path. */
    public void remove(String path) {
        objects.keySet().removeIf(known -> known.equals(path) || known.startsWith(path + "/"));
    }

    /** Has a path, without its query, answered by a handler. */
    public void on(String path, Handler handler) {
        handlers.put(path, handler);
    }

    /** Has a path answered with a Status. */
    public void fail(String path, int status, String message) {
        on(path, exchange -> answer(exchange, status, statusOf(status, message)));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Handler handler = handlers.get(path);
            if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer(exchange, 401, statusOf(401, "Unauthorized"));
            } else if (handler != null) {
                handler.handle(exchange);
            } else if (objects.containsKey(path)) {
                answer(exchange, 200, object(path));
            } else if (isList(path)) {
                answer(exchange, 200, list(path, exchange.getRequestURI()));
            } else {
                answer(exchange, 404, statusOf(404, "the server could not find the requested resource"));
            }
        }
    }

    /** A path below which objects are, or could be. */
    private boolean isList(String path) {
        boolean filled =
                objects.keySet().stream().anyMatch(known -> parent(known).equals(path));
        int namespaced = path.indexOf("/namespaces/");
        boolean served = namespaced > 0 && objects.containsKey(path.substring(0, namespaced));
        return filled
                || (served
                        && path.split("/", -1).length
                                == path.substring(0, namespaced).split("/", -1).length + 3);
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private ObjectNode list(String path, URI uri) {
        ObjectNode list = JSON.createObjectNode().put("kind", "List").put("apiVersion", "v1");
        list.putObject("metadata").put("resourceVersion", "4711");
        List<String> wanted = labels(uri);
        var items = list.putArray("items");
        objects.forEach((known, object) -> {
            JsonNode labels = object.path("metadata").path("labels");
            boolean selected = wanted.stream()
                    .allMatch(label -> labels.path(label.substring(0, label.indexOf('=')))
                            .asText()
                            .equals(label.substring(label.indexOf('=') + 1)));
            if (parent(known).equals(path) && selected) {
                items.add(object);
            }
        });
        return list;
    }

    private static List<String> labels(URI uri) {
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        return Stream.of(query.split("&", -1))
                .filter(parameter -> parameter.startsWith("labelSelector="))
                .map(parameter ->
                        URLDecoder.decode(parameter.substring("labelSelector=".length()), StandardCharsets.UTF_8))
                .flatMap(selector -> Stream.of(selector.split(",", -1)))
                .toList();
    }

    private static ObjectNode statusOf(int status, String message) {
        return JSON.createObjectNode()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", "Failure")
                .put("message", message)
                .put("code", status);
    }

    static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
