package io.watertight.bench.proof;

import java.util.List;

/**
 * The virtual clock by which a replica with a share of a limit runs GCRA, rebuilt from the shares that it has claimed: V
 * gains the share of real time, a change from s to s' moves it by -D * (s' - s), and buckets go by max(V, floor), where a
 * growing share raises the floor to V before the change. So it never goes back, stands still after a growth until V has
 * made it good, and with a share of 0. Immutable.
 */
final class VirtualClock {
    private final long[] realFrom;
    private final double[] virtualFrom;
    private final double[] floors;
    private final double[] shares;

    VirtualClock(List<LimiterAccount.ShareClaim> claims, long timeToFullNanos) {
        int size = claims.size();
        realFrom = new long[size];
        virtualFrom = new double[size];
        floors = new double[size];
        shares = new double[size];
        double virtual = 0;
        double floor = 0;
        double share = 0;
        for (int i = 0; i < size; i++) {
            realFrom[i] = claims.get(i).fromNanos();
            virtual += i == 0 ? 0 : share * (realFrom[i] - realFrom[i - 1]);
            double claimed = claims.get(i).share();
            floor = claimed > share ? Math.max(floor, virtual) : floor;
            virtual -= timeToFullNanos * (claimed - share);
            share = claimed;
            virtualFrom[i] = virtual;
            floors[i] = floor;
            shares[i] = share;
        }
    }

    /** The reading at a real instant, in nanoseconds. */
    double at(long realNanos) {
        int last = realFrom.length - 1;
        while (last >= 0 && realFrom[last] > realNanos) {
            last--;
        }
        return last < 0 ? 0 : reading(last, realNanos);
    }

    private double reading(int segment, long realNanos) {
        return Math.max(virtualFrom[segment] + shares[segment] * (realNanos - realFrom[segment]), floors[segment]);
    }

    /** The first real instant from the given one on at which the reading is not below that; {@link Span#UNENDED} if there is none. */
    long reaches(double virtualNanos, long fromNanos) {
        if (at(fromNanos) >= virtualNanos) {
            return fromNanos;
        }
        for (int i = 0; i < realFrom.length; i++) {
            long end = i + 1 < realFrom.length ? realFrom[i + 1] : Span.UNENDED;
            if (end > fromNanos) {
                long begin = Math.max(fromNanos, realFrom[i]);
                if (reading(i, begin) >= virtualNanos) {
                    return begin;
                }
                double needed = shares[i] == 0 ? Double.POSITIVE_INFINITY : (virtualNanos - virtualFrom[i]) / shares[i];
                if (needed < (double) end - realFrom[i]) {
                    return realFrom[i] + (long) Math.ceil(needed);
                }
            }
        }
        return Span.UNENDED;
    }
}
