package io.watertight.bench.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.watertight.bench.kubernetes.Release;

/** Finds the gateway among the containers of a pod, which may have got others by injection. Stateless. */
final class Containers {
    private Containers() {}

    /** In the spec of a pod; a missing node where there is none. */
    static JsonNode gateway(JsonNode podSpec) {
        return named(podSpec.path("containers"));
    }

    /** In the status of a pod; a missing node where there is none. */
    static JsonNode gatewayStatus(JsonNode podStatus) {
        return named(podStatus.path("containerStatuses"));
    }

    private static JsonNode named(JsonNode containers) {
        for (JsonNode container : containers) {
            if (container.path("name").asText().equals(Release.CONTAINER)) {
                return container;
            }
        }
        return MissingNode.getInstance();
    }
}
