package io.watertight.gateway.telemetry;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * What a scrape would see, as an OTLP request in its JSON encoding (opentelemetry-proto 1, ExportMetricsServiceRequest): the same names and labels, so that
 * what is built on scrapes works on pushes. Counts are cumulative. Values that are not a number are left out. Not safe for use by two threads.
 */
final class OtlpJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int CUMULATIVE = 2;

    private final JsonGenerator json;
    private final String startNanos;
    private final String nowNanos;

    private OtlpJson(JsonGenerator json, long startMillis, long nowMillis) {
        this.json = json;
        // numbers of 64 bits are strings in this encoding
        this.startNanos = Long.toString(MILLISECONDS.toNanos(startMillis));
        this.nowNanos = Long.toString(MILLISECONDS.toNanos(nowMillis));
    }

    /**
     * The request's body.
     *
     * @param resource what says who sends it
     * @param startMillis since when counts are counted, since 1970
     * @param nowMillis of when the metrics are, since 1970
     */
    static byte[] of(MetricSnapshots metrics, Map<String, String> resource, long startMillis, long nowMillis) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(body)) {
            new OtlpJson(json, startMillis, nowMillis).write(metrics, resource);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return body.toByteArray();
    }

    private void write(MetricSnapshots metrics, Map<String, String> resource) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("resourceMetrics");
        json.writeStartObject();
        json.writeObjectFieldStart("resource");
        json.writeArrayFieldStart("attributes");
        for (Map.Entry<String, String> attribute : resource.entrySet()) {
            attribute(attribute.getKey(), attribute.getValue());
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeArrayFieldStart("scopeMetrics");
        json.writeStartObject();
        json.writeArrayFieldStart("metrics");
        for (MetricSnapshot metric : metrics) {
            if (!metric.getDataPoints().isEmpty()) {
                metric(metric);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private void metric(MetricSnapshot metric) throws IOException {
        String name = metric.getMetadata().getPrometheusName();
        switch (metric) {
            case CounterSnapshot counter -> {
                begin(counter.getMetadata(), name.endsWith("_total") ? name : name + "_total", "sum", true);
                json.writeBooleanField("isMonotonic", true);
                json.writeArrayFieldStart("dataPoints");
                for (CounterSnapshot.CounterDataPointSnapshot point : counter.getDataPoints()) {
                    number(point, point.getValue());
                }
                end();
            }
            case GaugeSnapshot gauge -> {
                begin(gauge.getMetadata(), name, "gauge", false);
                json.writeArrayFieldStart("dataPoints");
                for (GaugeSnapshot.GaugeDataPointSnapshot point : gauge.getDataPoints()) {
                    number(point, point.getValue());
                }
                end();
            }
            case HistogramSnapshot histogram -> {
                begin(histogram.getMetadata(), name, "histogram", true);
                json.writeArrayFieldStart("dataPoints");
                for (HistogramSnapshot.HistogramDataPointSnapshot point : histogram.getDataPoints()) {
                    distribution(point, point.getCount(), point.getSum());
                    buckets(point.getClassicBuckets());
                    json.writeEndObject();
                }
                end();
            }
            case SummarySnapshot summary -> {
                begin(summary.getMetadata(), name, "summary", false);
                json.writeArrayFieldStart("dataPoints");
                for (SummarySnapshot.SummaryDataPointSnapshot point : summary.getDataPoints()) {
                    distribution(point, point.getCount(), point.getSum());
                    json.writeEndObject();
                }
                end();
            }
            case InfoSnapshot info -> {
                begin(info.getMetadata(), name.endsWith("_info") ? name : name + "_info", "gauge", false);
                json.writeArrayFieldStart("dataPoints");
                for (InfoSnapshot.InfoDataPointSnapshot point : info.getDataPoints()) {
                    number(point, 1);
                }
                end();
            }
            default -> {
                // the registry makes no others
            }
        }
    }

    private void begin(MetricMetadata metadata, String name, String kind, boolean cumulative) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        if (metadata.getHelp() != null) {
            json.writeStringField("description", metadata.getHelp());
        }
        json.writeObjectFieldStart(kind);
        if (cumulative) {
            json.writeNumberField("aggregationTemporality", CUMULATIVE);
        }
    }

    private void end() throws IOException {
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void number(DataPointSnapshot point, double value) throws IOException {
        if (Double.isFinite(value)) {
            begin(point);
            json.writeNumberField("asDouble", value);
            json.writeEndObject();
        }
    }

    private void distribution(DataPointSnapshot point, long count, double sum) throws IOException {
        begin(point);
        json.writeStringField("count", Long.toString(count));
        json.writeNumberField("sum", sum);
    }

    private void buckets(ClassicHistogramBuckets buckets) throws IOException {
        json.writeArrayFieldStart("bucketCounts");
        for (int i = 0; i < buckets.size(); i++) {
            json.writeString(Long.toString(buckets.getCount(i)));
        }
        json.writeEndArray();
        // the last bound is infinite, and goes without saying
        json.writeArrayFieldStart("explicitBounds");
        for (int i = 0; i < buckets.size() - 1; i++) {
            json.writeNumber(buckets.getUpperBound(i));
        }
        json.writeEndArray();
    }

    private void begin(DataPointSnapshot point) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("attributes");
        for (Label label : point.getLabels()) {
            attribute(label.getName(), label.getValue());
        }
        json.writeEndArray();
        json.writeStringField("startTimeUnixNano", startNanos);
        json.writeStringField("timeUnixNano", nowNanos);
    }

    private void attribute(String key, String value) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", key);
        json.writeObjectFieldStart("value");
        json.writeStringField("stringValue", value);
        json.writeEndObject();
        json.writeEndObject();
    }
}
