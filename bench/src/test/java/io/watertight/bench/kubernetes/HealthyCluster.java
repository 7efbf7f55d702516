package io.watertight.bench.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Two gateways, an autoscaler, metrics and a disruption budget, all well, in the namespace {@code bench}. */
public final class HealthyCluster {
    private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    private HealthyCluster() {}

    /**
     * Puts it into a stand-in.
     *
     * @return what whoever asks may not do, such as {@code get pods/proxy}: to be filled by a test
     */
    public static Set<String> load(ApiStandIn api) throws IOException {
        try (InputStream recorded = Objects.requireNonNull(HealthyCluster.class.getResourceAsStream("healthy.yaml"))) {
            new ObjectMapper(new YAMLFactory())
                    .readTree(recorded)
                    .properties()
                    .forEach(entry -> api.put(entry.getKey(), entry.getValue()));
        }
        Set<String> forbidden = ConcurrentHashMap.newKeySet();
        api.on(REVIEWS, exchange -> {
            JsonNode asked = ApiStandIn.JSON
                    .readTree(exchange.getRequestBody())
                    .path("spec")
                    .path("resourceAttributes");
            String subresource = asked.path("subresource").asText();
            String what = asked.path("verb").asText() + " "
                    + asked.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource);
            var review = ApiStandIn.JSON.createObjectNode().put("kind", "SelfSubjectAccessReview");
            review.putObject("status").put("allowed", !forbidden.contains(what));
            ApiStandIn.answer(exchange, 201, review);
        });
        return forbidden;
    }
}
