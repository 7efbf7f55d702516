package io.watertight.gateway.config;

import io.watertight.ratelimit.Quota;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rate of a quota as the file writes it: {@code 100/1m} is 100 permits per minute.
 *
 * @param permits how many
 * @param period in what time
 */
public record Limit(long permits, Duration period) {

    static final String SYNTAX = "PERMITS/PERIOD, such as 100/1m";

    /** Leaves room for every burst: stands in for a limit that is broken. */
    static final Limit ANY = new Limit(1, Duration.ofNanos(1));

    private static final Pattern TEXT = Pattern.compile("(0|[1-9][0-9]{0,17})/([^/]*)");
    private static final Pattern QUOTA_MESSAGE = Pattern.compile("(\\w+): .* \\(expected: (.*)\\)");

    /**
     * Reads what the file writes.
     *
     * @throws IllegalArgumentException whose message says what was expected
     */
    public static Limit parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(SYNTAX);
        }
        Limit limit = new Limit(Long.parseLong(matcher.group(1)), Durations.parse(matcher.group(2)));
        try {
            limit.withBurst(1);
        } catch (IllegalArgumentException e) {
            MatchResult message = messageOf(e);
            throw new IllegalArgumentException(message.group(1) + " " + message.group(2), e);
        }
        return limit;
    }

    /**
     * The quota of this rate and a burst.
     *
     * @throws IllegalArgumentException if the two are no quota
     */
    public Quota withBurst(long burst) {
        return new Quota(permits, period, burst);
    }

    /** What a quota expected, {@code >= 1} where it says {@code burst: 0 (expected: >= 1)}. */
    static String expectationOf(IllegalArgumentException e) {
        return messageOf(e).group(2);
    }

    private static MatchResult messageOf(IllegalArgumentException e) {
        Matcher matcher = QUOTA_MESSAGE.matcher(String.valueOf(e.getMessage()));
        if (!matcher.matches()) {
            throw e;
        }
        return matcher;
    }

    static String text(Quota quota) {
        return quota.permits() + "/" + Durations.text(quota.period());
    }
}
