package io.watertight.bench.k6;

import java.util.Optional;

/**
 * What a script says of one request. Immutable.
 *
 * @param part first letter of the part of the scenario that it belongs to
 * @param subject its number within the part
 * @param status of the answer, 0 where there is none
 * @param error k6's code of what went wrong, 0 for nothing
 * @param decidedAtNanos when the limiter decided; empty where the answer does not say
 * @param replica who answered; empty where the answer does not say
 * @param beforeMillis the wall clock before it was sent, since 1970
 * @param afterMillis the wall clock when it was over, since 1970
 * @param latencyMicros from asking for a connection to the whole answer
 */
record EvidenceLine(
        char part,
        long subject,
        int status,
        int error,
        Optional<Long> decidedAtNanos,
        String replica,
        long beforeMillis,
        long afterMillis,
        long latencyMicros) {
    private static final String START = "e ";
    private static final String ABSENT = "-";
    private static final int WORDS = 10;

    /** Whether it is one at all, complete or not. */
    static boolean isOne(String line) {
        return line.startsWith(START);
    }

    /** Empty if the line is not complete. */
    static Optional<EvidenceLine> parse(String line) {
        String[] words = line.split(" ", -1);
        if (!isOne(line) || words.length != WORDS || words[1].length() != 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(new EvidenceLine(
                    words[1].charAt(0),
                    Long.parseLong(words[2]),
                    Integer.parseInt(words[3]),
                    Integer.parseInt(words[4]),
                    words[5].equals(ABSENT) ? Optional.empty() : Optional.of(Long.parseLong(words[5])),
                    words[6].equals(ABSENT) ? "" : words[6],
                    Long.parseLong(words[7]),
                    Long.parseLong(words[8]),
                    Long.parseLong(words[9])));
        } catch (NumberFormatException cut) {
            return Optional.empty();
        }
    }
}
