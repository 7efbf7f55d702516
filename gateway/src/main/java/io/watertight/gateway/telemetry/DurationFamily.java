package io.watertight.gateway.telemetry;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** All durations of one name, as a scrape sees them. Safe for use by any thread. */
final class DurationFamily implements Collector {

    private final MetricMetadata metadata;
    private final int loops;
    private final Queue<Durations> members = new ConcurrentLinkedQueue<>();

    /**
     * Without a member yet.
     *
     * @param name as it is exposed, with its unit
     * @param loops how many event loops record
     */
    DurationFamily(String name, String help, int loops) {
        this.metadata = new MetricMetadata(name, help);
        this.loops = loops;
    }

    /** A new member; to be called once for the same labels. */
    Durations add(String... labels) {
        Durations added = new Durations(Labels.of(labels), loops);
        members.add(added);
        return added;
    }

    @Override
    public HistogramSnapshot collect() {
        List<HistogramDataPointSnapshot> points = new ArrayList<>();
        members.forEach(member -> points.add(member.snapshot()));
        return new HistogramSnapshot(metadata, points);
    }
}
