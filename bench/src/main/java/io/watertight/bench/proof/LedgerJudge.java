package io.watertight.bench.proof;

import static io.watertight.bench.text.Quantities.count;
import static io.watertight.bench.text.Quantities.duration;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Judges a run of which only ledgers were seen: somebody else sent the load, and no decision is known by itself. What needs more
 * is said to be not applicable, with the reason. Stateless.
 */
public final class LedgerJudge {
    private LedgerJudge() {}

    /**
     * The verdict.
     *
     * @param evidence without decisions
     * @param sent what the generator says that it has sent; null where it says nothing
     * @param unreconciled why {@code sent} is null, as a clause; empty where it is not
     */
    public static Verdict judge(Evidence evidence, @Nullable SentLoad sent, String unreconciled) {
        return Verdict.of(
                List.of(
                        unseen(LawName.ADMISSION, "needs the decision time of every request"),
                        unseen(LawName.NO_FALSE_DENIAL, "needs the decision time of every request"),
                        new CountedPopulationLaw().judge(evidence),
                        new CountedDrainLaw().judge(evidence),
                        new BooksLaw(sent, unreconciled).judge(evidence),
                        unseen(LawName.MEMORY, "needs readings after full collections of each replica's heap"),
                        unseen(LawName.NOTHING_DROPPED, "needs the generator's own log: see its failed requests"),
                        new ShareLaw().judge(evidence)),
                objections(evidence));
    }

    /** The most live buckets that each reading of the replica may show, in the order of its readings. */
    public static List<Long> bounds(Evidence evidence, ReplicaEvidence replica) {
        AdmissionCounter counter = new AdmissionCounter(evidence, replica);
        return IntStream.range(0, replica.ledgerReadings().size())
                .mapToObj(counter::atMost)
                .toList();
    }

    private static LawResult unseen(LawName law, String why) {
        return LawResult.notApplicable(law, "Not judged from ledgers alone: it " + why + ".");
    }

    private static List<String> objections(Evidence evidence) {
        List<String> objections = new ArrayList<>(evidence.load().invalidBecause());
        long readings = evidence.replicas().stream()
                .mapToLong(replica -> replica.ledgerReadings().size())
                .sum();
        int least = evidence.tolerances().minSamples();
        if (readings < least) {
            objections.add("Only " + count(readings, "ledger reading", "ledger readings") + ", at least " + least
                    + " are needed.");
        }
        long horizon = evidence.replicas().stream()
                .mapToLong(evidence::horizonNanos)
                .max()
                .orElse(0);
        long needed = horizon * evidence.tolerances().minHorizons();
        long lasted = evidence.phases().loadEndNanos() - evidence.phases().loadStartNanos();
        if (lasted < needed) {
            objections.add("The load lasted " + duration(lasted) + ", "
                    + evidence.tolerances().minHorizons() + " horizons (D + delta = " + duration(horizon) + ") need "
                    + duration(needed) + ".");
        }
        return List.copyOf(objections);
    }
}
