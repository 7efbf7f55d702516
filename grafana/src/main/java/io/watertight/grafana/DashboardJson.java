package io.watertight.grafana;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** A dashboard as the JSON that Grafana imports: the same text for the same dashboard, with a newline at its end. */
final class DashboardJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int SCHEMA_VERSION = 39;

    private final JsonGenerator json;
    private final Layout layout = new Layout();
    private int nextId = 1;

    private DashboardJson(JsonGenerator json) {
        this.json = json;
    }

    static String of(Dashboard dashboard) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
            new DashboardJson(json).write(dashboard);
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be written", e);
        }
        return text.append('\n').toString();
    }

    private void write(Dashboard dashboard) throws IOException {
        json.writeStartObject();
        json.writeStringField("uid", dashboard.uid());
        json.writeStringField("title", dashboard.title());
        json.writeStringField("description", dashboard.description());
        json.writeArrayFieldStart("tags");
        json.writeString("watertight");
        json.writeEndArray();
        json.writeNumberField("schemaVersion", SCHEMA_VERSION);
        json.writeBooleanField("editable", true);
        json.writeNumberField("graphTooltip", 1);
        json.writeStringField("refresh", "30s");
        json.writeObjectFieldStart("time");
        json.writeStringField("from", "now-1h");
        json.writeStringField("to", "now");
        json.writeEndObject();
        new VariablesJson(json).write();
        json.writeArrayFieldStart("panels");
        for (Row row : dashboard.rows()) {
            heading(row);
            for (Panel panel : row.panels()) {
                panel(panel);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void heading(Row row) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", nextId++);
        json.writeStringField("type", "row");
        json.writeStringField("title", row.title());
        json.writeBooleanField("collapsed", false);
        layout.heading().write(json);
        json.writeEndObject();
    }

    private void panel(Panel panel) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", nextId++);
        json.writeStringField("type", panel.kind().type());
        json.writeStringField("title", panel.title());
        json.writeStringField("description", panel.description());
        layout.panel().write(json);
        datasource();
        json.writeObjectFieldStart("fieldConfig");
        json.writeObjectFieldStart("defaults");
        json.writeStringField("unit", panel.unit().id());
        json.writeNumberField("min", 0);
        json.writeEndObject();
        json.writeArrayFieldStart("overrides");
        json.writeEndArray();
        json.writeEndObject();
        json.writeArrayFieldStart("targets");
        char refId = 'A';
        for (Query query : panel.queries()) {
            target(panel.kind(), query, refId++);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void target(Panel.Kind kind, Query query, char refId) throws IOException {
        json.writeStartObject();
        json.writeStringField("refId", String.valueOf(refId));
        datasource();
        json.writeStringField("expr", query.expression());
        json.writeStringField("legendFormat", query.legend());
        json.writeBooleanField("instant", kind.instant());
        json.writeBooleanField("range", !kind.instant());
        if (kind == Panel.Kind.HEATMAP) {
            json.writeStringField("format", "heatmap");
        }
        json.writeEndObject();
    }

    private void datasource() throws IOException {
        json.writeObjectFieldStart("datasource");
        json.writeStringField("type", "prometheus");
        json.writeStringField("uid", "${datasource}");
        json.writeEndObject();
    }
}
