package io.watertight.bench.compare;

import java.util.List;

/** Says how a comparison was made. Stateless. */
final class Method {
    private Method() {}

    static List<String> sentences(ComparisonPlan plan, Bench bench) {
        return List.of(
                "Preset " + plan.preset() + ": " + plan.rounds() + " rounds of "
                        + plan.round().toSeconds() + " s; in each round one contestant after the other, so that what"
                        + " disturbs the machine disturbs all of them.",
                "Every contestant has one processor and one event loop or worker; a JVM has a heap of "
                        + plan.heapMegabytes() + " MiB, and the collector that it chooses for one processor.",
                bench.processors().pinned()
                        ? "CPU for a request is user and system time of the gateway and all that it has started, from /proc,"
                                + " with gateway, upstream and client on one processor; for saturation, latency, memory"
                                + " and start the gateway has a processor of its own."
                        : "CPU for a request is user and system time of the gateway and all that it has started, from"
                                + " /proc. Nothing was kept on any processor, because there is no taskset or one"
                                + " processor alone: figures repeat worse than they could.",
                "Every request is a GET with a token of about 200 bytes, HS256; the answer has 100 bytes. Client: "
                        + bench.client().title() + ". Upstream: "
                        + bench.upstream().title() + ".",
                "Rungs: direct is the upstream alone; plain proxy forwards; + JWT verifies; + limit holds each of "
                        + ComparisonPlan.POOL + " subjects to a limit that is never reached; with rolling subjects each"
                        + " request has a subject never seen before, under a limit of " + Setup.STRICT + " in "
                        + plan.windowSeconds() + " s.",
                "Latency is taken by the built-in generator at a fixed rate, whatever comes back, from the instant a"
                        + " request was due; for memory it sends " + plan.memoryRate() + " new subjects a second for "
                        + plan.memory().toSeconds() + " s.",
                "A ratio is the median of the ratios of each round. It is within noise if there are fewer than three"
                        + " rounds, if they fall on both sides of 1, or if it is within 3 % of 1.");
    }
}
