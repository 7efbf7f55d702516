package io.watertight.bench.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The times in which the store that all replicas share may have lost its memory, or charged what nobody was told of: each
 * event that concerned it, and each time that a replica decided without it. Immutable.
 */
final class Disturbances {
    /** A charge may be under way, and be lost or made, before anybody notices and after it is over. */
    private static final long NOTICE_NANOS = 1_000_000_000;

    private final List<Span> spans = new ArrayList<>();
    private final long timeToFullNanos;

    Disturbances(Evidence evidence) {
        this.timeToFullNanos = evidence.limit().timeToFullNanos();
        evidence.events().stream()
                .filter(RunEvent::concernsStore)
                .map(RunEvent::span)
                .forEach(this::add);
        evidence.replicas().forEach(replica -> replica.account().fallbacks().forEach(this::add));
        spans.sort(Comparator.comparingLong(Span::toNanos));
    }

    private void add(Span cause) {
        spans.add(new Span(cause.fromNanos() - NOTICE_NANOS, cause.toNanos()).lengthenedBy(NOTICE_NANOS));
    }

    boolean none() {
        return spans.isEmpty();
    }

    /** In the order in which they ended; they may overlap. */
    List<Span> spans() {
        return spans;
    }

    /** Whether what was decided between the two instants may be due to a disturbance that was not over. */
    boolean touch(long fromNanos, long toNanos) {
        return spans.stream().anyMatch(span -> span.touches(fromNanos, toNanos));
    }

    /** The same until D after it: by then a bucket that it left empty, and that is not used, is full. */
    boolean touchWithAftermath(long fromNanos, long toNanos) {
        return spans.stream()
                .anyMatch(span -> span.lengthenedBy(timeToFullNanos).touches(fromNanos, toNanos));
    }
}
