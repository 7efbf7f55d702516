package io.watertight.bench.proof;

import static io.watertight.bench.text.Quantities.count;
import static io.watertight.bench.text.Quantities.duration;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Admission: {@code A(w) <= b + floor(rho * w)} and the mode's slack, over every closed window; for each subject on each
 * replica where each has a limit of its own, else for each subject on all of them together.
 */
final class AdmissionLaw implements Law {
    @Override
    public LawName name() {
        return LawName.ADMISSION;
    }

    @Override
    public LawResult judge(Evidence evidence) {
        AdmissionScan scan = AdmissionScan.of(evidence);
        Optional<TightestWindow> tightest = scan.tightest();
        if (tightest.isEmpty()) {
            return LawResult.inconclusive(name(), "No request was admitted.");
        }
        TightestWindow window = tightest.get();
        WorstCase worst = new WorstCase(
                window.track().name(),
                OptionalLong.of(window.subject()),
                window.toNanos() - evidence.phases().loadStartNanos(),
                window.allowed(),
                window.admitted(),
                "requests");
        if (window.excess() > 0) {
            return LawResult.violated(
                    name(),
                    String.format(
                            "%s; the worst, subject %s on %s, was admitted %s times in %s, %s more"
                                    + " than the %s allowed.",
                            count(
                                    scan.subjectsOverLimit(),
                                    "subject exceeded its limit",
                                    "subjects exceeded their limit"),
                            window.subject(),
                            window.track().name(),
                            count(window.admitted()),
                            duration(window.lengthNanos()),
                            count(window.excess()),
                            count(window.allowed())),
                    worst);
        }
        return LawResult.held(
                name(),
                String.format(
                        "%s admitted requests replayed, no window over its limit; the tightest, of subject %s on %s, held"
                                + " %s of %s allowed in %s.",
                        count(evidence.admitted()),
                        window.subject(),
                        window.track().name(),
                        count(window.admitted()),
                        count(window.allowed()),
                        duration(window.lengthNanos())),
                worst);
    }
}
