package io.watertight.bench.load;

import java.util.regex.Pattern;

/**
 * One kind of traffic in a plan. Immutable.
 *
 * @param name 1 to 32 letters, digits, dots or underscores; the first part of its subjects' names
 * @param share its weight in the rate of the plan, above 0; shares need not add up to anything
 * @param burst requests that are due at the same instant, for the same subject, on several connections of the same replica:
 *     1..1000, 1 for ordinary traffic. The rate counts requests, so bursts are that much rarer.
 * @param subjects on whose behalf
 * @param request what is sent
 */
public record LoadStream(String name, double share, int burst, SubjectMode subjects, RequestTemplate request) {
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
        if (burst < 1 || burst > 1000) {
            throw new IllegalArgumentException("burst of stream " + name + ": " + burst + " (expected: 1..1000)");
        }
    }

    /** Ordinary traffic. */
    public static LoadStream of(String name, double share, SubjectMode subjects, RequestTemplate request) {
        return new LoadStream(name, share, 1, subjects, request);
    }
}
