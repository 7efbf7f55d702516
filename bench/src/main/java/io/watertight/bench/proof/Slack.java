package io.watertight.bench.proof;

import static io.watertight.bench.text.Quantities.count;
import static io.watertight.bench.text.Quantities.digits;
import static io.watertight.bench.text.Quantities.duration;

import java.util.ArrayList;
import java.util.List;

/**
 * What a mode may admit to a subject beyond b + floor(rho * w), put as time. A permit costs T of time, so whatever a mode
 * gives away on top is time that some window seems to have in addition. Two clocks tell how much: a window from x to y
 * counts as if it lasted {@code latest(y) - earliest(x)}. Both are monotonic, so one pass of GCRA, in which a request
 * comes at {@code earliest} and must be due by {@code latest}, looks at every window of a subject at once. Immutable.
 *
 * <ul>
 *   <li>A permit of a lease was charged at most l before it is spent: {@code earliest(x) = x - l}, which is rho * l permits.
 *   <li>Where the shares claimed at one time add up to more than 1, the surplus runs as extra time.
 *   <li>A replica that falls back begins with nothing and gains its share of time from then on, on top of what the store's
 *       bucket gains. A window that begins during the fallback finds what has been gained so far, at most the share of D.
 *   <li>Where a share of the burst is below one request, the replica still has room for one: with even shares that is what the
 *       burst is below their number, and while views of the members differ it is what each of them lacks.
 * </ul>
 */
public final class Slack {
    private final LimitUnderTest limit;
    private final ModeUnderTest mode;
    private final long endNanos;
    private final ClaimedShares shares;
    private final List<Fallback> fallbacks = new ArrayList<>();

    private Slack(Evidence evidence) {
        this.limit = evidence.limit();
        this.mode = evidence.mode();
        this.endNanos = evidence.phases().loadEndNanos();
        this.shares = mode.mode() == LimiterMode.SHARE
                ? ClaimedShares.of(evidence.replicas(), limit.burst())
                : ClaimedShares.NONE;
        if (mode.mode().usesStore() && mode.onOutage() == OutagePolicy.SHARE) {
            for (ReplicaEvidence replica : evidence.replicas()) {
                for (Span span : replica.account().fallbacks()) {
                    fallbacks.add(new Fallback(span, shareOf(replica)));
                }
            }
        }
    }

    /** The slack of the run's mode, with what the replicas have done. */
    public static Slack of(Evidence evidence) {
        return new Slack(evidence);
    }

    /** The part that a replica enforces in a fallback: the greatest it has claimed, an even part where it names none. */
    private double shareOf(ReplicaEvidence replica) {
        return replica.account().shares().stream()
                .mapToDouble(LimiterAccount.ShareClaim::share)
                .max()
                .orElse(1.0 / mode.members());
    }

    /** What an instant counts as where a window begins at it, in nanoseconds. */
    long earliest(long instantNanos) {
        double extra = shares.surplusNanosUntil(instantNanos);
        for (Fallback fallback : fallbacks) {
            extra += fallback.usedUpBy(instantNanos, limit.timeToFullNanos());
        }
        return instantNanos - mode.leaseNanos() + (long) Math.floor(extra);
    }

    /** What an instant counts as where a window ends at it, in nanoseconds. */
    long latest(long instantNanos) {
        double extra = shares.surplusNanosUntil(instantNanos);
        for (Fallback fallback : fallbacks) {
            extra += fallback.gainedBy(instantNanos);
        }
        return instantNanos + (long) Math.ceil(extra);
    }

    /** What every window has on top, however short, in nanoseconds. */
    long extraBurstNanos() {
        return (long) Math.ceil(extraBurst() * limit.emissionIntervalNanos());
    }

    private double extraBurst() {
        double beyondBurst = (double) shares.mostReplicas() - limit.burst();
        return Math.max(Math.max(0, beyondBurst), shares.mostLack());
    }

    /**
     * What a window may have.
     *
     * @param fromNanos its first instant
     * @param toNanos its last instant, not before the first
     */
    public long allowedBetween(long fromNanos, long toNanos) {
        return limit.allowedIn(latest(toNanos) - earliest(fromNanos) + extraBurstNanos());
    }

    /** The most that any window of the run may have beyond b + floor(rho * w), in requests; not rounded. */
    double mostRequests() {
        double extra = shares.surplusNanosUntil(endNanos) + mode.leaseNanos();
        for (Fallback fallback : fallbacks) {
            extra += fallback.gainedBy(endNanos);
        }
        return extra / limit.emissionIntervalNanos() + extraBurst();
    }

    /** The slack of the mode as a formula, with what it came to in this run; for people. */
    public String words() {
        String most = "at most " + digits(mostRequests()) + " here";
        return switch (mode.mode()) {
            case LOCAL -> "none, for each replica by itself";
            case SHARE ->
                "rho * integral of (sum of shares - 1)+, and the greater of (N - b)+ and what shares of b lack to a request each: "
                        + most;
            case REDIS -> fallbacks.isEmpty() ? "none" : fallbackWords() + ": " + most;
            case LEASE ->
                "rho * l with l = " + duration(mode.leaseNanos())
                        + (fallbacks.isEmpty() ? "" : ", and " + fallbackWords()) + ": " + most;
        };
    }

    private String fallbackWords() {
        return "rho * the shares of " + count(fallbacks.size(), "fallback", "fallbacks") + " while they lasted";
    }

    /** A time in which a replica decided by itself, with a share of its own that began with nothing. */
    private record Fallback(Span span, double share) {

        double gainedBy(long instantNanos) {
            return share * Math.max(0, Math.min(instantNanos, span.toNanos()) - span.fromNanos());
        }

        /** What no window that begins at the instant can have of it any more. */
        double usedUpBy(long instantNanos, long timeToFullNanos) {
            return instantNanos > span.toNanos()
                    ? gainedBy(instantNanos)
                    : share * Math.max(0, instantNanos - span.fromNanos() - timeToFullNanos);
        }
    }
}
