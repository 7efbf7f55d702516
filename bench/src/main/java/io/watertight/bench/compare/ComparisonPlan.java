package io.watertight.bench.compare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be compared, and for how long. Immutable.
 *
 * @param preset what it is called
 * @param reference whose numbers the others are divided by
 * @param rungs which of them are measured
 * @param connections the numbers of connections at which CPU for a request is measured; one of them is used everywhere else
 * @param rounds how often each is measured, one contestant after the other in each round
 * @param round how long a client asks in one round; whole seconds
 * @param rates requests per second at which latency is measured; empty for a tenth and a half of what the reference can
 * @param latency how long each of them is held, in each round
 * @param memoryRate requests per second of subjects never seen before while memory is watched
 * @param memory how long that is
 * @param giveBack how long after it memory may take to be given back
 * @param starts how often a process is started to see how long it takes
 * @param windowSeconds the time that the limits are over
 * @param heapMegabytes the heap of each JVM
 * @param warmUp how much of the warm-up that descriptors ask for is done, 0 to 1
 * @param directory where results go
 * @param wrk whether wrk is used where it is installed
 */
public record ComparisonPlan(
        String preset,
        String reference,
        Set<Rung> rungs,
        List<Integer> connections,
        int rounds,
        Duration round,
        List<Integer> rates,
        Duration latency,
        int memoryRate,
        Duration memory,
        Duration giveBack,
        int starts,
        int windowSeconds,
        int heapMegabytes,
        double warmUp,
        Path directory,
        boolean wrk) {

    /** Subjects of the rungs whose subjects return. */
    static final int POOL = 10_000;

    private static final int USUAL_CONNECTIONS = 64;
    private static final int MAX_CONNECTIONS = 4096;
    private static final int MAX_RATE = 1_000_000;

    /** @throws IllegalArgumentException naming what is out of range */
    public ComparisonPlan {
        rungs = Set.copyOf(rungs);
        connections = List.copyOf(connections);
        rates = List.copyOf(rates);
        require(!rungs.isEmpty(), "rungs: none", "at least one");
        require(
                !connections.isEmpty() && connections.stream().allMatch(n -> n >= 1 && n <= MAX_CONNECTIONS),
                "connections: " + connections,
                "1.." + MAX_CONNECTIONS);
        require(rounds >= 1 && rounds <= 100, "rounds: " + rounds, "1..100");
        require(round.toSeconds() >= 1, "round: " + round.toMillis() + " ms", ">= 1s");
        require(rates.stream().allMatch(rate -> rate >= 1 && rate <= MAX_RATE), "rates: " + rates, "1.." + MAX_RATE);
        require(windowSeconds >= 2 && windowSeconds <= 3600, "window: " + windowSeconds + " s", "2s..1h");
        require(heapMegabytes >= 64, "heap: " + heapMegabytes + " MiB", ">= 64");
    }

    /**
     * This plan, with what was asked for in place of the preset's.
     *
     * @param newRungs empty for the preset's, and so are connections and rates
     * @param newRounds null for the preset's
     */
    public ComparisonPlan with(
            String newReference,
            List<Rung> newRungs,
            List<Integer> newConnections,
            List<Integer> newRates,
            @Nullable Integer newRounds,
            boolean newWrk) {
        return new ComparisonPlan(
                preset,
                newReference,
                newRungs.isEmpty() ? rungs : Set.copyOf(newRungs),
                newConnections.isEmpty() ? connections : newConnections,
                newRounds == null ? rounds : newRounds,
                round,
                newRates.isEmpty() ? rates : newRates,
                latency,
                memoryRate,
                memory,
                giveBack,
                starts,
                windowSeconds,
                heapMegabytes,
                warmUp,
                directory,
                newWrk);
    }

    /** The number of connections of everything that is measured at one number alone: 64 where that is among them, else the first. */
    int mainConnections() {
        return connections.contains(USUAL_CONNECTIONS) ? USUAL_CONNECTIONS : connections.getFirst();
    }

    private static void require(boolean holds, String what, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(what + " (expected: " + expected + ")");
        }
    }
}
