package io.watertight.gateway.telemetry;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The request durations of one route, by outcome, for each outcome that has occurred. Safe for use by all event loops. */
public final class RequestMeter {

    private final DurationFamily family;
    private final String route;
    private final AtomicReferenceArray<@Nullable Durations> byOutcome =
            new AtomicReferenceArray<>(Outcome.values().length);

    RequestMeter(DurationFamily family, String route) {
        this.family = family;
        this.route = route;
    }

    /**
     * Records one request.
     *
     * @param loop the number of the calling event loop, from 0
     * @param nanos from the request's head to the end of its answer
     */
    @SuppressWarnings("EnumOrdinal") // an index that does not leave this object
    public void record(int loop, Outcome outcome, long nanos) {
        Durations durations = byOutcome.getAcquire(outcome.ordinal());
        (durations == null ? add(outcome) : durations).record(loop, nanos);
    }

    @SuppressWarnings("EnumOrdinal")
    private synchronized Durations add(Outcome outcome) {
        Durations durations = byOutcome.get(outcome.ordinal());
        if (durations == null) {
            durations = family.add("route", route, "outcome", outcome.tag());
            byOutcome.set(outcome.ordinal(), durations);
        }
        return durations;
    }
}
