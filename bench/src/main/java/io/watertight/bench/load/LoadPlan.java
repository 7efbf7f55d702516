package io.watertight.bench.load;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What is sent, and when. The same plan always gives the same requests for the same subjects at the same intended instants.
 * Immutable.
 *
 * @param streams at least one; names differ
 * @param schedule the rate of all streams together, 1 to 2147483647 requests
 * @param generatorId 1 to 32 letters, digits, dots or underscores; part of every subject's name, so that generators, and
 *     runs one after the other, never share a subject
 * @param seed of all that is drawn
 */
public record LoadPlan(List<LoadStream> streams, RateSchedule schedule, String generatorId, long seed) {
    private static final Pattern GENERATOR_ID = Pattern.compile("[A-Za-z0-9._]{1,32}");

    /** @throws IllegalArgumentException naming the component that is out of range */
    public LoadPlan {
        streams = List.copyOf(streams);
        if (streams.isEmpty()) {
            throw new IllegalArgumentException("streams: none (expected: at least one)");
        }
        long names = streams.stream().map(LoadStream::name).distinct().count();
        if (names < streams.size()) {
            throw new IllegalArgumentException("streams: two of the same name (expected: names that differ)");
        }
        if (schedule.requests() < 1) {
            throw new IllegalArgumentException("schedule: " + schedule.requests()
                    + " requests (expected: at least 1; raise the rate or the duration)");
        }
        if (schedule.requests() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("schedule: " + Math.round(schedule.requests())
                    + " requests (expected: at most " + Integer.MAX_VALUE + "; lower the rate or the duration)");
        }
        if (!GENERATOR_ID.matcher(generatorId).matches()) {
            throw new IllegalArgumentException(
                    "generator: " + generatorId + " (expected: 1 to 32 letters, digits, dots or underscores)");
        }
    }

    /**
     * The {@code sub} of a subject's tokens, such as {@code r-7f3a-42}.
     *
     * @param stream position in {@link #streams}
     * @param subject its number within the stream
     */
    public String subjectName(int stream, long subject) {
        return streams.get(stream).name() + "-" + generatorId + "-" + subject;
    }
}
