package io.watertight.bench.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/** Counts what happens, and tells the observer. Confined to the thread of the generator. */
final class Scorekeeper {
    private final LoadPlan plan;
    private final LoadObserver observer;
    private final LongSupplier clock;

    private final Histogram latency = Distribution.newHistogram();
    private final Histogram serviceTime = Distribution.newHistogram();
    private final Histogram sendLag = Distribution.newHistogram();
    private final Histogram dispatchLag = Distribution.newHistogram();
    private final long[] statuses = new long[600];
    private final Map<FailureKind, Long> failures = new EnumMap<>(FailureKind.class);
    private final SubjectSet[] subjects;

    private long endNanos = Long.MAX_VALUE;
    private long intended;
    private long offeredInTime;
    private long sent;
    private long answered;
    private long failedAfterSending;
    private long dropped;

    Scorekeeper(LoadPlan plan, LoadObserver observer, LongSupplier clock) {
        this.plan = plan;
        this.observer = observer;
        this.clock = clock;
        subjects = new SubjectSet[plan.streams().size()];
        Arrays.setAll(subjects, stream -> new SubjectSet());
        for (FailureKind kind : FailureKind.values()) {
            failures.put(kind, 0L);
        }
    }

    /** What is sent after this instant was not sent in time. */
    void endsAt(long nanos) {
        endNanos = nanos;
    }

    void onDispatched(long intendedNanos, int burst) {
        intended += burst;
        record(dispatchLag, clock.getAsLong() - intendedNanos);
    }

    /** Due, and the end came first. */
    void onUndispatched(int burst) {
        intended += burst;
        dropped += burst;
    }

    /** About to be sent; returns the instant that counts as when it was. */
    long onSent(int stream, long subject, long intendedNanos) {
        long now = clock.getAsLong();
        sent++;
        countOffered(now);
        subjects[stream].add(subject);
        record(sendLag, now - intendedNanos);
        return now;
    }

    void onDropped(long requests) {
        dropped += requests;
    }

    void onAnswered(LoadResponse response) {
        answered++;
        statuses[response.status()]++;
        record(latency, response.doneNanos() - response.intendedNanos());
        record(serviceTime, response.doneNanos() - response.sentNanos());
        observer.onResponse(response);
    }

    void onFailed(LoadFailure failure) {
        failures.merge(failure.kind(), 1L, Long::sum);
        if (failure.kind() == FailureKind.CONNECT) {
            countOffered(clock.getAsLong());
        } else {
            failedAfterSending++;
        }
        observer.onFailure(failure);
    }

    /** Requests that were sent and have no outcome yet. */
    long inFlight() {
        return sent - answered - failedAfterSending;
    }

    LoadProgress progress(Duration elapsed, long waiting) {
        return new LoadProgress(
                elapsed,
                sent,
                answered,
                failed(),
                waiting,
                statusCounts(),
                answered == 0 ? 0 : latency.getValueAtPercentile(99));
    }

    LoadResult result(Duration scheduled, Duration elapsed, double cpuShare) {
        double seconds = elapsed.toNanos() / 1e9;
        return new LoadResult(
                scheduled,
                elapsed,
                intended,
                sent,
                answered,
                dropped,
                inFlight(),
                statusCounts(),
                Map.copyOf(failures),
                intended / seconds,
                offeredInTime / seconds,
                new Distribution(latency),
                new Distribution(serviceTime),
                new Distribution(sendLag),
                new Distribution(dispatchLag),
                cpuShare,
                distinctSubjects(),
                List.of());
    }

    private void countOffered(long now) {
        if (now - endNanos <= 0) {
            offeredInTime++;
        }
    }

    private long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }

    private SortedMap<Integer, Long> statusCounts() {
        SortedMap<Integer, Long> counts = new TreeMap<>();
        for (int status = 0; status < statuses.length; status++) {
            if (statuses[status] > 0) {
                counts.put(status, statuses[status]);
            }
        }
        return counts;
    }

    private Map<String, Long> distinctSubjects() {
        Map<String, Long> distinct = new LinkedHashMap<>();
        for (int stream = 0; stream < subjects.length; stream++) {
            distinct.put(plan.streams().get(stream).name(), subjects[stream].size());
        }
        return distinct;
    }

    private static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.clamp(nanos, 0, Distribution.MAX_NANOS));
    }
}
