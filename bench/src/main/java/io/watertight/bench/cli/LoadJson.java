package io.watertight.bench.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watertight.bench.load.Distribution;
import io.watertight.bench.load.LoadResult;
import java.io.PrintWriter;

/** A load run as JSON; times are nanoseconds, as the names say. */
final class LoadJson {
    private LoadJson() {}

    static void print(LoadResult result, PrintWriter out) {
        out.println(node(result).toPrettyString());
    }

    private static ObjectNode node(LoadResult result) {
        ObjectNode root = JsonNodeFactory.instance
                .objectNode()
                .put("scheduledNanos", result.scheduled().toNanos())
                .put("elapsedNanos", result.elapsed().toNanos())
                .put("intended", result.intended())
                .put("sent", result.sent())
                .put("answered", result.answered())
                .put("failed", result.failed())
                .put("dropped", result.dropped())
                .put("unanswered", result.unanswered())
                .put("intendedPerSecond", result.intendedPerSecond())
                .put("achievedPerSecond", result.achievedPerSecond())
                .put("cpuShare", result.cpuShare());
        ObjectNode statuses = root.putObject("statuses");
        result.statuses().forEach((status, count) -> statuses.put(String.valueOf(status), count));
        ObjectNode failures = root.putObject("failures");
        result.failures().forEach((kind, count) -> failures.put(kind.name(), count));
        ObjectNode subjects = root.putObject("distinctSubjects");
        result.distinctSubjects().forEach(subjects::put);
        root.set("latency", node(result.latency()));
        root.set("serviceTime", node(result.serviceTime()));
        root.set("sendLag", node(result.sendLag()));
        root.set("dispatchLag", node(result.dispatchLag()));
        root.put("valid", result.validity().isEmpty());
        result.validity().forEach(root.putArray("invalidBecause")::add);
        return root;
    }

    private static ObjectNode node(Distribution times) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("count", times.count())
                .put("meanNanos", times.meanNanos())
                .put("p50Nanos", times.percentileNanos(50))
                .put("p90Nanos", times.percentileNanos(90))
                .put("p99Nanos", times.percentileNanos(99))
                .put("p999Nanos", times.percentileNanos(99.9))
                .put("maxNanos", times.maxNanos());
    }
}
