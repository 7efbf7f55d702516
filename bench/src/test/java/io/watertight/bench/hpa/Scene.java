package io.watertight.bench.hpa;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Pods and samples as the tables write them, all looked at at one instant. */
record Scene(List<Pod> pods, Map<String, Sample> samples) {
    static final long NOW = Duration.ofHours(1).toNanos();

    /** What a time is that was never set. */
    static final long EVER = NOW - Duration.ofDays(20_000).toNanos();

    /** The options that Kubernetes' own tests run with. */
    static final ControllerOptions OPTIONS = new ControllerOptions(
            Duration.ofSeconds(15),
            Duration.ofMinutes(5),
            Duration.ofMinutes(2),
            Duration.ofSeconds(10),
            Tolerance.DEFAULT);

    private static final long WINDOW = Duration.ofMinutes(1).toNanos();

    static long ago(long seconds) {
        return NOW - Duration.ofSeconds(seconds).toNanos();
    }

    /** Pods such as {@code h!900:100}, for not ready, just started, with 900 requested and 100 used. */
    static Scene of(List<String> words, int containers) {
        List<Pod> pods = new ArrayList<>();
        Map<String, Sample> samples = new HashMap<>();
        for (String word : words) {
            if (word.equals(".")) {
                continue;
            }
            String name = "pod-" + (pods.size() + samples.size());
            int digits = 0;
            while ("!hcPFDx".indexOf(word.charAt(digits)) >= 0) {
                digits++;
            }
            String flags = word.substring(0, digits);
            int colon = word.indexOf(':');
            String usage = word.substring(colon + 1);
            if (!usage.equals("-")) {
                samples.put(name, new Sample(Long.parseLong(usage) * containers, NOW, WINDOW));
            }
            if (!flags.contains("x")) {
                pods.add(pod(name, flags, request(word.substring(digits, colon), containers)));
            }
        }
        return new Scene(pods, samples);
    }

    private static Pod pod(String name, String flags, OptionalLong request) {
        long started = flags.contains("h") ? NOW : flags.contains("c") ? ago(180) : EVER;
        Pod.Phase phase =
                flags.contains("P") ? Pod.Phase.PENDING : flags.contains("F") ? Pod.Phase.FAILED : Pod.Phase.RUNNING;
        Pod.Readiness readiness = new Pod.Readiness(!flags.contains("!"), started);
        return new Pod(name, phase, flags.contains("D"), OptionalLong.of(started), readiness, request);
    }

    private static OptionalLong request(String written, int containers) {
        return switch (written) {
            case "-" -> OptionalLong.empty();
            case "" -> OptionalLong.of(1000L * containers);
            default -> OptionalLong.of(Long.parseLong(written) * containers);
        };
    }
}
