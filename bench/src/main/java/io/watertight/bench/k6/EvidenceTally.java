package io.watertight.bench.k6;

import io.watertight.bench.load.Distribution;
import io.watertight.bench.load.FailureKind;
import io.watertight.bench.load.LoadFailure;
import io.watertight.bench.load.LoadObserver;
import io.watertight.bench.load.LoadProgress;
import io.watertight.bench.load.LoadResponse;
import java.time.Duration;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Counts what the lines of evidence say, and tells the observer of each request. Thread-safe. */
final class EvidenceTally {
    private final List<String> streams;
    private final WallClock clock;
    private final LoadObserver observer;

    private final BitSet[] subjects;
    private final SortedMap<Integer, Long> statuses = new TreeMap<>();
    private final Map<FailureKind, Long> failures = new EnumMap<>(FailureKind.class);
    private final Histogram latency = Distribution.newHistogram();
    private long answered;
    private long unreadable;
    private @Nullable Throwable thrown;

    /** @param streams the letters of the scenario's parts, in their order */
    EvidenceTally(List<String> streams, WallClock clock, LoadObserver observer) {
        this.streams = List.copyOf(streams);
        this.clock = clock;
        this.observer = observer;
        subjects = new BitSet[streams.size()];
        for (int stream = 0; stream < subjects.length; stream++) {
            subjects[stream] = new BitSet();
        }
        for (FailureKind kind : FailureKind.values()) {
            failures.put(kind, 0L);
        }
    }

    /** Takes a line that is one of evidence; leaves any other. */
    boolean take(String line) {
        if (!EvidenceLine.isOne(line)) {
            return false;
        }
        Optional<EvidenceLine> read = EvidenceLine.parse(line);
        int stream = read.map(evidence -> streams.indexOf(String.valueOf(evidence.part())))
                .orElse(-1);
        count(stream < 0 ? Optional.empty() : read, stream);
        return true;
    }

    private synchronized void count(Optional<EvidenceLine> read, int stream) {
        if (read.isEmpty()) {
            unreadable++;
            return;
        }
        EvidenceLine line = read.get();
        subjects[stream].set(Math.toIntExact(line.subject()));
        if (line.status() > 0) {
            answered++;
            statuses.merge(line.status(), 1L, Long::sum);
            latency.recordValue(Math.clamp(line.latencyMicros() * 1000, 0, Distribution.MAX_NANOS));
            tell(() -> observer.onResponse(response(line, stream)));
        } else {
            FailureKind kind = ErrorCodes.kindOf(line.error());
            failures.merge(kind, 1L, Long::sum);
            long sent = clock.earliestNanos(line.beforeMillis());
            tell(() -> observer.onFailure(new LoadFailure(line.replica(), stream, line.subject(), kind, sent, sent)));
        }
    }

    private LoadResponse response(EvidenceLine line, int stream) {
        long sent = clock.earliestNanos(line.beforeMillis());
        return new LoadResponse(
                line.replica(),
                stream,
                line.subject(),
                line.status(),
                sent,
                sent,
                clock.latestNanos(line.afterMillis()),
                line.decidedAtNanos().orElse(LoadResponse.ABSENT),
                LoadResponse.ABSENT);
    }

    /** An observer that has thrown is told nothing more. */
    private void tell(Runnable call) {
        if (thrown != null) {
            return;
        }
        try {
            call.run();
        } catch (RuntimeException | Error failure) {
            thrown = failure;
        }
    }

    /** What the observer has thrown. */
    synchronized Optional<Throwable> thrown() {
        return Optional.ofNullable(thrown);
    }

    /** Requests whose line was read. */
    synchronized long requests() {
        return answered + failed();
    }

    synchronized long answered() {
        return answered;
    }

    /** Lines that were cut, or say something else than they should. */
    synchronized long unreadable() {
        return unreadable;
    }

    synchronized SortedMap<Integer, Long> statuses() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(statuses));
    }

    /** Every kind has an entry. */
    synchronized Map<FailureKind, Long> failures() {
        return Map.copyOf(failures);
    }

    synchronized Distribution latency() {
        return new Distribution(latency);
    }

    /** By stream, in the order of the parts. */
    synchronized Map<String, Long> distinctSubjects() {
        Map<String, Long> distinct = new LinkedHashMap<>();
        for (int stream = 0; stream < subjects.length; stream++) {
            distinct.put(streams.get(stream), (long) subjects[stream].cardinality());
        }
        return distinct;
    }

    synchronized LoadProgress progress(Duration elapsed) {
        return new LoadProgress(
                elapsed,
                requests(),
                answered,
                failed(),
                0,
                statuses(),
                answered == 0 ? 0 : latency.getValueAtPercentile(99));
    }

    private long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }
}
