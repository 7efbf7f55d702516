package io.watertight.bench.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * The virtual clock by which a replica with a share of a limit runs GCRA, rebuilt from the shares that it has claimed. The
 * time earned, U, is the integral of the share; what counts as full is V = U - D * share, and buckets go by max(V, floor),
 * where a growing share raises the floor to what the clock showed before. So it stands still after a growth until V has
 * made it good, and leaps at a loss. Without a share nothing is earned, and the clock runs in real time up to U, where
 * nothing is left. It never goes back. Immutable.
 */
final class VirtualClock {
    private final List<Stretch> stretches = new ArrayList<>();

    VirtualClock(List<LimiterAccount.ShareClaim> claims, long timeToFullNanos) {
        Stretch before = new Stretch(Long.MIN_VALUE, 0, 0, 0, timeToFullNanos);
        for (LimiterAccount.ShareClaim claim : claims) {
            before = before.followedBy(claim);
            stretches.add(before);
        }
    }

    /** The reading at a real instant, in nanoseconds. */
    double at(long realNanos) {
        for (Stretch stretch : stretches.reversed()) {
            if (stretch.fromNanos <= realNanos) {
                return stretch.at(realNanos);
            }
        }
        return 0;
    }

    /** U, the time earned until a real instant: no TAT of a request admitted by then is later, save where a share has room for less than one. */
    double earnedAt(long realNanos) {
        for (Stretch stretch : stretches.reversed()) {
            if (stretch.fromNanos <= realNanos) {
                return stretch.earnedAt(realNanos);
            }
        }
        return 0;
    }

    /** The first real instant from the given one on at which the reading is not below that; {@link Span#UNENDED} if there is none. */
    long reaches(double virtualNanos, long fromNanos) {
        if (at(fromNanos) >= virtualNanos) {
            return fromNanos;
        }
        for (int i = 0; i < stretches.size(); i++) {
            Stretch stretch = stretches.get(i);
            long end = i + 1 < stretches.size() ? stretches.get(i + 1).fromNanos : Span.UNENDED;
            if (end > fromNanos) {
                long begin = Math.max(fromNanos, stretch.fromNanos);
                if (stretch.at(begin) >= virtualNanos) {
                    return begin;
                }
                double needed = stretch.untilReaches(virtualNanos);
                if (needed < (double) end - stretch.fromNanos) {
                    return stretch.fromNanos + (long) Math.ceil(needed);
                }
            }
        }
        return Span.UNENDED;
    }

    /** A time in which the share stays the same. */
    private record Stretch(long fromNanos, double share, double earned, double floor, long timeToFullNanos) {

        double earnedAt(long realNanos) {
            return share == 0 ? earned : earned + share * (realNanos - fromNanos);
        }

        double at(long realNanos) {
            return share == 0
                    ? Math.min(earned, floor + ((double) realNanos - fromNanos))
                    : Math.max(floor, earnedAt(realNanos) - timeToFullNanos * share);
        }

        double untilReaches(double virtualNanos) {
            if (share == 0) {
                return virtualNanos > earned ? Double.POSITIVE_INFINITY : virtualNanos - floor;
            }
            return (virtualNanos + timeToFullNanos * share - earned) / share;
        }

        Stretch followedBy(LimiterAccount.ShareClaim claim) {
            long now = claim.fromNanos();
            double earnedNow = earnedAt(now);
            double floorNow = floor;
            if (claim.share() == 0) {
                floorNow = at(now);
            } else if (share == 0) {
                floorNow = earnedNow;
            } else if (claim.share() > share) {
                floorNow = at(now);
            }
            return new Stretch(now, claim.share(), earnedNow, floorNow, timeToFullNanos);
        }
    }
}
