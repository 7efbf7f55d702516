package io.watertight.bench.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * The times in which the store that all replicas share may have lost its memory, or charged what nobody was told of: from
 * each event that concerned it, and each time that a replica decided without it, until what may have been charged has run
 * off. What depends on the store's exact memory is not asked about those times. Immutable.
 */
final class Disturbances {
    /** A charge may be under way, and be lost or made, before anybody notices. */
    private static final long NOTICE_NANOS = 1_000_000_000;

    private final List<Span> spans = new ArrayList<>();

    Disturbances(Evidence evidence) {
        List<Span> causes = new ArrayList<>();
        evidence.events().stream()
                .filter(RunEvent::concernsStore)
                .map(RunEvent::span)
                .forEach(causes::add);
        evidence.replicas().forEach(replica -> causes.addAll(replica.account().fallbacks()));
        long afterNanos = evidence.limit().timeToFullNanos() + NOTICE_NANOS;
        causes.forEach(cause ->
                spans.add(new Span(cause.fromNanos() - NOTICE_NANOS, cause.toNanos()).lengthenedBy(afterNanos)));
    }

    boolean none() {
        return spans.isEmpty();
    }

    /** Whether what was decided between the two instants may be due to a disturbance. */
    boolean touch(long fromNanos, long toNanos) {
        return spans.stream().anyMatch(span -> span.touches(fromNanos, toNanos));
    }
}
