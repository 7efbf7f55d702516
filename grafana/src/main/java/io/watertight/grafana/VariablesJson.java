package io.watertight.grafana;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** What is chosen at the top of every dashboard: the Prometheus, and the gateways by namespace and pod. */
final class VariablesJson {

    /** Every gateway exports it. */
    private static final String GATEWAY = "watertight_limiter_mode";

    private final JsonGenerator json;

    VariablesJson(JsonGenerator json) {
        this.json = json;
    }

    void write() throws IOException {
        json.writeObjectFieldStart("templating");
        json.writeArrayFieldStart("list");
        json.writeStartObject();
        json.writeStringField("name", "datasource");
        json.writeStringField("label", "Data source");
        json.writeStringField("type", "datasource");
        json.writeStringField("query", "prometheus");
        json.writeEndObject();
        labelValues("namespace", "Namespace", GATEWAY);
        labelValues("pod", "Pod", GATEWAY + "{namespace=~\"$namespace\"}");
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Several may be chosen, or all: then by their names and not by a pattern that others would match as well. */
    private void labelValues(String label, String title, String series) throws IOException {
        String query = "label_values(" + series + ", " + label + ")";
        json.writeStartObject();
        json.writeStringField("name", label);
        json.writeStringField("label", title);
        json.writeStringField("type", "query");
        json.writeObjectFieldStart("datasource");
        json.writeStringField("type", "prometheus");
        json.writeStringField("uid", "${datasource}");
        json.writeEndObject();
        json.writeStringField("definition", query);
        json.writeObjectFieldStart("query");
        json.writeStringField("query", query);
        json.writeStringField("refId", "variable");
        json.writeEndObject();
        json.writeNumberField("refresh", 2);
        json.writeNumberField("sort", 1);
        json.writeBooleanField("multi", true);
        json.writeBooleanField("includeAll", true);
        json.writeObjectFieldStart("current");
        json.writeStringField("text", "All");
        json.writeStringField("value", "$__all");
        json.writeEndObject();
        json.writeEndObject();
    }
}
