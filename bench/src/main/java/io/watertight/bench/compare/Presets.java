package io.watertight.bench.compare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How long comparisons take, by name. Stateless. */
public final class Presets {
    public static final String STANDARD = "standard";
    public static final String QUICK = "quick";
    public static final String SMOKE = "smoke";

    private static final int HEAP_MEGABYTES = 512;

    private Presets() {}

    /**
     * The plan of a preset.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static ComparisonPlan of(String preset, Path directory) {
        return switch (preset) {
            case STANDARD ->
                plan(
                        preset,
                        directory,
                        List.of(64, 1, 8, 512),
                        5,
                        4,
                        Duration.ofSeconds(10),
                        6_000,
                        175,
                        150,
                        5,
                        10,
                        1);
            case QUICK -> plan(preset, directory, List.of(64), 3, 2, Duration.ofSeconds(3), 4_000, 24, 45, 3, 5, 1);
            case SMOKE -> plan(preset, directory, List.of(8), 1, 1, Duration.ofSeconds(1), 500, 4, 5, 1, 5, 0.1);
            default -> throw new IllegalArgumentException("preset: " + preset + " (expected: standard, quick, smoke)");
        };
    }

    /**
     * The first variant of each folder.
     *
     * @param readyMadeOnly leaves out what has to be built first, and what cannot run here
     */
    public static List<Contestant> oneOfEachFolder(List<Contestant> all, boolean readyMadeOnly) {
        Set<Path> folders = new HashSet<>();
        List<Contestant> chosen = new ArrayList<>();
        for (Contestant contestant : all) {
            boolean ready = contestant.gateway().build().isEmpty()
                    && contestant.missing().isEmpty();
            if ((ready || !readyMadeOnly) && folders.add(contestant.folder())) {
                chosen.add(contestant);
            }
        }
        return chosen;
    }

    private static ComparisonPlan plan(
            String preset,
            Path directory,
            List<Integer> connections,
            int rounds,
            int roundSeconds,
            Duration latency,
            int memoryRate,
            int memorySeconds,
            int giveBackSeconds,
            int starts,
            int windowSeconds,
            double warmUp) {
        return new ComparisonPlan(
                preset,
                "haproxy",
                EnumSet.allOf(Rung.class),
                connections,
                rounds,
                Duration.ofSeconds(roundSeconds),
                List.of(),
                latency,
                memoryRate,
                Duration.ofSeconds(memorySeconds),
                Duration.ofSeconds(giveBackSeconds),
                starts,
                windowSeconds,
                HEAP_MEGABYTES,
                warmUp,
                directory,
                true);
    }
}
