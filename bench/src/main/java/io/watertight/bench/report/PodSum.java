package io.watertight.bench.report;

import static io.watertight.bench.text.Quantities.count;
import static io.watertight.bench.text.Quantities.percent;

import io.watertight.bench.proof.BucketPlace;
import io.watertight.bench.proof.Evidence;
import io.watertight.bench.proof.LiveReading;
import java.util.ArrayList;
import java.util.List;

/**
 * The live buckets of all replicas that are there, added up as a dashboard does it: what is looked at where a leak is not
 * found. Beside it, what each incarnation by itself shows. Immutable.
 */
final class PodSum {
    private static final long STEP_NANOS = 1_000_000_000;

    private final List<Point> points = new ArrayList<>();
    private long readings;
    private long readingsAbove;
    private String worstName = "";
    private long worstLive;
    private long worstBound = 1;

    /** The sums at an instant. */
    record Point(long atNanos, long live, long bound) {}

    private PodSum(Evidence evidence) {
        List<BucketPlace> places = BucketPlace.of(evidence).stream()
                .filter(place -> !place.readings().isEmpty())
                .toList();
        for (long at = evidence.phases().loadStartNanos();
                at <= evidence.phases().loadEndNanos();
                at += STEP_NANOS) {
            points.add(sumAt(places, at));
        }
        places.forEach(this::look);
    }

    static PodSum of(Evidence evidence) {
        return new PodSum(evidence);
    }

    private static Point sumAt(List<BucketPlace> places, long atNanos) {
        long live = 0;
        long bound = 0;
        for (BucketPlace place : places) {
            LiveReading last = null;
            for (LiveReading reading : place.readings()) {
                if (reading.atNanos() <= atNanos) {
                    last = reading;
                }
            }
            boolean there = last != null && place.readings().getLast().atNanos() >= atNanos;
            if (last != null && there) {
                live += last.live();
                bound += place.bound().exactAt(last.atNanos());
            }
        }
        return new Point(atNanos, live, bound);
    }

    private void look(BucketPlace place) {
        for (LiveReading reading : place.readings()) {
            long bound = place.bound().atMost(reading);
            readings++;
            readingsAbove += reading.live() > bound ? 1 : 0;
            if (reading.live() * (double) worstBound > worstLive * (double) Math.max(1, bound)) {
                worstName = place.name();
                worstLive = reading.live();
                worstBound = Math.max(1, bound);
            }
        }
    }

    /** Once a second. */
    List<Point> points() {
        return points;
    }

    /** What the sum shows, and what it does not. */
    List<Fact> facts() {
        long peak = points.stream().mapToLong(Point::live).max().orElse(0);
        long last = points.isEmpty() ? 0 : points.getLast().live();
        return List.of(
                new Fact("Sum over replicas at its peak, and when the load ended", count(peak) + ", " + count(last)),
                new Fact(
                        "Which looks like",
                        last <= peak / 2 ? "no leak: it has come down by itself" : "a load that is still there"),
                new Fact(
                        "Readings of an incarnation above its own bound",
                        count(readingsAbove) + " of " + count(readings)),
                new Fact(
                        "The incarnation nearest to its bound, or farthest above",
                        worstName + ": " + count(worstLive) + " live, " + count(worstBound) + " allowed ("
                                + percent(worstLive / (double) worstBound) + ")"));
    }
}
