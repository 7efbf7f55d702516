package io.watertight.bench.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.watertight.bench.proof.SentLoad;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pods of the release that send load with k6, be they of a Job or of a TestRun: those that were seen running, so that what an
 * earlier run has left behind does not count. Used by one thread.
 */
final class K6Pods {
    private static final String CONTAINER = "k6";
    private static final int TAIL = 50;

    /** The line that bench/k6/lib/summary.ts prints. */
    private static final Pattern SUMMARY = Pattern.compile(
            "(\\d+) requests of (\\d+) subjects: (\\d+) allowed, (\\d+) limited, (\\d+) failed, (\\d+) never sent");

    private final ClusterConnection cluster;
    private final Release release;
    private final Set<String> seen = new TreeSet<>();

    K6Pods(ClusterConnection cluster, Release release) {
        this.cluster = cluster;
        this.release = release;
    }

    /** Whether any is there that has not ended. */
    boolean isRunning() throws IOException, InterruptedException {
        boolean running = false;
        for (JsonNode pod : cluster.get(release.pods("k6")).path("items")) {
            if (!hasEnded(pod)) {
                running = true;
                seen.add(pod.path("metadata").path("name").asText());
            }
        }
        return running;
    }

    private static boolean hasEnded(JsonNode pod) {
        String phase = pod.path("status").path("phase").asText();
        return phase.equals("Succeeded") || phase.equals("Failed");
    }

    /** What all of them say together that they have sent; empty where one says nothing, or does not know its subjects. */
    Optional<SentLoad> sent() throws IOException, InterruptedException {
        long subjects = 0;
        long allowed = 0;
        long limited = 0;
        long unknown = 0;
        for (String pod : seen) {
            Matcher summary =
                    SUMMARY.matcher(cluster.text(release.log(pod, "container=" + CONTAINER + "&tailLines=" + TAIL)));
            if (!summary.find()) {
                return Optional.empty();
            }
            subjects += Long.parseLong(summary.group(2));
            allowed += Long.parseLong(summary.group(3));
            limited += Long.parseLong(summary.group(4));
            // failed, and those that were cut off at the end
            unknown += Long.parseLong(summary.group(1))
                    - Long.parseLong(summary.group(3))
                    - Long.parseLong(summary.group(4));
        }
        return seen.isEmpty()
                ? Optional.empty()
                : Optional.of(new SentLoad(subjects, new SentLoad.Answers(allowed, limited, unknown)));
    }
}
