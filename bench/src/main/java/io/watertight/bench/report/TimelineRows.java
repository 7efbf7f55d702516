package io.watertight.bench.report;

import static io.watertight.bench.report.PopulationChart.seconds;
import static io.watertight.bench.text.Quantities.percent;

import io.watertight.bench.proof.Evidence;
import io.watertight.bench.proof.LimiterAccount;
import io.watertight.bench.proof.ReplicaEnd;
import io.watertight.bench.proof.ReplicaEvidence;
import io.watertight.bench.proof.RunEvent;
import io.watertight.bench.proof.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes the timeline of a run: what was done to the system, and what the replicas made of it. Stateless. */
final class TimelineRows {
    private TimelineRows() {}

    static List<TimelineRow> of(Evidence evidence) {
        long start = evidence.phases().loadStartNanos();
        List<TimelineRow> rows = new ArrayList<>();
        for (RunEvent event : evidence.events()) {
            rows.add(row(event.span(), start, event.what()));
        }
        for (ReplicaEvidence replica : evidence.replicas()) {
            for (Span fallback : replica.account().fallbacks()) {
                rows.add(row(fallback, start, replica.name() + " decided without the store"));
            }
            for (LimiterAccount.ShareClaim claim : replica.account().shares()) {
                rows.add(new TimelineRow(
                        seconds(claim.fromNanos() - start),
                        null,
                        replica.name() + " claimed " + percent(claim.share()) + " of the limit"));
            }
            if (replica.end().before(evidence.phases().loadEndNanos())) {
                rows.add(new TimelineRow(
                        seconds(replica.end().atNanos() - start),
                        null,
                        replica.name() + (replica.end() instanceof ReplicaEnd.Killed ? " was killed" : " had left")));
            }
        }
        rows.sort(Comparator.comparingDouble(TimelineRow::fromSeconds));
        return rows;
    }

    private static TimelineRow row(Span span, long start, String what) {
        return new TimelineRow(
                seconds(span.fromNanos() - start),
                span.toNanos() == Span.UNENDED ? null : seconds(span.toNanos() - start),
                what);
    }
}
