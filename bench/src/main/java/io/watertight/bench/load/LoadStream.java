package io.watertight.bench.load;

import java.util.regex.Pattern;

/**
 * One kind of traffic in a plan. Immutable.
 *
 * @param name 1 to 32 letters, digits, dots or underscores; the first part of its subjects' names
 * @param share its weight in the rate of the plan, above 0; shares need not add up to anything
 * @param burst requests that are due at the same instant, for the same subject, on several connections of the same replica:
 *     1..1000, 1 for ordinary traffic. The rate counts requests, so bursts are that much rarer.
 * @param surge requests that are due at the same instant every {@code surgeEvery} times, in place of a burst: 1..1000
 * @param surgeEvery how often there is a surge, at least 1; with 1 there is nothing else
 * @param sticky whether all requests of a subject go to one replica, as long as the replicas stay
 * @param subjects on whose behalf
 * @param request what is sent
 */
public record LoadStream(
        String name,
        double share,
        int burst,
        int surge,
        int surgeEvery,
        boolean sticky,
        SubjectMode subjects,
        RequestTemplate request) {
    private static final int MAX_BURST = 1000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._]{1,32}");

    /** @throws IllegalArgumentException naming the component that is out of range */
    public LoadStream {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "stream: " + name + " (expected: 1 to 32 letters, digits, dots or underscores)");
        }
        if (!(share > 0 && share < 1e9)) {
            throw new IllegalArgumentException("share of stream " + name + ": " + share + " (expected: above 0)");
        }
        requireBurst("burst", name, burst);
        requireBurst("surge", name, surge);
        if (surgeEvery < 1) {
            throw new IllegalArgumentException(
                    "surges of stream " + name + ": every " + surgeEvery + " (expected: >= 1)");
        }
    }

    /** Bursts that are all alike, to any replica. */
    public LoadStream(String name, double share, int burst, SubjectMode subjects, RequestTemplate request) {
        this(name, share, burst, burst, 1, false, subjects, request);
    }

    private static void requireBurst(String what, String name, int requests) {
        if (requests < 1 || requests > MAX_BURST) {
            throw new IllegalArgumentException(
                    what + " of stream " + name + ": " + requests + " (expected: 1.." + MAX_BURST + ")");
        }
    }

    /** The same, with all requests of a subject going to one replica. */
    public LoadStream stuck() {
        return new LoadStream(name, share, burst, surge, surgeEvery, true, subjects, request);
    }

    /** The same, with a surge every so many times. */
    public LoadStream surging(int requests, int every) {
        return new LoadStream(name, share, burst, requests, every, sticky, subjects, request);
    }

    /** How many requests are due at once, the given number of times after the first. */
    int burstAt(long turn) {
        return (turn + 1) % surgeEvery == 0 ? surge : burst;
    }

    /** How many requests are due at once on average. */
    double meanBurst() {
        return (burst * (surgeEvery - 1.0) + surge) / surgeEvery;
    }

    /** Ordinary traffic. */
    public static LoadStream of(String name, double share, SubjectMode subjects, RequestTemplate request) {
        return new LoadStream(name, share, 1, subjects, request);
    }
}
