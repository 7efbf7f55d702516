package io.watertight.bench.report;

import io.watertight.bench.cluster.Machine;
import io.watertight.bench.proof.Evidence;
import io.watertight.bench.proof.Fault;
import io.watertight.bench.proof.Judge;
import io.watertight.bench.proof.Simulation;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** A whole report on a simulated run. */
final class SampleReport {
    private static final Machine MACHINE = new Machine(
            "Acme 9000 @ 3 GHz", true, 2, 8_000_000_000L, "Acme Linux 12", "6.18.5", "OpenJDK 64-Bit Server VM 25+36");

    private SampleReport() {}

    static ProofReport of(Fault fault) {
        Evidence evidence = Simulation.run(42, fault);
        RunDetails run = new RunDetails(
                "Local limiter, three replicas",
                OffsetDateTime.parse("2026-11-22T12:00:00Z"),
                "./watertight prove --scenario rolling-with-revisit --rate 1500 --duration 20s",
                "rolling-with-revisit, 1,500/s for 20 s",
                new TreeMap<>(Map.of(200, evidence.admitted(), 429, evidence.denied())),
                latencies(),
                rates(),
                0.31,
                MACHINE,
                ScalingDetails.NONE,
                List.of(
                        new Fact("Watertight", "0.1.0-SNAPSHOT"),
                        new Fact("Netty", "4.2.18.Final"),
                        new Fact("Java of the gateway", "25+36"),
                        new Fact("Collector", "G1, -Xmx256m")),
                "listen: 127.0.0.1:0\npolicies:\n  default: { limit: 10/1s, burst: 10, key: sub }\n");
        return ReportAssembler.assemble(evidence, Judge.judge(evidence), run);
    }

    private static Histogram latencies() {
        Random random = new Random(20261122);
        Histogram histogram = new Histogram(3);
        for (int i = 0; i < 30_000; i++) {
            histogram.recordValue((long) (400_000 * Math.exp(0.6 * random.nextGaussian())));
        }
        return histogram;
    }

    private static List<RunDetails.RateSecond> rates() {
        Random random = new Random(20261122);
        List<RunDetails.RateSecond> rates = new ArrayList<>();
        for (int second = 0; second < 20; second++) {
            long denied = 280L + random.nextInt(60);
            rates.add(new RunDetails.RateSecond(second, 1_500, 1_500 - denied, denied));
        }
        return rates;
    }
}
