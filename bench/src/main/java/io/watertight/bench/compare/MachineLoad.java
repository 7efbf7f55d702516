package io.watertight.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Looks whether others use the machine. Stateless. */
public final class MachineLoad {
    private static final double QUIET = 0.5;

    private MachineLoad() {}

    /**
     * The load average of the last minute, which includes what was done here before.
     *
     * @throws IOException if /proc cannot be read
     */
    public static double average() throws IOException {
        String text = Files.readString(Path.of("/proc/loadavg"));
        return Double.parseDouble(text.substring(0, text.indexOf(' ')));
    }

    /** What to say if they do. */
    static Optional<String> objection() throws IOException {
        double load = average();
        return load <= QUIET
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "the machine was not quiet before the run: load average %.2f (expected: at most %.1f)",
                        load,
                        QUIET));
    }
}
