package io.watertight.bench.proof;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Asks every law of the run's mode about its evidence and makes one verdict of the answers. Stateless. */
public final class Judge {
    private static final List<Law> LAWS = List.of(
            new AdmissionLaw(),
            new NoFalseDenialLaw(),
            new PopulationLaw(),
            new DrainLaw(),
            new LedgerLaw(),
            new MemoryLaw(),
            new NothingDroppedLaw(),
            new SettledShareLaw());

    private Judge() {}

    /** The verdict; the same for the same evidence, in O(n log n) of its decisions. */
    public static Verdict judge(Evidence evidence) {
        Map<LawName, LawResult> results = new EnumMap<>(LawName.class);
        for (Law law : LAWS) {
            if (law.name() == LawName.SHARE && evidence.mode().mode() != LimiterMode.SHARE) {
                continue;
            }
            results.put(law.name(), judge(law, evidence, results));
        }
        return Verdict.of(List.copyOf(results.values()), Validity.objections(evidence));
    }

    private static LawResult judge(Law law, Evidence evidence, Map<LawName, LawResult> soFar) {
        boolean needsLedger = switch (law.name()) {
            case POPULATION, DRAIN, LEDGER, SHARE -> true;
            case ADMISSION, NO_FALSE_DENIAL, MEMORY, NOTHING_DROPPED -> false;
        };
        if (needsLedger && !evidence.ledgerExposed()) {
            return LawResult.notApplicable(law.name(), "The gateway shows no ledger.");
        }
        if (law.name() == LawName.MEMORY && (violated(soFar, LawName.POPULATION) || violated(soFar, LawName.DRAIN))) {
            return LawResult.notApplicable(
                    law.name(), "Its premise, a population within its bound, does not hold: see Population and Drain.");
        }
        LawResult result = law.judge(evidence);
        String why = evidence.load().mayLeaveUnshown().get(law.name());
        return why != null && showsNothing(result, evidence) ? LawResult.notApplicable(law.name(), why) : result;
    }

    /** Without a denial a gateway that has no limit at all would have passed. */
    private static boolean showsNothing(LawResult result, Evidence evidence) {
        return switch (result.law()) {
            case ADMISSION, NO_FALSE_DENIAL -> evidence.denied() == 0 && !result.isViolated();
            default -> result.finding() == Finding.INCONCLUSIVE;
        };
    }

    private static boolean violated(Map<LawName, LawResult> soFar, LawName law) {
        LawResult result = soFar.get(law);
        return result != null && result.finding() == Finding.VIOLATED;
    }
}
