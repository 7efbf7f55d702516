package io.watertight.bench.k6;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What k6 itself has counted, from the summary that the script writes at the end. Immutable.
 *
 * @param measured how long it ran
 * @param sent requests
 * @param allowed answers with 200 to 399
 * @param limited answers with 429
 * @param failed other answers, and requests without one
 * @param dropped iterations that no user was free for
 * @param distinctSubjects exact; empty where the script does not know
 * @param failedThresholds such as {@code dropped_iterations: count==0}
 */
record Totals(
        Duration measured,
        long sent,
        long allowed,
        long limited,
        long failed,
        long dropped,
        Optional<Long> distinctSubjects,
        List<String> failedThresholds) {
    private static final int TOO_MANY_REQUESTS = 429;

    /** @throws IOException if the file is not there, or not the summary of a script of ours */
    static Totals read(Path summary) throws IOException {
        JsonNode root = new ObjectMapper().readTree(summary.toFile());
        try {
            JsonNode requests = root.required("requests");
            JsonNode distinct = root.required("distinctSubjects");
            List<String> failedThresholds = new ArrayList<>();
            root.required("failedThresholds").forEach(each -> failedThresholds.add(each.asText()));
            return new Totals(
                    Duration.ofMillis(root.required("measuredMillis").longValue()),
                    requests.required("sent").longValue(),
                    requests.required("allowed").longValue(),
                    requests.required("limited").longValue(),
                    requests.required("failed").longValue(),
                    requests.required("dropped").longValue(),
                    distinct.isNull() ? Optional.empty() : Optional.of(distinct.longValue()),
                    List.copyOf(failedThresholds));
        } catch (IllegalArgumentException missing) {
            throw new IOException(summary + ": " + missing.getMessage(), missing);
        }
    }

    /** Where the evidence does not say the same, as sentences without a full stop. */
    List<String> differencesFrom(EvidenceTally evidence) {
        List<String> differences = new ArrayList<>();
        long statusesAllowed = evidence.statuses().subMap(200, 400).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        long statusesLimited = evidence.statuses().getOrDefault(TOO_MANY_REQUESTS, 0L);
        compare(differences, "sent", sent, evidence.requests());
        compare(differences, "allowed", allowed, statusesAllowed);
        compare(differences, "limited", limited, statusesLimited);
        compare(differences, "failed", failed, evidence.requests() - statusesAllowed - statusesLimited);
        long subjects = evidence.distinctSubjects().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        distinctSubjects.ifPresent(counted -> compare(differences, "subjects", counted, subjects));
        return differences;
    }

    private static void compare(List<String> differences, String what, long counted, long shown) {
        if (counted != shown) {
            differences.add("k6 counts " + counted + " " + what + ", its evidence has " + shown);
        }
    }
}
