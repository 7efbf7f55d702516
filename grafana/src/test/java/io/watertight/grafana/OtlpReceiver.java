package io.watertight.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The HTTP side of a collector: takes what is posted, and answers with one status after the other, the last one for ever. */
final class OtlpReceiver implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 60;

    private final HttpServer server;
    private final Iterator<Integer> statuses;
    private final BlockingQueue<JsonNode> requests = new LinkedBlockingQueue<>();
    private int status;

    OtlpReceiver(List<Integer> statuses) throws IOException {
        this.statuses = statuses.iterator();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/metrics", this::receive);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/metrics";
    }

    private void receive(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        boolean valid = exchange.getRequestMethod().equals("POST")
                && "application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"));
        status = statuses.hasNext() ? statuses.next() : status;
        exchange.sendResponseHeaders(valid ? status : 415, -1);
        exchange.close();
        requests.add(request);
    }

    /** The next request, or null where none comes. */
    @Nullable
    JsonNode next() throws InterruptedException {
        return requests.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
