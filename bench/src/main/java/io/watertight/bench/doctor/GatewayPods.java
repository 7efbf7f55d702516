package io.watertight.bench.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The pods of the gateway at one time. Immutable.
 *
 * @param all those that are not leaving
 * @param ready the names of those that are ready
 */
record GatewayPods(List<JsonNode> all, SortedSet<String> ready) {

    static GatewayPods of(JsonNode list) {
        List<JsonNode> staying = new ArrayList<>();
        SortedSet<String> ready = new TreeSet<>();
        for (JsonNode pod : list.path("items")) {
            boolean leaving = pod.path("metadata").has("deletionTimestamp");
            String phase = pod.path("status").path("phase").asText();
            if (leaving || phase.equals("Succeeded") || phase.equals("Failed")) {
                continue;
            }
            staying.add(pod);
            if (isReady(pod)) {
                ready.add(name(pod));
            }
        }
        return new GatewayPods(List.copyOf(staying), ready);
    }

    static String name(JsonNode pod) {
        return pod.path("metadata").path("name").asText();
    }

    private static boolean isReady(JsonNode pod) {
        for (JsonNode condition : pod.path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }
}
