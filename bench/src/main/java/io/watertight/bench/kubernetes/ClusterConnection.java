package io.watertight.bench.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The API server of a cluster. Paths are those of its REST API, with a leading slash. Safe for use by many threads. */
public final class ClusterConnection implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Config config;
    private final HttpClient http;
    private final String server;

    private ClusterConnection(Config config) {
        this.config = config;
        this.server = config.getMasterUrl().replaceFirst("/+$", "");
        this.http = new JdkHttpClientFactory().newBuilder(config).build();
    }

    /**
     * The cluster that a kubeconfig names. Nothing is sent yet.
     *
     * @param kubeconfig the file; null for the one that {@code kubectl} would take, or the service account of a pod
     * @param context the context in it; null for the current one
     * @throws IOException if there is no such file or context; the message says nothing of what the file holds, which may be secret
     */
    public static ClusterConnection open(@Nullable Path kubeconfig, @Nullable String context) throws IOException {
        Config config = read(kubeconfig, context);
        if (context != null
                && (config.getCurrentContext() == null
                        || !context.equals(config.getCurrentContext().getName()))) {
            throw new IOException("--context: " + context + " (expected: one that kubectl config get-contexts shows)");
        }
        if (config.getCurrentContext() == null
                && config.getOauthToken() == null
                && config.getAutoOAuthToken() == null) {
            throw new IOException("no cluster is configured (set KUBECONFIG, say --kubeconfig, or run in a pod)");
        }
        // a pod that goes answers with errors: they are told, not tried again
        config.setRequestRetryBackoffLimit(0);
        return new ClusterConnection(config);
    }

    private static Config read(@Nullable Path kubeconfig, @Nullable String context) throws IOException {
        if (kubeconfig != null && !(Files.isRegularFile(kubeconfig) && Files.isReadable(kubeconfig))) {
            throw new IOException("--kubeconfig: " + kubeconfig + " (expected: a file that can be read)");
        }
        try {
            return kubeconfig == null
                    ? Config.autoConfigure(context)
                    : Config.fromKubeconfig(context, kubeconfig.toFile());
        } catch (RuntimeException e) { // its message may show the file
            throw new IOException(
                    kubeconfig == null
                            ? "no kubeconfig: that of KUBECONFIG or ~/.kube/config is none"
                            : "--kubeconfig: " + kubeconfig + " (expected: a kubeconfig)");
        }
    }

    /** Where it is, without a slash at the end. */
    public String server() {
        return server;
    }

    /** The namespace of the context. */
    public String namespace() {
        String namespace = config.getNamespace();
        return namespace == null || namespace.isEmpty() ? "default" : namespace;
    }

    /**
     * The object or list at the path.
     *
     * @throws ClusterException if the answer is not 2xx; 404 included
     */
    public JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(text(path));
    }

    /** The object or list at the path; empty if there is none. */
    public Optional<JsonNode> find(String path) throws IOException, InterruptedException {
        try {
            return Optional.of(get(path));
        } catch (ClusterException e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * What is at the path, as it is.
     *
     * @throws ClusterException if the answer is not 2xx
     */
    public String text(String path) throws IOException, InterruptedException {
        return send(path, request(path).timeout(ANSWER.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Creates what only asks, such as a review of one's own permissions. */
    public JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return JSON.readTree(send(
                path,
                request(path)
                        .timeout(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
                        .post("application/json", body.toString())));
    }

    /** Reads lines until the other side ends the answer, or this thread is interrupted. */
    public void follow(String path, Consumer<String> line) throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                await(path, http.sendAsync(request(path).forStreaming().build(), InputStream.class));
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            if (!response.isSuccessful()) {
                throw failure(path, response.code(), String.valueOf(lines.readLine()));
            }
            for (String next = lines.readLine(); next != null; next = lines.readLine()) {
                line.accept(next);
            }
        }
    }

    private HttpRequest.Builder request(String path) {
        return http.newHttpRequestBuilder().uri(server + path);
    }

    private String send(String path, HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = await(path, http.sendAsync(request.build(), String.class));
        if (!response.isSuccessful()) {
            throw failure(path, response.code(), response.body());
        }
        return response.body();
    }

    private <T> HttpResponse<T> await(String path, CompletableFuture<HttpResponse<T>> answer)
            throws IOException, InterruptedException {
        try {
            return answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(server + " does not answer: " + reason(e), e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException(server + path + " did not answer within " + ANSWER.toSeconds() + " s", e);
        }
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    /** The message that the API puts into a Status, else what came. */
    private static ClusterException failure(String path, int status, @Nullable String body) {
        String said = body == null ? "" : body.strip();
        try {
            said = JSON.readTree(said).path("message").asText(said);
        } catch (IOException e) {
            // a proxy in between answers in its own words
        }
        return new ClusterException(status, path.replaceFirst("\\?.*", "") + " answered " + status + ": " + said);
    }

    @Override
    public void close() {
        http.close();
    }
}
