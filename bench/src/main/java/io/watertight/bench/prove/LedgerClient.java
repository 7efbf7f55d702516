package io.watertight.bench.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watertight.bench.proof.LedgerSample;
import io.watertight.bench.proof.LimiterAccount;
import io.watertight.bench.proof.LimiterAccount.ShareClaim;
import io.watertight.bench.proof.Span;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads a gateway's ledger over its admin port, or from its obituary. Safe for use by many threads. */
public final class LedgerClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    /**
     * What one reading says.
     *
     * @param sample the books of the policy
     * @param account the replica's part in a limit that several hold together
     */
    public record Reading(LedgerSample sample, LimiterAccount account) {}

    /**
     * One reading now.
     *
     * @throws IOException if the gateway does not answer with a ledger that has the policy
     */
    Reading read(InetSocketAddress admin, String policy) throws IOException, InterruptedException {
        long asked = System.nanoTime();
        HttpResponse<String> response = get(admin, "/ledger");
        long answered = System.nanoTime();
        if (response.statusCode() != 200) {
            throw new IOException("/ledger answered " + response.statusCode());
        }
        return parse(response.body(), policy, asked, answered);
    }

    /** Whether the gateway says that it is ready. */
    boolean isReady(InetSocketAddress admin) throws InterruptedException {
        try {
            return get(admin, "/readyz").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private HttpResponse<String> get(InetSocketAddress admin, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + admin.getHostString() + ":" + admin.getPort() + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /**
     * Reads a ledger that was made between two instants.
     *
     * @throws IOException if it is not a ledger that has the policy
     */
    public static Reading parse(String json, String policy, long askedNanos, long answeredNanos) throws IOException {
        JsonNode root = JSON.readTree(json);
        JsonNode counts = root.path("policies").path(policy);
        if (counts.isMissingNode()) {
            throw new IOException("the ledger has no policy " + policy);
        }
        return new Reading(sample(root, counts, askedNanos, answeredNanos), account(root, counts));
    }

    /**
     * Reads a gateway's last ledger, made when nothing was under way any more; the ledger itself says when that was.
     *
     * @throws IOException if it is not a ledger that has the policy
     */
    static Reading parseObituary(String json, String policy, long endedNanos) throws IOException {
        return parse(json, policy, number(JSON.readTree(json), "nowNanos"), endedNanos);
    }

    private static LedgerSample sample(JsonNode root, JsonNode counts, long askedNanos, long answeredNanos)
            throws IOException {
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

    /** What a mode does not have is not in its ledger. */
    private static LimiterAccount account(JsonNode root, JsonNode counts) {
        List<ShareClaim> shares = new ArrayList<>();
        for (JsonNode claim : root.path("share").path("history")) {
            shares.add(new ShareClaim(claim.path(0).longValue(), claim.path(1).doubleValue()));
        }
        List<Span> fallbacks = new ArrayList<>();
        for (JsonNode interval : root.path("fallback").path("intervals")) {
            JsonNode end = interval.path(1);
            fallbacks.add(new Span(interval.path(0).longValue(), end.isNumber() ? end.longValue() : Span.UNENDED));
        }
        return new LimiterAccount(shares, fallbacks, counts.path("remoteCalls").longValue());
    }

    private static long number(JsonNode node, String field) throws IOException {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber()) {
            throw new IOException("the ledger has no number " + field);
        }
        return value.longValue();
    }
}
