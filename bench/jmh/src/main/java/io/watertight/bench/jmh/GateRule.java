package io.watertight.bench.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a run has to keep to on any machine: {@code bytes A <= 40}, the bytes allocated by each operation, or
 * {@code time A / B <= 0.5}, the ratio of two times of the same run that have all other parameters in common.
 *
 * @param text the rule as it was written
 * @param measured whose bytes or time
 * @param baseline whose time it is divided by; null if it is about bytes
 * @param limit the most there may be
 */
record GateRule(String text, Selector measured, @Nullable Selector baseline, double limit) {

    private static final String LIMIT = " <= ([0-9]+(?:\\.[0-9]+)?)";
    private static final Pattern BYTES = Pattern.compile("bytes (\\S+)" + LIMIT);
    private static final Pattern TIME = Pattern.compile("time (\\S+) / (\\S+)" + LIMIT);

    /**
     * Reads all of a file; blank lines and those that begin with # are none.
     *
     * @throws IllegalArgumentException if there is none, or one that is wrong
     */
    static List<GateRule> read(Path file) throws IOException {
        List<GateRule> rules = Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(GateRule::of)
                .toList();
        if (rules.isEmpty()) {
            throw new IllegalArgumentException(file + ": no rule (expected: one or more, each on a line)");
        }
        return rules;
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none
     */
    static GateRule of(String line) {
        Matcher bytes = BYTES.matcher(line);
        if (bytes.matches()) {
            return new GateRule(line, Selector.of(bytes.group(1)), null, Double.parseDouble(bytes.group(2)));
        }
        Matcher time = TIME.matcher(line);
        if (time.matches()) {
            return new GateRule(
                    line, Selector.of(time.group(1)), Selector.of(time.group(2)), Double.parseDouble(time.group(3)));
        }
        throw new IllegalArgumentException(line + " (expected: bytes A <= N, or time A / B <= N)");
    }

    /** Returns what was found, one line for each measurement that the rule is about; a line with "FAILED" is a violation. */
    List<String> check(List<Measurement> run) {
        List<String> findings = new ArrayList<>();
        for (Measurement one : run) {
            if (measured.selects(one)) {
                if (baseline == null) {
                    findings.add(finding(one.key() + " allocates %.1f bytes", one.bytes()));
                } else {
                    run.stream()
                            .filter(other -> baseline.selects(other)
                                    && baseline.rest(other).equals(measured.rest(one)))
                            .forEach(other -> findings.add(
                                    finding(one.key() + " takes %.2f of " + other.key(), one.nanos() / other.nanos())));
                }
            }
        }
        return findings.isEmpty() ? List.of("FAILED " + text + ": nothing was measured that it is about") : findings;
    }

    private String finding(String format, double found) {
        String text = String.format(Locale.ROOT, format + " (at most %s)", found, limit);
        return (found <= limit ? "ok     " : "FAILED ") + text;
    }
}
