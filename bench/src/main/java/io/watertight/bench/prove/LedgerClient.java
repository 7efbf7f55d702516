package io.watertight.bench.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watertight.bench.proof.LedgerSample;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Reads a gateway's ledger over its admin port, or from its obituary. Safe for use by many threads. */
final class LedgerClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    /**
     * One reading now.
     *
     * @throws IOException if the gateway does not answer with a ledger that has the policy
     */
    LedgerSample read(InetSocketAddress admin, String policy) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + admin.getHostString() + ":" + admin.getPort() + "/ledger"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long asked = System.nanoTime();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        long answered = System.nanoTime();
        if (response.statusCode() != 200) {
            throw new IOException("/ledger answered " + response.statusCode());
        }
        return parse(response.body(), policy, asked, answered);
    }

    /**
     * Reads a ledger that was made between two instants.
     *
     * @throws IOException if it is not a ledger that has the policy
     */
    static LedgerSample parse(String json, String policy, long askedNanos, long answeredNanos) throws IOException {
        JsonNode root = JSON.readTree(json);
        JsonNode counts = root.path("policies").path(policy);
        if (counts.isMissingNode()) {
            throw new IOException("the ledger has no policy " + policy);
        }
        return new LedgerSample(
                askedNanos,
                number(root, "nowNanos"),
                answeredNanos,
                number(counts, "created"),
                number(counts, "expired"),
                number(counts, "overflowed"),
                number(counts, "live"),
                number(counts, "admitted"),
                number(counts, "denied"),
                number(counts, "cleanupCadenceNanos"));
    }

    private static long number(JsonNode node, String field) throws IOException {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber()) {
            throw new IOException("the ledger has no number " + field);
        }
        return value.longValue();
    }
}
