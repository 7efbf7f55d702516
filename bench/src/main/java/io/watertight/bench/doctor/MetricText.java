package io.watertight.bench.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What an autoscaler aims at, and where it is, in words. Stateless. */
final class MetricText {
    private MetricText() {}

    /** Such as {@code cpu 35% of 70%}. */
    static String targets(JsonNode autoscaler) {
        List<String> words = new ArrayList<>();
        JsonNode current = autoscaler.path("status").path("currentMetrics");
        int i = 0;
        for (JsonNode metric : autoscaler.path("spec").path("metrics")) {
            JsonNode source = source(metric);
            String is = value(source(current.path(i++)).path("current"));
            words.add(name(source) + " " + (is.isEmpty() ? "unknown" : is) + " of " + value(source.path("target")));
        }
        return words.isEmpty() ? "no target" : String.join(", ", words);
    }

    /** What is under the field that a metric's type names: resource, pods, external. */
    private static JsonNode source(JsonNode metric) {
        String type = metric.path("type").asText();
        return type.isEmpty() ? metric : metric.path(Character.toLowerCase(type.charAt(0)) + type.substring(1));
    }

    private static String name(JsonNode source) {
        return source.has("name")
                ? source.path("name").asText()
                : source.path("metric").path("name").asText();
    }

    private static String value(JsonNode value) {
        if (value.has("averageUtilization")) {
            return value.path("averageUtilization").asText() + "%";
        }
        return value.path("averageValue").asText(value.path("value").asText());
    }
}
