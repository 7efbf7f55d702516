package io.watertight.bench.localcluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers what a Kubernetes API server answers when it is asked for the EndpointSlices (discovery.k8s.io/v1) of the cluster's
 * Service: every pod that has an address, ready or not, until it is gone. Thread-safe.
 */
public final class EndpointSliceServer implements AutoCloseable {

    /** The namespace that the Service is in. */
    public static final String NAMESPACE = "local";

    /** The Service's name. */
    public static final String SERVICE = "gateway";

    private static final String PATH = "/apis/discovery.k8s.io/v1/namespaces/" + NAMESPACE + "/endpointslices";
    private static final JsonFactory JSON = new JsonFactory();

    private final HttpServer server;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("endpoint-slices").factory());
    private final boolean forgets;
    private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();

    private record Endpoint(InetSocketAddress address, boolean ready, boolean terminating) {}

    /**
     * Begins to answer, on a free port of the loopback address.
     *
     * @param forgets whether pods that are gone are left out, as is right; a control has them stay
     * @throws IOException if there is no free port
     */
    public EndpointSliceServer(boolean forgets) throws IOException {
        this.forgets = forgets;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext(PATH, this::answer);
        server.start();
    }

    /** Where it is. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Lists a pod, or says what has become of one. */
    public synchronized void put(String pod, InetSocketAddress address, boolean ready, boolean terminating) {
        endpoints.put(pod, new Endpoint(address, ready, terminating));
    }

    synchronized void remove(String pod) {
        if (forgets) {
            endpoints.remove(pod);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = list().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    private synchronized String list() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("kind", "EndpointSliceList");
            json.writeStringField("apiVersion", "discovery.k8s.io/v1");
            json.writeArrayFieldStart("items");
            if (!endpoints.isEmpty()) {
                writeSlice(json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private void writeSlice(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("addressType", "IPv4");
        json.writeArrayFieldStart("endpoints");
        for (Endpoint endpoint : endpoints.values()) {
            json.writeStartObject();
            json.writeArrayFieldStart("addresses");
            json.writeString(endpoint.address().getAddress().getHostAddress());
            json.writeEndArray();
            json.writeObjectFieldStart("conditions");
            json.writeBooleanField("ready", endpoint.ready() && !endpoint.terminating());
            json.writeBooleanField("serving", endpoint.ready());
            json.writeBooleanField("terminating", endpoint.terminating());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("ports");
        json.writeStartObject();
        json.writeStringField("name", "http");
        json.writeNumberField(
                "port", endpoints.values().iterator().next().address().getPort());
        json.writeStringField("protocol", "TCP");
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
